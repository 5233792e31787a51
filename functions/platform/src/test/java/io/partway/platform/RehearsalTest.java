package io.partway.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.partway.core.KeysUnavailable;
import io.partway.core.Rehearsal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// What Lambda's machine lets a rehearsal do, against something that answers as the table, Secrets
/// Manager and the endpoint of credentials do.
class RehearsalTest {
  private static final String CREDENTIALS =
      SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property();
  private static final Map<String, AttributeValue> KEY = Map.of("PK", AttributeValue.fromS("x"));

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;
  private final Host host;

  RehearsalTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    // The SDK asks the process for it, and a test cannot change its environment.
    System.setProperty(CREDENTIALS, url + "credentials");
    host =
        Host.lambda(
            Map.of(
                "TABLE_NAME",
                "t",
                "AWS_REGION",
                "eu-west-1",
                "AWS_ENDPOINT_URL_DYNAMODB",
                url,
                "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                url,
                RoleCredentials.ENDPOINT,
                url + "credentials"));
  }

  @AfterEach
  void stop() {
    System.clearProperty(CREDENTIALS);
    host.dynamoDb().close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      boolean credentials = exchange.getRequestURI().getPath().equals("/credentials");
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      calls.add(
          (credentials ? "credentials" : target)
              + " "
              + exchange.getRequestHeaders().getFirst("Connection"));
      byte[] body =
          (credentials
                  ? "{\"AccessKeyId\":\"AKID\",\"SecretAccessKey\":\"secret\",\"Token\":\"token\","
                      + "\"Expiration\":\"2099-01-01T00:00:00Z\"}"
                  : target.startsWith("secretsmanager") ? "{\"SecretString\":\"text\"}" : "{}")
              .getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private List<String> made(Runnable step) {
    calls.clear();
    step.run();
    return List.copyOf(calls);
  }

  private void read() {
    host.dynamoDb()
        .batchGetItem(r ->
            r.requestItems(Map.of("t", KeysAndAttributes.builder().keys(List.of(KEY)).build())));
  }

  @Test
  void readsOverAConnectionThatEnds() {
    assertThat(made(() -> Rehearsal.run(this::read)))
        .contains("DynamoDB_20120810.BatchGetItem close");
    assertThat(made(this::read))
        .anyMatch(call -> call.startsWith("DynamoDB_20120810.BatchGetItem"))
        .noneMatch(call -> call.endsWith("BatchGetItem close"));
  }

  /// As Lambda gives no credentials in the environment where it restores snapshots.
  @Test
  void credentialsAreThoseOfTheEndpointAndNoneIsKept() {
    for (int i = 0; i < 2; i++) {
      assertThat(made(() -> Rehearsal.run(this::read)))
          .filteredOn(call -> call.startsWith("credentials"))
          .as("rehearsal %s", i)
          .hasSize(1);
    }
    assertThat(made(this::read)).filteredOn(call -> call.startsWith("credentials")).hasSize(1);
    assertThat(made(this::read)).filteredOn(call -> call.startsWith("credentials")).isEmpty();
  }

  @Test
  void writesNothing() {
    DynamoDbClient table = host.dynamoDb();
    List<Supplier<Object>> writes =
        List.of(
            () -> table.putItem(r -> r.tableName("t").item(KEY)),
            () -> table.updateItem(r -> r.tableName("t").key(KEY)),
            () -> table.deleteItem(r -> r.tableName("t").key(KEY)),
            () -> table.transactWriteItems(r -> r.transactItems(List.of())),
            () -> table.deleteTable(r -> r.tableName("t")),
            () -> table.scan(r -> r.tableName("t")));
    for (Supplier<Object> write : writes) {
      assertThat(
              made(() ->
                  Rehearsal.run(() ->
                      assertThatThrownBy(write::get)
                          .isInstanceOf(IllegalStateException.class)
                          .hasMessageContaining("a rehearsal reads"))))
          .isEmpty();
    }
  }

  @Test
  void callsNobodyElse() {
    Secrets secrets = host.secrets();
    assertThat(
            made(() ->
                Rehearsal.run(() ->
                    assertThatThrownBy(() -> secrets.read("arn"))
                        .isInstanceOf(IllegalStateException.class))))
        .isEmpty();
    assertThat(
            made(() -> {
              try {
                assertThat(secrets.read("arn")).isEqualTo("text");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            }))
        .anyMatch(call -> call.startsWith("secretsmanager.GetSecretValue"));
  }

  @Test
  void readsNoSecretAndRemembersNoFailure() {
    StoredKeys keys =
        new StoredKeys(
            Secret.CURSOR_KEY,
            "arn",
            arn -> "a-value-of-it-in-tests",
            () -> java.time.Instant.EPOCH,
            line -> {
              throw new AssertionError(line);
            });

    Rehearsal.run(() -> {
      assertThatThrownBy(keys::ring).isInstanceOf(KeysUnavailable.class);
      assertThatThrownBy(keys::latest).isInstanceOf(KeysUnavailable.class);
      assertThatThrownBy(() -> keys.named("00000000")).isInstanceOf(KeysUnavailable.class);
    });
    assertThat(keys.ring().keys()).hasSize(1);
  }

  @Test
  void queuesAreNotAskedOnOtherThreadsEither() {
    SqsDeadLetters queues =
        new SqsDeadLetters(
            () -> {
              throw new AssertionError("asked");
            },
            Map.of("missed-ticks", URI.create("http://127.0.0.1/q").toString()));

    Rehearsal.run(() ->
        assertThat(queues.depths())
            .singleElement()
            .satisfies(depth -> assertThat(depth.messages()).isNull()));
  }
}
