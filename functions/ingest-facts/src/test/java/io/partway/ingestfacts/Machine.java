package io.partway.ingestfacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.partway.gateway.JsonValue;
import io.partway.gateway.StrictJson;
import io.partway.platform.Secret;
import io.partway.platform.Secrets;
import io.partway.store.TableName;
import io.partway.store.Tables;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.MutableClock;
import io.partway.testkit.function.BareHost;
import io.partway.testkit.function.KnownSecrets;
import io.partway.testkit.function.RoleOf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The function as it is deployed, on a machine of the test's own: a table in an engine, files in
/// memory.
final class Machine {
  final Folder folder = new Folder();
  final List<String> log = new ArrayList<>();
  private final DynamoDbClient client;
  private final String table;
  private final IngestFactsFunction function;
  private IntSupplier remainingMillis = () -> 60_000;

  Machine(DynamoDbEngine engine) {
    this(engine, UnaryOperator.identity());
  }

  /// @param around what stands between the function and its table
  Machine(DynamoDbEngine engine, UnaryOperator<DynamoDbClient> around) {
    client = engine.client();
    table = engine.newTableName();
    Tables.create(client, new TableName(table));
    function =
        new IngestFactsFunction(
            RoleOf.template(table)
                .holds(
                    IngestFactsFunction.class,
                    new TestHost(
                        around.apply(client),
                        table,
                        folder,
                        MutableClock.at("2026-06-01T00:00:00Z"))));
  }

  private record TestHost(DynamoDbClient dynamoDb, String table, Folder intake, MutableClock clock)
      implements BareHost {
    @Override
    public Map<String, String> environment() {
      return Map.of(
          "TABLE_NAME", table, Secret.HISTORY_KEY.variable(), KnownSecrets.arn(Secret.HISTORY_KEY));
    }

    @Override
    public SecureRandom random() {
      return new SecureRandom();
    }

    @Override
    public Secrets secrets() {
      return arn -> "histories-in-tests-and-nothing-else";
    }

    @Override
    public Consumer<String> log() {
      return line -> {
        throw new AssertionError(line);
      };
    }
  }

  /// Has invocations read this from their clocks.
  void remaining(IntSupplier millis) {
    remainingMillis = millis;
  }

  /// Invokes the function.
  Map<String, JsonValue> invoke(String event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    function.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), out, new Invocation());
    JsonValue answer = StrictJson.parse(out.toString(UTF_8)).value();
    if (answer instanceof JsonValue.Obj(Map<String, JsonValue> members)) {
      return members;
    }
    throw new AssertionError(out);
  }

  /// Invokes the function and writes its answer in one line.
  String answer(String event) throws IOException {
    return new JsonValue.Obj(invoke(event)).canonical();
  }

  /// Everything in the table by its key, without what counts writes.
  Map<String, Map<String, AttributeValue>> items() {
    Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    client
        .scanPaginator(r -> r.tableName(table).consistentRead(true))
        .items()
        .forEach(item -> {
          Map<String, AttributeValue> rest = new TreeMap<>(item);
          String sort = Objects.requireNonNull(rest.get("SK")).s();
          rest.remove("revision");
          if (sort.startsWith("FACT#")) {
            // What was kept for the association until it came.
            rest.remove("endedAt");
            rest.remove("streamVersion");
          }
          if (sort.startsWith("REL#")) {
            rest.remove("version");
          }
          items.put(Objects.requireNonNull(rest.get("PK")).s() + " " + sort, rest);
        });
    return items;
  }

  private final class Invocation implements Context {
    @Override
    public String getAwsRequestId() {
      return "invocation-1";
    }

    @Override
    public String getLogGroupName() {
      return "";
    }

    @Override
    public String getLogStreamName() {
      return "";
    }

    @Override
    public String getFunctionName() {
      return "IngestFacts";
    }

    @Override
    public String getFunctionVersion() {
      return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
      return "";
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
      return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
      return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
      return remainingMillis.getAsInt();
    }

    @Override
    public int getMemoryLimitInMB() {
      return 512;
    }

    @Override
    public LambdaLogger getLogger() {
      return new LambdaLogger() {
        @Override
        public void log(String message) {
          log.add(message);
        }

        @Override
        public void log(byte[] message) {
          log.add(new String(message, UTF_8));
        }
      };
    }
  }
}
