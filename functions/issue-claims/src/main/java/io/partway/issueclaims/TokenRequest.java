package io.partway.issueclaims;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.gateway.EventFailed;
import io.partway.gateway.JsonValue;
import io.partway.gateway.StrictJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody is about to get tokens.
///
/// @param event all of it, which Cognito wants to see again
/// @param attributes the user's, those that are texts
record TokenRequest(Map<String, @Nullable Object> event, Map<String, String> attributes) {
  private static final String VERSION = "2";
  private static final String TRIGGER = "TokenGeneration_";

  /// @throws EventFailed when it is something else; Cognito then gives no tokens
  static TokenRequest of(byte[] json) {
    if (StrictJson.parse(new String(json, UTF_8)).value() instanceof JsonValue.Obj(var members)
        && members.get("version") instanceof JsonValue.Str(var version)
        && version.equals(VERSION)
        && members.get("triggerSource") instanceof JsonValue.Str(var trigger)
        && trigger.startsWith(TRIGGER)
        && members.get("request") instanceof JsonValue.Obj(var request)
        && request.get("userAttributes") instanceof JsonValue.Obj(var attributes)) {
      return new TokenRequest(plain(members), texts(attributes));
    }
    throw new EventFailed(
        "This function takes Cognito's event before token generation, version " + VERSION + ".");
  }

  private static Map<String, String> texts(Map<String, JsonValue> members) {
    Map<String, String> texts = new LinkedHashMap<>();
    members.forEach((name, value) -> {
      if (value instanceof JsonValue.Str(var text)) {
        texts.put(name, text);
      }
    });
    return texts;
  }

  private static Map<String, @Nullable Object> plain(Map<String, JsonValue> members) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    members.forEach((name, value) -> map.put(name, plain(value)));
    return map;
  }

  private static @Nullable Object plain(JsonValue value) {
    return switch (value) {
      case JsonValue.Obj(var members) -> plain(members);
      case JsonValue.Arr(var items) -> {
        List<@Nullable Object> list = new ArrayList<>();
        items.forEach(item -> list.add(plain(item)));
        yield list;
      }
      case JsonValue.Str(var text) -> text;
      case JsonValue.Num(var digits) -> new BigDecimal(digits);
      case JsonValue.Bool(var flag) -> flag;
      case JsonValue.Null() -> null;
    };
  }
}
