package io.partway.ingestfacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.core.ingest.IntakeObjects;
import io.partway.gateway.EventFailed;
import io.partway.gateway.JsonValue;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What this function is sent, as much of it as it needs.
sealed interface Event {
  /// One report, from the event bus.
  record Upstream(String detailType, Map<String, JsonValue> detail) implements Event {}

  /// Files that have come into the bucket.
  record Files(List<IntakeObjects.Ref> files) implements Event {}

  /// Messages of a queue, each of which tells of files.
  record Queued(List<Message> messages) implements Event {}

  /// @param id as the queue wants to have it back
  record Message(String id, String body) {}

  /// Reads an event.
  ///
  /// @throws EventFailed when it is none of these
  static Event of(byte[] json) {
    String text = Utf8.text(json);
    if (text == null) {
      throw new EventFailed("An event is UTF-8.");
    }
    JsonValue event = json(text);
    if (string(event, "source") != null) {
      String detailType = string(event, "detail-type");
      if (detailType != null
          && member(event, "detail") instanceof JsonValue.Obj(Map<String, JsonValue> detail)) {
        return new Upstream(detailType, detail);
      }
      throw new EventFailed("An event of the bus has a source, a detail-type and a detail.");
    }
    return member(event, "Records") instanceof JsonValue.Arr(List<JsonValue> records)
            && !records.isEmpty()
            && "aws:sqs".equals(string(records.getFirst(), "eventSource"))
        ? new Queued(records.stream().map(Event::message).toList())
        : files(event);
  }

  /// Reads what a message of the queue says.
  ///
  /// @throws EventFailed when it does not tell of files
  static Files filesOf(Message message) {
    return files(json(message.body()));
  }

  private static JsonValue json(String text) {
    Problems problems = new Problems();
    JsonValue value = JsonLines.value(text, problems);
    if (value == null) {
      throw new EventFailed(problems.reason());
    }
    return value;
  }

  private static Message message(JsonValue record) {
    String id = string(record, "messageId");
    String body = string(record, "body");
    if (id == null || body == null) {
      throw new EventFailed("A message of the queue has a messageId and a body.");
    }
    return new Message(id, body);
  }

  private static Files files(JsonValue event) {
    if ("s3:TestEvent".equals(string(event, "Event"))) {
      return new Files(List.of()); // Sent once, when the bucket is told to notify.
    }
    List<IntakeObjects.Ref> files = new ArrayList<>();
    for (JsonValue record : records(event)) {
      if (!"aws:s3".equals(string(record, "eventSource"))) {
        throw new EventFailed("This function takes events of the bus, the queue and the bucket.");
      }
      String what = string(record, "eventName");
      if (what != null && what.startsWith("ObjectCreated:")) {
        files.add(file(member(record, "s3")));
      }
    }
    return new Files(files);
  }

  private static IntakeObjects.Ref file(@Nullable JsonValue s3) {
    String bucket = string(member(s3, "bucket"), "name");
    String key = string(member(s3, "object"), "key");
    String etag = string(member(s3, "object"), "eTag");
    if (bucket == null || key == null || etag == null) {
      throw new EventFailed("An event of the bucket names the bucket, the key and the eTag.");
    }
    try {
      return new IntakeObjects.Ref(bucket, URLDecoder.decode(key, UTF_8), etag);
    } catch (IllegalArgumentException _) {
      throw new EventFailed("The key of an object is URL-encoded.");
    }
  }

  private static List<JsonValue> records(JsonValue event) {
    if (member(event, "Records") instanceof JsonValue.Arr(List<JsonValue> records)) {
      return records;
    }
    throw new EventFailed("This function takes events of the bus, the queue and the bucket.");
  }

  private static @Nullable JsonValue member(@Nullable JsonValue value, String name) {
    return value instanceof JsonValue.Obj(Map<String, JsonValue> members)
        ? members.get(name)
        : null;
  }

  private static @Nullable String string(@Nullable JsonValue value, String name) {
    return member(value, name) instanceof JsonValue.Str(String text) ? text : null;
  }
}
