package io.partway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.partway.local.clock.MovableClock;
import io.partway.local.events.DeadLetters;
import io.partway.local.events.EventBus;
import io.partway.local.events.Invocations;
import io.partway.local.events.Redelivery;
import io.partway.local.events.Republisher;
import io.partway.local.events.ScheduleTicker;
import io.partway.local.functions.Eraser;
import io.partway.local.functions.FunctionOutcome;
import io.partway.local.functions.Functions;
import io.partway.local.gateway.HttpAnswer;
import io.partway.local.gateway.HttpCall;
import io.partway.local.identity.IdentityProvider;
import io.partway.local.intake.Importer;
import io.partway.local.intake.IntakeFolder;
import io.partway.local.intake.ProgressBar;
import io.partway.local.outbox.Outbox;
import io.partway.local.template.EventPattern;
import io.partway.local.template.FunctionDefinition;
import io.partway.local.template.Rule;
import io.partway.local.template.Schedule;
import io.partway.local.template.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalEndpointsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RSAKey KEY = IdentityProvider.newKey();
  private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

  private final List<String> invoked = new ArrayList<>();
  private boolean failing;
  private final Functions functions =
      (name, _) -> {
        invoked.add(name);
        return failing
            ? new FunctionOutcome.Failed("refused")
            : new FunctionOutcome.Answered("{}".getBytes(StandardCharsets.UTF_8));
      };
  private final MovableClock clock =
      new MovableClock(InstantSource.fixed(NOW), MovableClock.State.WALL_CLOCK, _ -> {});

  private LocalEndpoints endpoints() throws IOException {
    var every = new EventPattern(JSON.readTree("{\"source\": [\"partway.upstream\"]}"));
    var deadLetters = DeadLetters.open(folder.resolve("dead-letters.jsonl"), clock);
    var ingest =
        new FunctionDefinition(
            "Ingest", "io.Ingest", Map.of(), Duration.ofSeconds(10), 3, Optional.of("Refused"));
    var invocations = new Invocations(functions, Map.of("Ingest", ingest), deadLetters, clock);
    return new LocalEndpoints(
        Path.of("../openapi.yaml"),
        new IdentityProvider("http://127.0.0.1", "partway", KEY, InstantSource.fixed(NOW)),
        clock,
        new ScheduleTicker(
            List.of(new Schedule("Sweep", "Expire", Duration.ofDays(1))), functions, clock),
        new EventBus(
            List.of(new Rule("Upstream", new Target.Function("Ingest"), every, Optional.empty())),
            invocations,
            deadLetters,
            clock),
        () -> {},
        new Republisher(functions, "Describe"),
        new Eraser(functions, "Erase"),
        new Backend(
            functions,
            Optional.empty(),
            Optional.empty(),
            Outbox.open(folder.resolve("outbox.jsonl"), clock),
            true),
        deadLetters,
        new Redelivery(deadLetters, invocations),
        Optional.of(new Importer(new IntakeFolder(Path.of("target")), functions, "Ingest", clock)),
        () -> new ProgressBar(System.err, false, "import"),
        true);
  }

  @TempDir private Path folder;

  private HttpAnswer send(
      String method, String path, Map<String, List<String>> headers, String body)
      throws IOException {
    var call = new HttpCall(method, path, "", "HTTP/1.1", headers, new byte[0], "127.0.0.1");
    assertThat(endpoints().serves(call)).isTrue();
    return endpoints()
        .handle(call, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  private HttpAnswer send(String method, String path, String body) throws IOException {
    return send(
        method,
        path,
        Map.of("host", List.of("localhost:8080"), "content-type", List.of("application/json")),
        body);
  }

  private static JsonNode json(HttpAnswer answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  @Test
  void issuesTokensForAnybody() throws Exception {
    var answer =
        send(
            "POST",
            "/local/token",
            """
            {"sub": "u", "party": "alien", "party_id": "p", "role": "king", "email": "u@example.test"}
            """);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(json(answer).get("token_type").asText()).isEqualTo("Bearer");
    assertThat(json(answer).get("expires_in").asInt()).isEqualTo(3600);
    var claims = SignedJWT.parse(json(answer).get("access_token").asText()).getJWTClaimsSet();
    assertThat(claims.getClaims())
        .containsEntry("party", "alien")
        .containsEntry("role", "king")
        .containsEntry("email", "u@example.test")
        .doesNotContainKey("phone_number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | sub must be a text; party must be a text; party_id must be a text; role must be a"
            + " text",
        "{'sub':'u','party':1,'party_id':'p','role':'admin'} | party must be a text",
        "{'sub':'u','party':'a','party_id':'p','role':'admin','iss':'x'} | iss is no claim",
        "{'sub':'u','sub':'v'} | not JSON, or has a member twice: see line 1, column",
        "[] | must be a JSON object",
        "{ | not JSON, or has a member twice: see line 1, column",
      })
  void saysWhatATokenNeeds(String body, String message) throws Exception {
    var answer = send("POST", "/local/token", body.replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer).get("message").asText()).contains(message);
  }

  @Test
  void movesTheClockAndRunsTheScheduleOnce() throws Exception {
    var answer = send("PUT", "/local/clock", "{\"now\": \"2026-02-15T10:00:00.5Z\"}");

    assertThat(json(answer))
        .isEqualTo(JSON.readTree("{\"now\": \"2026-02-15T10:00:00.500Z\", \"frozen\": false}"));
    assertThat(json(send("GET", "/local/clock", ""))).isEqualTo(json(answer));
    assertThat(invoked).containsExactly("Expire");

    send("PUT", "/local/clock", "{\"frozen\": true}");
    assertThat(invoked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'now': '2026-01-31T09:59:59Z'} | forward only; it is 2026-01-31T10:00:00Z",
        "{'now': 'tomorrow'} | now must be an instant",
        "{'now': '9000-01-01T00:00:00Z'} | before the year 9000",
        "{'now': 1800000000} | now must be an instant",
        "{'now': null} | now must be an instant",
        "{'now': '+1000000000-12-31T23:59:59.999999999Z'} | before the year 9000",
        "{'frozen': 1} | frozen must be true or false",
        "{'later': true} | not [later]",
        "{} | must be given",
      })
  void refusesToMoveTheClockElsewhere(String body, String message) throws Exception {
    var answer = send("PUT", "/local/clock", body.replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer).get("message").asText()).contains(message);
    assertThat(clock.instant()).isEqualTo(NOW);
  }

  @Test
  void publishesEvents() throws Exception {
    var answer =
        send(
            "POST",
            "/local/events",
            "{\"source\": \"partway.upstream\", \"detail-type\": \"X\", \"detail\": {}}");

    assertThat(json(answer).at("/deliveries/0/target").asText()).isEqualTo("Ingest");
    var refused = send("POST", "/local/events", "{\"source\": 1}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(json(refused).get("message").asText())
        .contains("source", "detail-type", "detail must be an object");
  }

  @Test
  void showsDeadLettersSendsThemAgainAndDeletesThem() throws Exception {
    var event = "{\"source\": \"partway.upstream\", \"detail-type\": \"X\", \"detail\": {}}";
    failing = true;
    send("POST", "/local/events", event);
    var first = json(send("GET", "/local/dead-letters", "")).at("/items/0");
    assertThat(first.path("queue").asText()).isEqualTo("Refused");
    assertThat(settle(first.path("id").asText(), "send-again")).isEqualTo(502);

    failing = false;
    var second = json(send("GET", "/local/dead-letters", "")).at("/items/0/id").asText();
    assertThat(settle(second, "mend")).isEqualTo(400);
    assertThat(settle(second, "send-again")).isEqualTo(200);
    assertThat(settle(second, "send-again")).isEqualTo(404);

    failing = true;
    send("POST", "/local/events", event);
    var third = json(send("GET", "/local/dead-letters", "")).at("/items/0/id").asText();
    assertThat(settle(third, "delete")).isEqualTo(200);
    assertThat(settle(third, "delete")).isEqualTo(404);
    assertThat(json(send("GET", "/local/dead-letters", "")).path("items")).isEmpty();
  }

  private int settle(String id, String action) throws IOException {
    var body = JSON.createObjectNode().put("id", id).put("action", action);
    return send("POST", "/local/dead-letters", body.toString()).status();
  }

  @Test
  void takesFilesOfTwoKindsOnly() throws Exception {
    var answer = send("POST", "/local/import", "{}");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(json(answer).get("message").asText()).contains("application/x-ndjson", "text/csv");
  }

  @ParameterizedTest
  @CsvSource({
    "evil.test,",
    "127.0.0.1.evil.test:8080,",
    "localhost:8080, http://evil.test",
    "localhost:8080, http://localhost:9090",
    "localhost:8080, null",
  })
  void refusesPagesOfOtherSites(String host, @Nullable String origin) throws Exception {
    var headers = new HashMap<String, List<String>>();
    headers.put("host", List.of(host));
    headers.put("content-type", List.of("application/json"));
    if (origin != null) {
      headers.put("origin", List.of(origin));
    }

    assertThat(send("POST", "/local/token", headers, "{}").status()).isEqualTo(403);
  }

  /// A caller who is told nothing takes it for a broken line and calls again.
  @Test
  void answersWhatGoesWrongAndTellsTheConsole() throws Exception {
    var failures = new ArrayList<Throwable>();
    try (var front = HttpFront.bind(0);
        var client = HttpClient.newHttpClient()) {
      front.serve(
          endpoints(),
          _ -> {
            throw new IllegalStateException("as asked");
          },
          failures::add);

      var answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + front.port() + "/v1/customers"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
      assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void servesItsPageAndItsKeys() throws Exception {
    assertThat(new String(send("GET", "/", "").body(), StandardCharsets.UTF_8))
        .contains("<title>Partway");
    assertThat(send("GET", "/local/page.js", "").status()).isEqualTo(200);
    assertThat(send("GET", "/local/page.css", "").status()).isEqualTo(200);
    for (var page : List.of("events", "outbox", "dead-letters")) {
      assertThat(send("GET", "/local/" + page + ".html", "").status()).isEqualTo(200);
      assertThat(send("GET", "/local/" + page + ".js", "").status()).isEqualTo(200);
    }
    assertThat(json(send("GET", "/.well-known/jwks.json", "")).at("/keys/0").has("d")).isFalse();
    assertThat(json(send("GET", "/.well-known/openid-configuration", "")).get("jwks_uri").asText())
        .isEqualTo("http://127.0.0.1/.well-known/jwks.json");
    assertThat(json(send("GET", "/local/persons", "")))
        .isNotEmpty()
        .allSatisfy(person -> assertThat(person.get("claims").has("party_id")).isTrue());
    assertThat(json(send("GET", "/local/outbox", ""))).isEqualTo(JSON.readTree("{\"items\": []}"));
    assertThat(send("DELETE", "/local/outbox", "").status()).isEqualTo(404);
  }
}
