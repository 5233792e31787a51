package io.partway.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partway.core.ingest.IntakeObjects;
import io.partway.core.message.MessageSender;
import io.partway.local.template.FunctionDefinition;
import io.partway.local.template.Route;
import io.partway.local.template.Stack;
import io.partway.local.template.Template;
import io.partway.platform.Bus;
import io.partway.platform.Host;
import io.partway.platform.SecretVersions;
import io.partway.platform.Secrets;
import io.partway.testkit.DynamoDbProxy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Every function of the template, through the registry that Lambda's own runtime client takes
/// snapshots by. Here what the functions do is looked at; that they could do nothing else, in
/// `platform`.
class SnapshotTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final Stack STACK =
      Template.read(Path.of("../../template.yaml")).stack(Map.of(), "");

  private final Witness witness = new Witness();

  static List<FunctionDefinition> functions() {
    return List.copyOf(new TreeMap<>(STACK.functions()).values());
  }

  /// A machine that writes down what is done with it: `read` for what a rehearsal may do, anything
  /// else for what it may not.
  private static final class Witness implements Host {
    final List<String> seen = new CopyOnWriteArrayList<>();
    private Map<String, String> environment = Map.of();

    @Override
    public Map<String, String> environment() {
      return environment;
    }

    @Override
    public InstantSource clock() {
      return () -> Instant.parse("2026-06-01T00:00:00Z");
    }

    @Override
    public SecureRandom random() {
      return new SecureRandom() {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
          seen.add("random");
          super.nextBytes(bytes);
        }
      };
    }

    @Override
    public DynamoDbClient dynamoDb() {
      DynamoDbClient none =
          DynamoDbClient.builder()
              .region(Region.EU_WEST_1)
              .credentialsProvider(AnonymousCredentialsProvider.create())
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .build();
      return DynamoDbProxy.of(none, (operation, request, _) -> empty(operation, request));
    }

    private DynamoDbResponse empty(String operation, DynamoDbRequest request) {
      return switch (request) {
        case BatchGetItemRequest _ -> {
          seen.add("read");
          yield BatchGetItemResponse.builder().responses(Map.of()).build();
        }
        case QueryRequest _ -> {
          seen.add("read");
          yield QueryResponse.builder().items(List.of()).count(0).build();
        }
        default -> {
          seen.add(operation);
          throw new IllegalStateException(operation);
        }
      };
    }

    @Override
    public IntakeObjects intake() {
      seen.add("intake");
      throw new IllegalStateException("intake");
    }

    @Override
    public MessageSender messages() {
      return message -> {
        seen.add("message");
        return new MessageSender.Outcome.Accepted("id");
      };
    }

    @Override
    public Bus bus() {
      return entries -> seen.add("bus");
    }

    @Override
    public Secrets secrets() {
      return arn -> {
        seen.add("secret");
        return "a-value-in-tests-and-nowhere-else-at-all";
      };
    }

    @Override
    public SecretVersions secretVersions() {
      return new SecretVersions() {
        @Override
        public Map<Stage, String> stages(String arn) {
          seen.add("secret");
          return Map.of();
        }

        @Override
        public Optional<String> read(String arn, String version) {
          seen.add("secret");
          return Optional.empty();
        }

        @Override
        public void putPending(String arn, String version, String text) {
          seen.add("secret");
        }

        @Override
        public void promote(String arn, String version, String before) {
          seen.add("secret");
        }
      };
    }

    @Override
    public Consumer<String> log() {
      return seen::add;
    }
  }

  private RequestStreamHandler made(FunctionDefinition definition)
      throws ReflectiveOperationException {
    witness.environment = definition.environment();
    Class<? extends RequestStreamHandler> type =
        Class.forName(definition.className()).asSubclass(RequestStreamHandler.class);
    // One of them needs no machine.
    return definition.name().equals("IssueClaims")
        ? type.getConstructor().newInstance()
        : type.getConstructor(Host.class).newInstance(witness);
  }

  /// As Lambda's client does it, to its last step: that clears what the operating system knows of
  /// hosts, by a library that only Lambda has.
  private static void beforeSnapshot() throws Exception {
    try {
      Core.getGlobalContext().beforeCheckpoint(null);
    } catch (UnsatisfiedLinkError e) {
      assertThat(e).hasMessageContaining("DNSManager.clearCache");
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void leavesNothingBehind(FunctionDefinition definition) throws Exception {
    RequestStreamHandler function = made(definition);
    assertThat(witness.seen).as("while it is made").isEmpty();

    beforeSnapshot();
    assertThat(witness.seen).as("in its rehearsal").allMatch("read"::equals);
    boolean http =
        STACK.routes().stream()
            .anyMatch(r -> r.function().equals(definition.name()) && r.authorized());
    if (http) {
      assertThat(witness.seen).as("the table is read").isNotEmpty();
    }

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

  /// What the other test relies on.
  @Test
  void theWitnessSeesWhatItIsThereToSee() throws Exception {
    witness.random().nextLong();
    witness.secrets().read("arn");
    witness.bus().put(List.of());
    try {
      witness.dynamoDb().putItem(r -> r.tableName("t").item(Map.of()));
    } catch (IllegalStateException _) {
      // As it should.
    }

    assertThat(witness.seen).containsOnly("random", "secret", "bus", "PutItem");
  }

  @Test
  void somethingIsRehearsedAtAll() throws Exception {
    RequestStreamHandler function =
        made(Objects.requireNonNull(STACK.functions().get("ListRecords")));
    beforeSnapshot();

    assertThat(witness.seen).hasSizeGreaterThan(3);
    assertThat(function).isNotNull();
  }
}
