package io.partway.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.partway.local.template.FunctionDefinition;
import io.partway.local.template.Route;
import io.partway.local.template.Stack;
import io.partway.local.template.Template;
import io.partway.platform.Host;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkSystemSetting;

/// Every function of the template on Lambda's own machine, through the registry that Lambda's own
/// runtime client takes snapshots by, against something that answers as AWS does and writes down
/// what it is asked.
class SnapshotTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final String CREDENTIALS =
      SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property();
  private static final Stack STACK =
      Template.read(Path.of("../../template.yaml")).stack(Map.of(), "");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer aws;
  private final String url;

  SnapshotTest() throws IOException {
    aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.createContext("/", this::answer);
    aws.start();
    url = "http://127.0.0.1:" + aws.getAddress().getPort();
    // The SDK asks the process for it, and a test cannot change its environment.
    System.setProperty(CREDENTIALS, url + "/credentials");
  }

  @AfterEach
  void stop() {
    System.clearProperty(CREDENTIALS);
    aws.stop(0);
  }

  static List<FunctionDefinition> functions() {
    return List.copyOf(new TreeMap<>(STACK.functions()).values());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String what = target == null ? exchange.getRequestURI().getPath() : target;
      asked.add(what);
      String text =
          switch (what) {
            case "/credentials" ->
                """
                {"AccessKeyId":"a","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}\
                """;
            case "secretsmanager.GetSecretValue" ->
                "{\"SecretString\":\"a-value-in-tests-and-nowhere-else-at-all\"}";
            case "DynamoDB_20120810.Query" -> "{\"Items\":[],\"Count\":0}";
            default -> "{}";
          };
      byte[] body = text.getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private RequestStreamHandler made(FunctionDefinition definition)
      throws ReflectiveOperationException {
    forgetOthers();
    Map<String, String> environment = new HashMap<>(definition.environment());
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", url + "/credentials");
    for (String service :
        List.of("DYNAMODB", "S3", "EVENTBRIDGE", "SESV2", "SNS", "SQS", "SECRETS_MANAGER")) {
      environment.put("AWS_ENDPOINT_URL_" + service, url);
    }
    Class<? extends RequestStreamHandler> type =
        Class.forName(definition.className()).asSubclass(RequestStreamHandler.class);
    // One of them needs no machine.
    return definition.name().equals("IssueClaims")
        ? type.getConstructor().newInstance()
        : type.getConstructor(Host.class).newInstance(Host.lambda(environment));
  }

  /// The registry is the process's, where Lambda has one function in each.
  private static void forgetOthers() throws ReflectiveOperationException {
    var registry = Core.getGlobalContext();
    var registered = registry.getClass().getDeclaredField("checkpointQueue");
    registered.setAccessible(true);
    ((Map<?, ?>) registered.get(registry)).clear();
  }

  /// As Lambda's client does it, to its last step: that clears what the operating system knows of
  /// hosts, by a library that only Lambda has.
  ///
  /// @return what was written into the log
  private static String beforeSnapshot() throws Exception {
    PrintStream out = System.out;
    var written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, UTF_8));
    try {
      Core.getGlobalContext().beforeCheckpoint(null);
    } catch (UnsatisfiedLinkError e) {
      assertThat(e).hasMessageContaining("DNSManager.clearCache");
    } finally {
      System.setOut(out);
    }
    return written.toString(UTF_8);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void rehearsesAllItsRoutesToTheEndAndLeavesNothingBehind(FunctionDefinition definition)
      throws Exception {
    RequestStreamHandler function = made(definition);
    assertThat(asked).as("while it is made").isEmpty();

    // Whatever is refused, or goes wrong, is written there.
    assertThat(beforeSnapshot()).isEmpty();
    boolean http =
        STACK.routes().stream()
            .anyMatch(r -> r.function().equals(definition.name()) && r.authorized());
    assertThat(Set.copyOf(asked))
        .as("what gets out")
        .isEqualTo(http ? Set.of("/credentials", "DynamoDB_20120810.BatchGetItem") : Set.of());

    Core.getGlobalContext().afterRestore(null);
    for (Route route : STACK.routes()) {
      if (route.function().equals(definition.name())) {
        assertThat(status(function, route)).as(route.key()).isLessThan(500);
      }
    }
  }

  private static int status(RequestStreamHandler function, Route route) throws Exception {
    var json = new ObjectMapper();
    var event = json.createObjectNode();
    event.put("routeKey", route.key()).put("rawQueryString", "").put("body", "{}");
    event.putObject("headers").put("content-type", "application/json");
    var variables = event.putObject("pathParameters");
    VARIABLE.matcher(route.key()).results().forEach(found -> variables.put(found.group(1), "x1"));
    event
        .putObject("requestContext")
        .put("requestId", "r-1")
        .putObject("authorizer")
        .putObject("jwt")
        .putObject("claims")
        .put("sub", "u-1")
        .put("party", route.key().contains("/v1/customers") ? "partner" : "customer")
        .put("party_id", "p-1")
        .put("role", "admin");
    var out = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(json.writeValueAsBytes(event)),
        out,
        new InvocationContext("f", Duration.ofSeconds(10), InstantSource.system(), line -> {}));
    return json.readTree(out.toString(UTF_8)).get("statusCode").asInt();
  }
}
