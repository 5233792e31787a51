package io.partway.testkit.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a function has answered, and logged.
///
/// @param headers by name, as spelled
/// @param body as sent
public record HttpResult(int status, Map<String, String> headers, String body, List<String> log) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Sends an event through a function.
  public static HttpResult of(RequestStreamHandler function, HttpEvent event) {
    return ofRaw(function, event.json());
  }

  /// Sends an event through a function that has no time left for a second attempt at anything.
  public static HttpResult ofLate(RequestStreamHandler function, HttpEvent event) {
    return of(function, event.json(), new RecordedContext(1));
  }

  /// Sends bytes through a function, whatever they are.
  public static HttpResult ofRaw(RequestStreamHandler function, byte[] event) {
    return of(function, event, new RecordedContext(10_000));
  }

  private static HttpResult of(
      RequestStreamHandler function, byte[] event, RecordedContext context) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      function.handleRequest(new ByteArrayInputStream(event), out, context);
      JsonNode answer = JSON.readTree(out.toByteArray());
      Map<String, String> headers = new TreeMap<>();
      answer
          .get("headers")
          .properties()
          .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
      return new HttpResult(
          answer.get("statusCode").asInt(), headers, answer.get("body").asText(), context.lines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The body, read.
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + body, e);
    }
  }

  /// What a JSON pointer finds in the body, as text.
  public String at(String pointer) {
    return json().at(pointer).asText();
  }

  /// Asserts that the call was done, and that nothing about the answer is amiss.
  public HttpResult done(int expected) {
    assertThat(status).as(body).isEqualTo(expected);
    assertThat(headers).containsEntry("Content-Type", "application/json");
    return sound();
  }

  /// Asserts that the call was done and that there is nothing to tell.
  public HttpResult empty() {
    assertThat(status).as(body).isEqualTo(204);
    assertThat(headers).doesNotContainKey("Content-Type");
    assertThat(body).isEmpty();
    return sound();
  }

  /// Asserts that it was refused with this problem, and that nothing about the answer is amiss.
  public HttpResult refused(int expected, String code) {
    assertThat(status + " " + at("/code")).as(body).isEqualTo(expected + " " + code);
    assertThat(headers).containsEntry("Content-Type", "application/problem+json");
    assertThat(at("/type")).isEqualTo("/problems/" + code);
    assertThat(json().get("status").asInt()).isEqualTo(expected);
    assertThat(at("/title")).isNotEmpty();
    assertThat(at("/requestId")).isNotEmpty();
    assertThat(json().has("instance")).isFalse();
    assertThat(json().get("errors").isArray()).isTrue();
    return sound();
  }

  /// Where the faults are and what they are: `/reason required`.
  public List<String> faults() {
    return json()
        .get("errors")
        .valueStream()
        .map(fault -> {
          String where =
              fault.has("pointer")
                  ? fault.get("pointer").asText()
                  : fault.has("parameter")
                      ? "?" + fault.get("parameter").asText()
                      : fault.get("header").asText();
          assertThat(fault.get("detail").asText()).isNotEmpty();
          return where + " " + fault.get("code").asText();
        })
        .toList();
  }

  /// Asserts what holds for every answer: it is stored nowhere, and neither it nor the log tells
  /// anything of a customer, of a token or of how it came about.
  public HttpResult sound() {
    assertThat(headers).containsEntry("Cache-Control", "no-store");
    assertThat(body).doesNotContain("Exception", "io.partway", "software.amazon");
    for (String secret : World.SECRETS) {
      assertThat(body).doesNotContain(secret);
      assertThat(log).noneMatch(line -> line.contains(secret));
    }
    assertThat(log).allMatch(line -> line.indexOf('\n') == line.length() - 1);
    return this;
  }
}
