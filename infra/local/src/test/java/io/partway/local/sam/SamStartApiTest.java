package io.partway.local.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `sam local start-api` starts. It skips the authorizer and hands over no claims, so nobody gets
/// anything there: no deployed function can be brought to trust a caller without them.
@NeedsSam
class SamStartApiTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  /// {"alg":"none"} . {"sub":"x","party":"partner","party_id":"p","role":"admin"} .
  private static final String FORGED =
      "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4IiwicGFydHkiOiJwYXJ0bmVyIiwicGFydHlfaWQiOiJwIiwicm9sZSI6ImFkbWluIn0.";

  @Test
  void functionsAnswer401WhereNobodyHasCheckedTheToken(@TempDir Path folder) throws Exception {
    var environment = ROOT.resolve("infra/sam/environment.json");
    var image = SamEmulator.output(List.of(ROOT.resolve("infra/sam/image").toString()));
    var inputs =
        new SamLocal.Inputs(
            ROOT.resolve("template.yaml"), SamEmulator.parameters(), image, environment);
    try (var sam = SamLocal.start("start-api", inputs, folder.resolve("sam.log"));
        var client = HttpClient.newHttpClient()) {
      for (var call :
          List.of(
              request(sam.url(), "/v1/records").GET(),
              request(sam.url(), "/v1/associations/c1/requests")
                  .POST(BodyPublishers.ofString("{}")),
              request(sam.url(), "/v1/associations/c1/requests/r1/decision")
                  .PUT(BodyPublishers.ofString("{}")))) {
        HttpResponse<String> answer = client.send(call.build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
      }
    }
  }

  private static HttpRequest.Builder request(URI url, String path) {
    return HttpRequest.newBuilder(url.resolve(path))
        .header("content-type", "application/json")
        .header("authorization", "Bearer " + FORGED);
  }
}
