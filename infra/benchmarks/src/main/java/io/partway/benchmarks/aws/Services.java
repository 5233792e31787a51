package io.partway.benchmarks.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.benchmarks.http.HttpMessage;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stands in for the services beside DynamoDB, as far as functions call them: mail and text
/// messages are accepted, secrets are there, events are taken.
public final class Services {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

  private final AtomicReference<String> lastMail = new AtomicReference<>("");
  private final List<JsonNode> told = new CopyOnWriteArrayList<>();

  /// What has been put on the bus, each as rules hand it on.
  public List<JsonNode> told() {
    return List.copyOf(told);
  }

  /// The verification code in the last mail that was sent.
  public String code() {
    Matcher code = CODE.matcher(lastMail.get());
    if (!code.find()) {
      throw new IllegalStateException("no code in the last mail: " + lastMail.get());
    }
    return code.group();
  }

  HttpMessage answer(HttpMessage request) throws IOException {
    String target = request.headers().getOrDefault("x-amz-target", "");
    if (target.equals("secretsmanager.GetSecretValue")) {
      String id = JSON.readTree(request.body()).path("SecretId").asText();
      return Front.json(
          "200 OK", JSON.writeValueAsString(Map.of("ARN", id, "SecretString", secret(id))));
    }
    if (target.endsWith(".PutEvents")) {
      return putEvents(JSON.readTree(request.body()).path("Entries"));
    }
    if (request.target().endsWith("/outbound-emails")) {
      lastMail.set(JSON.readTree(request.body()).at("/Content/Simple/Body/Text/Data").asText());
      return Front.json("200 OK", "{\"MessageId\":\"0102\"}");
    }
    if (new String(request.body(), UTF_8).contains("Action=Publish")) {
      return Front.json(
          "200 OK",
          "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>");
    }
    return Front.json("501 Not Implemented", "{\"message\":\"no stand-in for this\"}");
  }

  private HttpMessage putEvents(JsonNode entries) throws IOException {
    ObjectNode answer = JSON.createObjectNode().put("FailedEntryCount", 0);
    ArrayNode taken = answer.putArray("Entries");
    for (JsonNode entry : entries) {
      ObjectNode event = JSON.createObjectNode();
      event.put("version", "0").put("id", "00000000-0000-4000-8000-000000000000");
      event.put("source", entry.path("Source").asText());
      event.put("detail-type", entry.path("DetailType").asText());
      event.put("account", "000000000000").put("region", "eu-west-1");
      event.put("time", "2026-03-02T09:30:00Z").putArray("resources");
      event.set("detail", JSON.readTree(entry.path("Detail").asText()));
      told.add(event);
      taken.addObject().put("EventId", event.path("id").asText());
    }
    return Front.json("200 OK", answer.toString());
  }

  /// The text of a secret: always the same for the same ARN, and long enough for every one of them.
  private static String secret(String arn) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(arn.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
