package io.partway.local.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partway.local.aws.Clients;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/// The text messages that LocalStack's SNS has taken; its community edition has no SES v2.
public final class LocalStackSms implements SentMessages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI taken;
  private final FirstSeen messages;

  /// @param localStack where it is
  public LocalStackSms(URI localStack, InstantSource clock) {
    this.taken = localStack.resolve("/_aws/sns/sms-messages?region=" + Clients.REGION);
    this.messages = new FirstSeen(clock);
  }

  @Override
  public synchronized List<JsonNode> newestFirst() {
    try (var input = taken.toURL().openStream()) {
      for (var number : JSON.readTree(input).path("sms_messages")) {
        for (var each : number) {
          messages.see(
              "sms",
              each.path("MessageId").asText(),
              each.path("PhoneNumber").asText(),
              null,
              each.path("Message").asText());
        }
      }
    } catch (FileNotFoundException _) {
      // Its SNS has not been asked for anything yet.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return messages.newestFirst();
  }
}
