package io.partway.rotatesecrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.gateway.EventFailed;
import io.partway.gateway.JsonValue;
import io.partway.gateway.StrictJson;
import java.util.Map;

/// What Secrets Manager asks for.
///
/// @param version of the secret that is being made; the same in all steps of one rotation
record Request(Step step, String arn, String version) {
  /// Reads an event.
  ///
  /// @throws EventFailed when it is none of a rotation
  static Request of(byte[] event) {
    if (StrictJson.parse(new String(event, UTF_8)).value()
        instanceof JsonValue.Obj(Map<String, JsonValue> members)) {
      return new Request(
          Step.of(text(members, "Step")),
          text(members, "SecretId"),
          text(members, "ClientRequestToken"));
    }
    throw new EventFailed("An event of a rotation is a JSON object.");
  }

  private static String text(Map<String, JsonValue> members, String name) {
    if (members.get(name) instanceof JsonValue.Str(String text)) {
      return text;
    }
    throw new EventFailed("An event of a rotation has a " + name + ".");
  }
}
