package io.partway.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.RSAKey;
import io.partway.local.functions.FunctionOutcome;
import io.partway.local.functions.Functions;
import io.partway.local.identity.IdentityProvider;
import io.partway.local.identity.Person;
import io.partway.local.template.Cors;
import io.partway.local.template.Route;
import io.partway.local.template.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ApiGatewayTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-03-12T19:03:58.390Z"));
  private static final RSAKey KEY = IdentityProvider.newKey();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final IdentityProvider identities =
      new IdentityProvider("http://127.0.0.1", "partway", KEY, NOW);
  private final String token =
      identities.token(
          new Person("u1", "partner", "p1", "admin", Optional.empty(), Optional.empty()));
  private final List<JsonNode> events = new ArrayList<>();
  private FunctionOutcome outcome = answered("{\"statusCode\": 204}");

  private final Functions functions =
      (name, event) -> {
        assertThat(name).isEqualTo("List");
        events.add(json(event));
        return outcome;
      };

  private ApiGateway gateway(Optional<Cors> cors) {
    var routes =
        List.of(
            new Route("GET", "/v1/things/{id}", "List", true),
            new Route("POST", "/v1/things", "List", true),
            new Route("GET", "/open", "List", false));
    var stack =
        new Stack(
            Map.of(),
            routes,
            List.of("partway"),
            cors,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    return new ApiGateway(stack, identities.issuer(), identities.publicKeys(), functions, NOW);
  }

  private HttpAnswer handle(HttpCall call) {
    return gateway(Optional.empty()).handle(call);
  }

  private HttpCall call(String method, String path, String query, Map<String, List<String>> more) {
    return call(method, path, query, more, new byte[0]);
  }

  private HttpCall call(
      String method, String path, String query, Map<String, List<String>> more, byte[] body) {
    var headers = new HashMap<String, List<String>>();
    headers.put("host", List.of("127.0.0.1:8080"));
    headers.put("authorization", List.of("Bearer " + token));
    headers.putAll(more);
    return new HttpCall(method, path, query, "HTTP/1.1", headers, body, "127.0.0.1");
  }

  private static FunctionOutcome answered(String json) {
    return new FunctionOutcome.Answered(json.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(byte[] text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(HttpAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void makesTheEventOfPayloadFormatTwo() throws Exception {
    handle(
        call(
            "GET",
            "/v1/things/caf%C3%A9",
            "a=1&b=x%20y&a=2&c",
            Map.of(
                "x-many", List.of("1", "2"),
                "cookie", List.of("k=v; l=w"),
                "user-agent", List.of("test"))));

    var event = events.getFirst();
    var context = event.get("requestContext");
    assertThat(event.get("version").asText()).isEqualTo("2.0");
    assertThat(event.get("routeKey").asText()).isEqualTo("GET /v1/things/{id}");
    assertThat(event.get("rawPath").asText()).isEqualTo("/v1/things/caf%C3%A9");
    assertThat(event.get("rawQueryString").asText()).isEqualTo("a=1&b=x%20y&a=2&c");
    assertThat(event.get("cookies")).isEqualTo(JSON.readTree("[\"k=v\", \"l=w\"]"));
    assertThat(event.get("queryStringParameters"))
        .isEqualTo(JSON.readTree("{\"a\": \"1,2\", \"b\": \"x y\", \"c\": \"\"}"));
    assertThat(event.get("pathParameters")).isEqualTo(JSON.readTree("{\"id\": \"café\"}"));
    assertThat(event.get("headers").get("x-many").asText()).isEqualTo("1,2");
    assertThat(event.get("headers").has("cookie")).isFalse();
    assertThat(event.get("headers").get("x-forwarded-port").asText()).isEqualTo("8080");
    assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
    assertThat(event.has("body")).isFalse();
    assertThat(context.get("http"))
        .isEqualTo(
            JSON.readTree(
                """
                {"method": "GET", "path": "/v1/things/caf%C3%A9", "protocol": "HTTP/1.1",
                 "sourceIp": "127.0.0.1", "userAgent": "test"}
                """));
    assertThat(context.get("time").asText()).isEqualTo("12/Mar/2026:19:03:58 +0000");
    assertThat(context.get("timeEpoch").asLong()).isEqualTo(1773342238390L);
    assertThat(context.get("stage").asText()).isEqualTo("$default");
    var jwt = context.get("authorizer").get("jwt");
    assertThat(jwt.get("claims").get("party_id").asText()).isEqualTo("p1");
    assertThat(jwt.get("scopes").isNull()).isTrue();
  }

  @Test
  void leavesOutWhatIsNotThere() {
    handle(call("GET", "/open", "", Map.of()));

    var event = events.getFirst();
    assertThat(event.has("queryStringParameters")).isFalse();
    assertThat(event.has("pathParameters")).isFalse();
    assertThat(event.has("cookies")).isFalse();
    assertThat(event.get("requestContext").has("authorizer")).isFalse();
  }

  @Test
  void handsOverTextAsTextAndTheRestAsBase64() {
    var json = Map.of("content-type", List.of("application/json; charset=utf-8"));
    handle(call("POST", "/v1/things", "", json, "{\"é\":1}".getBytes(StandardCharsets.UTF_8)));
    handle(call("POST", "/v1/things", "", json, new byte[] {'"', (byte) 0xff, '"'}));
    handle(
        call(
            "POST",
            "/v1/things",
            "",
            Map.of("content-type", List.of("image/png")),
            new byte[] {1, 2}));

    assertThat(events)
        .extracting(event -> event.get("isBase64Encoded").asBoolean())
        .containsExactly(false, true, true);
    assertThat(events)
        .extracting(event -> event.get("body").asText())
        .containsExactly("{\"é\":1}", "Iv8i", "AQI=");
  }

  @Test
  void mapsTheAnswer() {
    outcome =
        answered(
            """
            {"statusCode": 201, "headers": {"Location": "/x", "content-type": "application/json"},
             "cookies": ["a=b", "c=d"], "body": "{\\"é\\":1}"}
            """);

    var answer = handle(call("GET", "/v1/things/1", "", Map.of()));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers())
        .containsEntry("location", List.of("/x"))
        .containsEntry("content-type", List.of("application/json"))
        .containsEntry("set-cookie", List.of("a=b", "c=d"))
        .containsKey("apigw-requestid");
    assertThat(text(answer)).isEqualTo("{\"é\":1}");
  }

  @Test
  void mapsBinaryAnswersAndBareJson() {
    outcome = answered("{\"statusCode\": 200, \"isBase64Encoded\": true, \"body\": \"AQI=\"}");
    assertThat(handle(call("GET", "/open", "", Map.of())).body()).containsExactly(1, 2);

    outcome = answered("{\"a\": 1}");
    assertThat(text(handle(call("GET", "/open", "", Map.of())))).isEqualTo("{\"a\":1}");
  }

  @Test
  void refusesLikeApiGateway() {
    var unknown = handle(call("GET", "/v1/nothing", "", Map.of()));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(text(unknown)).isEqualTo("{\"message\":\"Not Found\"}");
    assertThat(handle(call("DELETE", "/v1/things/1", "", Map.of())).status()).isEqualTo(404);
    assertThat(handle(call("OPTIONS", "/v1/things", "", Map.of())).status()).isEqualTo(404);

    var nobody =
        handle(call("GET", "/v1/things/1", "", Map.of("authorization", List.of("Bearer x"))));
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(text(nobody)).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(nobody.headers().get("www-authenticate"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("Bearer");

    var large =
        handle(call("POST", "/v1/things", "", Map.of(), new byte[ApiGateway.MAX_BODY_BYTES + 1]));
    assertThat(large.status()).isEqualTo(413);
    assertThat(events).isEmpty();
  }

  @Test
  void hidesWhatAFunctionThrew() {
    outcome = new FunctionOutcome.Failed("secret");
    var failed = handle(call("GET", "/open", "", Map.of()));
    assertThat(failed.status()).isEqualTo(500);
    assertThat(text(failed)).isEqualTo("{\"message\":\"Internal Server Error\"}");

    outcome = new FunctionOutcome.Unreachable("secret");
    var unreachable = handle(call("GET", "/open", "", Map.of()));
    assertThat(unreachable.status()).isEqualTo(503);
    assertThat(text(unreachable)).isEqualTo("{\"message\":\"Service Unavailable\"}");

    outcome = answered("no json");
    assertThat(handle(call("GET", "/open", "", Map.of())).status()).isEqualTo(500);
  }

  @Test
  void answersPreflightsOfAllowedOrigins() {
    var cors =
        new Cors(
            List.of("https://a.test"),
            List.of("GET"),
            List.of("authorization"),
            List.of("ETag"),
            false,
            600);
    var gateway = gateway(Optional.of(cors));

    var good =
        gateway.handle(
            call("OPTIONS", "/v1/things", "", Map.of("origin", List.of("https://a.test"))));
    assertThat(good.status()).isEqualTo(204);
    assertThat(good.headers())
        .containsEntry("access-control-allow-origin", List.of("https://a.test"))
        .containsEntry("access-control-allow-methods", List.of("GET"))
        .containsEntry("access-control-max-age", List.of("600"));

    var foreign =
        gateway.handle(
            call("OPTIONS", "/v1/things", "", Map.of("origin", List.of("https://b.test"))));
    assertThat(foreign.headers()).doesNotContainKey("access-control-allow-origin");

    var answer =
        gateway.handle(call("GET", "/open", "", Map.of("origin", List.of("https://a.test"))));
    assertThat(answer.headers())
        .containsEntry("access-control-allow-origin", List.of("https://a.test"))
        .containsEntry("access-control-expose-headers", List.of("ETag"));
  }
}
