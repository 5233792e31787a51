package io.partway.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A judge that finds nothing would let everything pass.
class OpenApiTest {
  private static final String PROBLEM =
      """
      {"type": "/problems/not-found", "title": "Not found", "status": 404, "code": "not-found", "requestId": "r", "errors": []}
      """;

  private final OpenApi openApi = OpenApi.committed();
  private final OpenApi.Operation operation =
      openApi.operation("GET", "/v1/associations/c-1001").orElseThrow();

  @Test
  void findsNothingWrongWithWhatIsDeclared() {
    assertThat(faults(404, problem(), PROBLEM)).isEmpty();
    assertThat(
            faults(404, Map.of("content-type", "application/json"), "{\"message\": \"Not Found\"}"))
        .isEmpty();
  }

  @Test
  void findsAnUndeclaredStatus() {
    assertThat(faults(409, problem(), PROBLEM)).isNotEmpty();
  }

  @Test
  void findsAnUndeclaredContentType() {
    assertThat(faults(404, Map.of("content-type", "text/plain"), PROBLEM)).isNotEmpty();
  }

  @Test
  void findsMissingAndWrongHeaders() {
    assertThat(
            faults(
                401, Map.of("content-type", "application/json"), "{\"message\": \"Unauthorized\"}"))
        .isNotEmpty();
    var cached = new TreeMap<>(problem());
    cached.put("cache-control", "max-age=60");
    assertThat(faults(404, cached, PROBLEM)).isNotEmpty();
  }

  @Test
  void findsWhatTheSchemaForbids() {
    assertThat(faults(404, problem(), PROBLEM.replace("\"not-found\"", "\"stale\""))).isNotEmpty();
    assertThat(faults(404, problem(), PROBLEM.replace("\"errors\"", "\"faults\""))).isNotEmpty();
    assertThat(faults(404, problem(), PROBLEM.replace("[]", "[], \"stack\": \"at …\"")))
        .isNotEmpty();
    assertThat(
            faults(404, problem(), PROBLEM.replace("[]", "[{\"code\": \"x\", \"detail\": \"y\"}]")))
        .isNotEmpty();
  }

  private List<String> faults(int status, Map<String, String> headers, String body) {
    var lists = new TreeMap<String, List<String>>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return openApi.faults(operation, status, HttpHeaders.of(lists, (name, value) -> true), body);
  }

  private static Map<String, String> problem() {
    return Map.of("content-type", "application/problem+json", "cache-control", "no-store");
  }
}
