package io.partway.local.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One HTTP answer.
///
/// @param headers by lower-case name
@SuppressWarnings("ArrayRecordComponent") // nobody compares answers
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {
  /// API Gateway's own way to say something: `{"message": "…"}`.
  public static HttpAnswer message(int status, String message) {
    var json = JsonNodeFactory.instance.objectNode().put("message", message).toString();
    return of(status, "application/json", json);
  }

  public static HttpAnswer of(int status, String contentType, String body) {
    return new HttpAnswer(
        status,
        Map.of("content-type", List.of(contentType)),
        body.getBytes(StandardCharsets.UTF_8));
  }

  public static HttpAnswer empty(int status) {
    return new HttpAnswer(status, Map.of(), new byte[0]);
  }

  /// This answer with one more header; values of the same name are replaced.
  public HttpAnswer with(String name, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(name.toLowerCase(Locale.ROOT), List.of(value));
    return new HttpAnswer(status, all, body);
  }

  HttpAnswer without(String prefix) {
    var all = new LinkedHashMap<>(headers);
    all.keySet().removeIf(name -> name.startsWith(prefix));
    return new HttpAnswer(status, all, body);
  }

  HttpAnswer and(String name, List<String> values) {
    var all = new LinkedHashMap<>(headers);
    var joined = new ArrayList<>(all.getOrDefault(name, List.of()));
    joined.addAll(values);
    all.put(name, List.copyOf(joined));
    return new HttpAnswer(status, all, body);
  }
}
