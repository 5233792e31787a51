package io.partway.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.partway.local.LocalSystem;
import io.partway.local.identity.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A running system, every answer of whose API is held against the contract.
final class JudgedApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpenApi openApi = OpenApi.committed();
  private final HttpClient http = HttpClient.newHttpClient();
  private final LocalSystem system;
  private final Set<String> answers = new TreeSet<>();
  private final Set<String> codes = new TreeSet<>();

  JudgedApi(LocalSystem system) {
    this.system = system;
  }

  /// An answer that the contract allows.
  record Answer(int status, JsonNode body, Optional<String> etag, Optional<String> location) {
    /// The problem's code; empty for no problem.
    String code() {
      return body.path("code").asText();
    }
  }

  /// A call in the making.
  final class Call {
    private final String method;
    private final String path;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String body = "";

    private Call(String method, String path) {
      this.method = method;
      this.path = path;
    }

    Call by(Person caller) {
      return with("Authorization", "Bearer " + system.token(caller));
    }

    Call with(String header, String value) {
      headers.put(header, value);
      return this;
    }

    Call json(String body) {
      this.body = body;
      return with("Content-Type", "application/json");
    }

    /// The answer, once the contract has been found to allow it.
    Answer answer() {
      var response = send(method, path, headers, body);
      var operation = openApi.operation(method, path.split("\\?", 2)[0]).orElseThrow();
      assertThat(
              openApi.faults(operation, response.statusCode(), response.headers(), response.body()))
          .as("%s %s: %d %s", method, path, response.statusCode(), response.body())
          .isEmpty();
      var answer =
          new Answer(
              response.statusCode(),
              OpenApi.isJson(response.headers().firstValue("content-type").orElse(""))
                  ? tree(response.body())
                  : TextNode.valueOf(response.body()),
              response.headers().firstValue("etag"),
              response.headers().firstValue("location"));
      if (answer.status() < 300 || !answer.code().isEmpty()) {
        assertThat(response.headers().firstValue("cache-control"))
            .as("%s %s", method, path)
            .contains("no-store");
      }
      answers.add(operation.id() + " " + answer.status());
      codes.add(answer.code());
      return answer;
    }
  }

  /// Has everything told that was written so far.
  void tellChanges() {
    send("GET", "/local/events", Map.of(), "");
  }

  Call get(String path) {
    return new Call("GET", path);
  }

  Call post(String path) {
    return new Call("POST", path);
  }

  Call put(String path) {
    return new Call("PUT", path);
  }

  OpenApi openApi() {
    return openApi;
  }

  /// Which statuses of which operations have been answered: `getRequest 200`.
  Set<String> answers() {
    return answers;
  }

  /// Codes of the problems answered.
  Set<String> codes() {
    codes.remove("");
    return codes;
  }

  /// What the newest message says is the code.
  String newestCode() {
    return tree(send("GET", "/local/outbox", Map.of(), "").body()).at("/items/0/code").asText();
  }

  /// Imports customers, all of them good.
  void takeIn(String jsonLines) {
    var response =
        send("POST", "/local/import", Map.of("Content-Type", "application/x-ndjson"), jsonLines);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(tree(response.body()).path("refused")).as(response.body()).isEmpty();
  }

  /// Reports something upstream.
  void report(String detailType, String detail) {
    var event =
        """
        {"source": "partway.upstream", "detail-type": "%s", "detail": %s}
        """
            .formatted(detailType, detail);
    var response = send("POST", "/local/events", Map.of("Content-Type", "application/json"), event);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(tree(response.body()).path("deliveries"))
        .as(response.body())
        .isNotEmpty()
        .allMatch(delivery -> delivery.path("delivered").asBoolean());
  }

  private HttpResponse<String> send(
      String method, String path, Map<String, String> headers, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(system.url() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::setHeader);
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }
}
