package io.partway.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads what a function answered, in payload format 2.0.
final class ProxyResponse {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProxyResponse() {}

  /// JSON without a status code is the body of a 200; what is no response at all is API Gateway's
  /// 500.
  static HttpAnswer read(byte[] output) {
    try {
      var json = JSON.readTree(output);
      return json.has("statusCode")
          ? answer(json)
          : HttpAnswer.of(
              200, "application/json", json.isTextual() ? json.textValue() : json.toString());
    } catch (IOException | IllegalArgumentException _) {
      return HttpAnswer.message(500, "Internal Server Error");
    }
  }

  private static HttpAnswer answer(JsonNode json) {
    var status = json.get("statusCode").asInt();
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status " + status);
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("content-type", List.of("text/plain;charset=UTF-8"));
    json.path("headers")
        .properties()
        .forEach(header ->
            headers.put(
                header.getKey().toLowerCase(Locale.ROOT), List.of(header.getValue().asText())));
    var cookies = new ArrayList<String>();
    json.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
    if (!cookies.isEmpty()) {
      headers.put("set-cookie", List.copyOf(cookies));
    }
    var body = json.path("body").isTextual() ? json.path("body").textValue() : "";
    if (body.isEmpty() && !json.path("headers").has("content-type")) {
      headers.remove("content-type");
    }
    return new HttpAnswer(
        status,
        headers,
        json.path("isBase64Encoded").asBoolean()
            ? Base64.getDecoder().decode(body)
            : body.getBytes(StandardCharsets.UTF_8));
  }
}
