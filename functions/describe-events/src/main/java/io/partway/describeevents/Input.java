package io.partway.describeevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.core.event.ChangeSource.Position;
import io.partway.gateway.EventFailed;
import io.partway.gateway.JsonValue;
import io.partway.gateway.StrictJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What this function is sent.
sealed interface Input {
  /// How deep an item may be nested, the record around it included.
  int DEPTH = 40;

  /// Records of the table's stream, from the Pipe.
  ///
  /// @param records the member `dynamodb` of each
  record Batch(List<Map<?, ?>> records) implements Input {}

  /// Somebody asks for events to be told again.
  ///
  /// @param after where the run before has stopped; null for the first one
  record Republish(Instant from, Instant to, @Nullable Position after) implements Input {}

  /// @throws EventFailed when it is neither
  static Input of(byte[] json) {
    return switch (StrictJson.parse(new String(json, UTF_8), DEPTH).value()) {
      case JsonValue.Arr(var records) -> new Batch(records.stream().map(Input::image).toList());
      case JsonValue.Obj(var members)
          when members.keySet().equals(Set.of("republish"))
              && members.get("republish") instanceof JsonValue.Obj(var range) ->
          republish(range);
      case null, default ->
          throw new EventFailed(
              "This function takes a list of stream records, or {\"republish\": {\"from\", \"to\","
                  + " \"after\"}}.");
    };
  }

  private static Map<?, ?> image(JsonValue record) {
    if (record instanceof JsonValue.Obj(var members)
        && members.get("dynamodb") instanceof JsonValue.Obj dynamodb
        && plain(dynamodb) instanceof Map<?, ?> images) {
      return images;
    }
    throw new EventFailed("A record of a stream has a member dynamodb.");
  }

  private static Republish republish(Map<String, JsonValue> range) {
    if (!Set.of("from", "to", "after").containsAll(range.keySet())) {
      throw new EventFailed("republish has from, to and after.");
    }
    Instant from = instant(range, "from");
    Instant to = instant(range, "to");
    if (to.isBefore(from)) {
      throw new EventFailed("to must not be before from.");
    }
    return switch (range.get("after")) {
      case null -> new Republish(from, to, null);
      case JsonValue.Null() -> new Republish(from, to, null);
      case JsonValue.Str(var text) -> new Republish(from, to, new Position(text));
      case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Num _, JsonValue.Bool _ ->
          throw new EventFailed("after must be what a run before has answered as after.");
    };
  }

  private static Instant instant(Map<String, JsonValue> range, String name) {
    if (range.get(name) instanceof JsonValue.Str(var text)) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException _) {
        // Told below, like anything else that is no instant.
      }
    }
    throw new EventFailed(name + " must be an instant such as 2026-03-01T00:00:00Z.");
  }

  /// As maps, lists, texts and flags, which the store reads; numbers as they are spelled.
  private static @Nullable Object plain(JsonValue value) {
    return switch (value) {
      case JsonValue.Obj(var members) -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        members.forEach((name, member) -> map.put(name, plain(member)));
        yield map;
      }
      case JsonValue.Arr(var items) -> {
        List<@Nullable Object> list = new ArrayList<>();
        items.forEach(item -> list.add(plain(item)));
        yield list;
      }
      case JsonValue.Str(var text) -> text;
      case JsonValue.Num(var digits) -> digits;
      case JsonValue.Bool(var flag) -> flag;
      case JsonValue.Null() -> null;
    };
  }
}
