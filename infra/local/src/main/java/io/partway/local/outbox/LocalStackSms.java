package io.partway.local.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The text messages that LocalStack's SNS has taken; its community edition has no SES v2.
public final class LocalStackSms implements SentMessages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI messages;

  /// @param localStack where it is
  public LocalStackSms(URI localStack) {
    this.messages = localStack.resolve("/_aws/sns/sms-messages?region=eu-west-1");
  }

  @Override
  public List<JsonNode> newestFirst() {
    try (var input = messages.toURL().openStream()) {
      var found = new ArrayList<JsonNode>();
      for (var number : JSON.readTree(input).path("sms_messages")) {
        for (var each : number) {
          found.add(message(each));
        }
      }
      found.sort(Comparator.comparing((JsonNode each) -> each.path("sentAt").asText()).reversed());
      return List.copyOf(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode message(JsonNode taken) {
    var text = taken.path("Message").asText();
    return JsonNodeFactory.instance
        .objectNode()
        .put("messageId", taken.path("MessageId").asText())
        .put("sentAt", taken.path("Timestamp").textValue())
        .put("channel", "sms")
        .put("to", taken.path("PhoneNumber").asText())
        .putNull("subject")
        .put("text", text)
        .putNull("html")
        .putNull("about")
        .putNull("audience")
        .put("possibleRepeat", false)
        .put("code", Outbox.codeIn(text).orElse(null));
  }
}
