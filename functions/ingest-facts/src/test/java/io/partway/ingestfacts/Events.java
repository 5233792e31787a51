package io.partway.ingestfacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.core.ingest.IntakeObjects;
import io.partway.gateway.JsonValue;
import java.net.URLEncoder;
import java.util.Map;

/// Events as AWS sends them, with members that this function does not look at.
final class Events {
  private Events() {}

  static String upstream(String detailType, String detail) {
    return """
    {"version":"0","id":"6a7e8feb","detail-type":"%s","source":"partway.upstream","account":"1","time":\
    "2026-06-01T00:00:00Z","region":"eu-central-1","resources":[],"detail":%s}\
    """
        .formatted(detailType, detail);
  }

  static String file(IntakeObjects.Ref object) {
    return file("ObjectCreated:Put", object);
  }

  static String file(String eventName, IntakeObjects.Ref object) {
    return """
    {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"%s","userIdentity":\
    {"principalId":"A"},"s3":{"s3SchemaVersion":"1.0","bucket":{"name":"%s","ownerIdentity":\
    {"principalId":"A"}},"object":{"key":"%s","size":1,"eTag":"%s","sequencer":"0"}}}]}\
    """
        .formatted(
            eventName, object.bucket(), URLEncoder.encode(object.key(), UTF_8), object.etag());
  }

  static String queued(String... bodies) {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < bodies.length; i++) {
      records
          .append(i == 0 ? "" : ",")
          .append("{\"messageId\":\"m-")
          .append(i)
          .append(
              "\",\"receiptHandle\":\"h\",\"attributes\":{\"ApproximateReceiveCount\":\"1\"},"
                  + "\"messageAttributes\":{},\"eventSource\":\"aws:sqs\",\"body\":")
          .append(new JsonValue.Str(bodies[i]).canonical())
          .append('}');
    }
    return "{\"Records\":[" + records + "]}";
  }

  /// The number an answer has under this name.
  static long number(Map<String, JsonValue> answer, String name) {
    return answer.get(name) instanceof JsonValue.Num(String digits) ? Long.parseLong(digits) : -1;
  }

  static boolean complete(Map<String, JsonValue> answer) {
    return new JsonValue.Bool(true).equals(answer.get("complete"));
  }
}
