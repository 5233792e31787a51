package io.partway.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.partway.core.Limit;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a call's body: refuses a content type that is not JSON, then a body that is too large,
/// then everything that is malformed, all of it at once.
final class BodyReader {
  private static final Pattern JSON =
      Pattern.compile(
          "application/json\\s*(;\\s*charset\\s*=\\s*(utf-8|\"utf-8\")\\s*)?;?",
          Pattern.CASE_INSENSITIVE);

  private BodyReader() {}

  /// @param others what is malformed beside the body: in the query, in headers
  static Body.Reading read(
      APIGatewayV2HTTPEvent event,
      @Nullable String contentType,
      BodyShape shape,
      List<RequestFault> others) {
    if (contentType == null || !JSON.matcher(contentType.strip()).matches()) {
      return refused(Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json."));
    }
    Optional<byte[]> bytes = bytes(event);
    if (bytes.isPresent() && bytes.get().length > Limit.BODY_BYTES.standard()) {
      return refused(
          Problem.of(
              ProblemCode.BODY_TOO_LARGE,
              "Send at most " + Limit.BODY_BYTES.standard() + " bytes."));
    }
    List<RequestFault> faults = new ArrayList<>();
    JsonValue value = value(bytes, faults);
    if (value != null) {
      faults.addAll(shape.faults(value));
    }
    faults.addAll(others);
    return faults.isEmpty() && value instanceof JsonValue.Obj object
        ? new Body.Reading.Good(new Body(object))
        : refused(Problem.of(ProblemCode.MALFORMED, faults));
  }

  private static @Nullable JsonValue value(Optional<byte[]> bytes, List<RequestFault> faults) {
    Optional<String> text = bytes.flatMap(BodyReader::decoded);
    if (text.isEmpty()) {
      faults.add(RequestFault.body("", "not-utf-8", "Encode the body in UTF-8."));
      return null;
    }
    StrictJson.Parsed parsed = StrictJson.parse(text.get());
    faults.addAll(parsed.faults());
    return parsed.value();
  }

  /// Empty where it claims to be Base64 and is not.
  private static Optional<byte[]> bytes(APIGatewayV2HTTPEvent event) {
    String body = event.getBody();
    if (body == null) {
      return Optional.of(new byte[0]);
    }
    if (!event.getIsBase64Encoded()) {
      return Optional.of(body.getBytes(StandardCharsets.UTF_8));
    }
    try {
      return Optional.of(Base64.getDecoder().decode(body));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> decoded(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static Body.Reading refused(Problem problem) {
    return new Body.Reading.Refused(problem);
  }
}
