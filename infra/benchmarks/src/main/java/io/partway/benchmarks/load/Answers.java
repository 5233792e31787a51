package io.partway.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partway.benchmarks.lambda.FunctionFailed;
import java.io.IOException;

/// Reads what functions answer.
public final class Answers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 600;

  private Answers() {}

  /// An answer over HTTP.
  ///
  /// @param headers as spelled
  record Http(int status, JsonNode headers, JsonNode body) {}

  /// The status of an answer.
  ///
  /// @throws FunctionFailed when it is none that API Gateway would understand
  public static int status(byte[] answer) {
    JsonNode status = read(answer).path("statusCode");
    if (!status.isInt()) {
      throw new FunctionFailed("no answer over HTTP: " + new String(answer, UTF_8));
    }
    return status.asInt();
  }

  /// @throws FunctionFailed when the call was not done
  public static void done(byte[] answer) {
    if (status(answer) / 100 != 2) {
      throw new FunctionFailed("refused: " + shown(answer));
    }
  }

  /// @throws FunctionFailed when the function has not come to an end of the call
  public static void answered(byte[] answer) {
    if (status(answer) / 100 == 5) {
      throw new FunctionFailed("failed: " + shown(answer));
    }
  }

  static Http http(byte[] answer) {
    done(answer);
    JsonNode read = read(answer);
    return new Http(
        read.path("statusCode").asInt(), read.path("headers"), read(read.path("body").asText()));
  }

  private static String shown(byte[] answer) {
    String text = new String(answer, UTF_8);
    return text.substring(0, Math.min(SHOWN, text.length()));
  }

  private static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new FunctionFailed("no JSON: " + new String(json, UTF_8));
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new FunctionFailed("no JSON: " + json);
    }
  }
}
