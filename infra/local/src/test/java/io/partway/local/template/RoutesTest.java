package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.core.ingest.IntakeObjects;
import io.partway.core.message.MessageSender;
import io.partway.gateway.HttpFunction;
import io.partway.platform.Bus;
import io.partway.platform.Host;
import io.partway.platform.SecretVersions;
import io.partway.platform.Secrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The functions behind the API, put together as they are deployed, and what the template sends
/// them.
class RoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLAIMS =
      """
      {"sub": "u", "party": "partner", "party_id": "p", "role": "admin"}\
      """;

  /// Switches by which other systems tell development from production, all of them on.
  private static final Map<String, String> SWITCHES =
      Map.of(
          "AWS_SAM_LOCAL", "true",
          "LOCALSTACK_HOSTNAME", "localhost",
          "ENVIRONMENT", "local",
          "STAGE", "dev",
          "DEBUG", "true",
          "TRUST_CALLERS", "true",
          "SKIP_AUTHORIZATION", "true");

  private final Stack stack = Template.read(Path.of("../../template.yaml")).stack(Map.of(), "");

  private Map<String, HttpFunction> functions(Map<String, String> more) throws Exception {
    var functions = new LinkedHashMap<String, HttpFunction>();
    for (var definition : stack.functions().values()) {
      var type = Class.forName(definition.className());
      if (HttpFunction.class.isAssignableFrom(type)) {
        var environment = new HashMap<>(definition.environment());
        environment.putAll(more);
        functions.put(
            definition.name(),
            (HttpFunction) type.getConstructor(Host.class).newInstance(new Nowhere(environment)));
      }
    }
    return functions;
  }

  @Test
  void everyFunctionGetsTheCallsThatItAnswersAndNoOthers() throws Exception {
    for (var function : functions(Map.of()).entrySet()) {
      assertThat(function.getValue().routes(true))
          .as(function.getKey())
          .isEqualTo(keys(function.getKey(), true));
      assertThat(function.getValue().routes(false))
          .as("%s, with a token", function.getKey())
          .isEqualTo(keys(function.getKey(), false));
    }
    assertThat(functions(Map.of()).keySet())
        .isEqualTo(stack.routes().stream().map(Route::function).collect(Collectors.toSet()));
  }

  private Set<String> keys(String function, boolean withOpen) {
    return stack.routes().stream()
        .filter(route -> route.function().equals(function) && (withOpen || route.authorized()))
        .map(Route::key)
        .collect(Collectors.toSet());
  }

  /// A function that is called around the gateway, as SAM's `start-api` does, trusts nobody,
  /// whatever its environment says and whatever the caller says of himself.
  @Test
  void nothingMakesAFunctionTrustACallerWithoutVerifiedClaims() throws Exception {
    for (var function : functions(SWITCHES).entrySet()) {
      for (var key : function.getValue().routes(false)) {
        for (var authorizer :
            new String[] {
              "null",
              "{}",
              "{\"jwt\": null}",
              "{\"jwt\": {\"claims\": {}}}",
              "{\"lambda\": " + CLAIMS + "}",
              "{\"claims\": " + CLAIMS + "}",
              "{\"iam\": {\"userId\": \"u\", \"accountId\": \"000000000000\"}}"
            }) {
          assertThat(status(function.getValue(), event(key, authorizer)))
              .as("%s %s %s", function.getKey(), key, authorizer)
              .isEqualTo(401);
        }
      }
    }
  }

  private static ObjectNode event(String key, String authorizer) throws Exception {
    var words = key.split(" ", 2);
    var path = words[1].replaceAll("\\{\\w+}", "x-1");
    var event = JSON.createObjectNode().put("version", "2.0").put("routeKey", key);
    event.put("rawPath", path).put("rawQueryString", "party=partner&party_id=p&role=admin&sub=u");
    var unsigned =
        Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(CLAIMS.getBytes(StandardCharsets.UTF_8))
            + ".";
    event
        .putObject("headers")
        .put("authorization", "Bearer " + unsigned)
        .put("content-type", "application/json")
        .put("x-amzn-oidc-data", unsigned)
        .put("x-partway-claims", CLAIMS);
    event.put("body", CLAIMS).put("isBase64Encoded", false);
    var context = event.putObject("requestContext");
    context.put("requestId", "r").put("routeKey", key).put("stage", "$default");
    context
        .putObject("http")
        .put("method", words[0])
        .put("path", path)
        .put("sourceIp", "127.0.0.1")
        .put("userAgent", "test");
    context.set("authorizer", JSON.readTree(authorizer));
    return event;
  }

  private static int status(HttpFunction function, ObjectNode event) throws Exception {
    var out = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
        out,
        context());
    return JSON.readTree(out.toByteArray()).path("statusCode").asInt();
  }

  private static Context context() {
    LambdaLogger silent =
        new LambdaLogger() {
          @Override
          public void log(String message) {}

          @Override
          public void log(byte[] message) {}
        };
    return proxy(
        Context.class,
        (_, method, _) ->
            switch (method.getName()) {
              case "getLogger" -> silent;
              case "getRemainingTimeInMillis" -> 5_000;
              case "getAwsRequestId" -> "invocation-1";
              case "getFunctionName" -> "function";
              default -> throw new AssertionError(method.getName());
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /// A machine from which nothing can be reached: whoever is nobody must not get that far.
  private record Nowhere(Map<String, String> environment) implements Host {
    @Override
    public InstantSource clock() {
      return InstantSource.fixed(Instant.EPOCH);
    }

    @Override
    public SecureRandom random() {
      return new SecureRandom();
    }

    @Override
    public DynamoDbClient dynamoDb() {
      return proxy(
          DynamoDbClient.class,
          (_, method, _) -> {
            throw new AssertionError("the table was asked: " + method.getName());
          });
    }

    @Override
    public IntakeObjects intake() {
      throw new AssertionError("a file was asked for");
    }

    @Override
    public MessageSender messages() {
      return _ -> {
        throw new AssertionError("a message was sent");
      };
    }

    @Override
    public Secrets secrets() {
      return _ -> {
        throw new AssertionError("a secret was read");
      };
    }

    @Override
    public SecretVersions secretVersions() {
      throw new AssertionError("a secret was asked for");
    }

    @Override
    public Consumer<String> log() {
      return _ -> {};
    }

    @Override
    public Bus bus() {
      return _ -> {
        throw new AssertionError("an event was put");
      };
    }
  }
}
