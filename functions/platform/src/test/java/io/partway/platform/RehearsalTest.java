package io.partway.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.partway.core.KeyRing;
import io.partway.core.KeysUnavailable;
import io.partway.core.message.Message;
import io.partway.core.message.MessageSender;
import io.partway.core.operations.DeadLetters;
import io.partway.core.rehearsal.Cast;
import io.partway.core.rehearsal.Rehearsal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
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
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// What Lambda's machine lets a rehearsal do, against something that answers as the table, Secrets
/// Manager and the endpoint of credentials do.
class RehearsalTest {
  private static final String CREDENTIALS =
      SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property();
  private static final Map<String, AttributeValue> KEY = Map.of("PK", AttributeValue.fromS("x"));

  private static final String SECRET_TEXT = "a-value-in-tests-and-nowhere-else-at-all";
  private static final InstantSource NOW = () -> Instant.parse("2026-03-02T09:30:00Z");
  private static final Message.Topic TOPIC = Message.Topic.of("verification-code");
  private static final Message MAIL =
      new Message.Email("a@partner.example", "Hello", "Hello.", null, TOPIC);
  private static final Message SMS = new Message.Sms("+15550100", "Hello.", TOPIC);
  private static final Bus.Entry ENTRY = new Bus.Entry("partway", "told", Map.of());
  private static final MessageSender.Outcome SENT = new MessageSender.Outcome.Accepted("rehearsal");

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
                "SENDER_ADDRESS",
                "noreply@platform.example",
                "BUS_NAME",
                "bus",
                "DEAD_LETTER_QUEUES",
                "missed-ticks=" + url + "q",
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
                  : target.startsWith("secretsmanager")
                      ? "{\"SecretString\":\"" + SECRET_TEXT + "\"}"
                      : "{}")
              .getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void noLine(String line) {
    throw new AssertionError(line);
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
                assertThat(secrets.read("arn")).isEqualTo(SECRET_TEXT);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            }))
        .anyMatch(call -> call.startsWith("secretsmanager.GetSecretValue"));
  }

  @Test
  void nothingGetsOutOfAStagedOne() {
    DynamoDbClient table = host.dynamoDb();
    assertThat(
            made(() ->
                Rehearsal.stage(() -> {
                  read();
                  table.batchWriteItem(r ->
                      r.requestItems(
                          Map.of(
                              "t",
                              List.of(
                                  WriteRequest.builder()
                                      .putRequest(put -> put.item(KEY))
                                      .build()))));
                  table.transactWriteItems(r ->
                      r.transactItems(
                          TransactWriteItem.builder()
                              .put(put -> put.tableName("t").item(KEY))
                              .build()));
                  assertThat(host.messages().send(MAIL)).isEqualTo(SENT);
                  assertThat(host.messages().send(SMS)).isEqualTo(SENT);
                  assertThat(host.deadLetters().depths())
                      .containsExactly(new DeadLetters.Depth("missed-ticks", 0L));
                  assertThatThrownBy(() -> table.putItem(r -> r.tableName("t").item(KEY)))
                      .hasStackTraceContaining("is not rehearsed");
                  assertThatThrownBy(() -> host.bus().put(List.of(ENTRY)))
                      .hasStackTraceContaining("is not rehearsed");
                })))
        .isEmpty();
  }

  @Test
  void secretsAreMadeUpAndNotKept() {
    StoredKeys keys =
        new StoredKeys(Secret.HISTORY_KEY, "arn", host.secrets(), NOW, RehearsalTest::noLine);
    Rehearsal.stage(() -> {
      assertThat(keys.ring().newest().id())
          .isEqualTo(KeyRing.of(Cast.SECRET).newest().id())
          .isEqualTo(keys.latest().newest().id());
      assertThat(keys.named(keys.ring().newest().id())).isPresent();
    });

    assertThat(
            made(() ->
                assertThat(keys.ring().newest().id())
                    .isEqualTo(KeyRing.of(SECRET_TEXT).newest().id())))
        .anyMatch(call -> call.startsWith("secretsmanager.GetSecretValue"));
  }

  @Test
  void aSecretThatCannotBeReadInOneIsAskedForAfterIt() {
    StoredKeys keys =
        new StoredKeys(
            Secret.CURSOR_KEY,
            "arn",
            arn -> {
              if (Rehearsal.running()) {
                throw new IOException("planted");
              }
              return SECRET_TEXT;
            },
            NOW,
            RehearsalTest::noLine);

    Rehearsal.stage(() -> assertThatThrownBy(keys::ring).isInstanceOf(KeysUnavailable.class));
    assertThat(keys.ring().keys()).hasSize(1);
  }

  @Test
  void noRandomnessIsDrawnInOne() {
    SecureRandom source =
        new SecureRandom() {
          private static final long serialVersionUID = 1L;

          @Override
          public void nextBytes(byte[] bytes) {
            calls.add("drawn");
            super.nextBytes(bytes);
          }
        };
    SecureRandom random = new StagedRandom(source);
    assertThat(
            made(() -> {
              Rehearsal.run(() -> assertThat(random.nextLong()).isZero());
              Rehearsal.stage(() -> assertThat(random.nextInt(10)).isZero());
              Rehearsal.stage(() -> assertThat(random.generateSeed(3)).containsOnly(0));
            }))
        .isEmpty();
    assertThat(made(random::nextLong)).contains("drawn");
  }
}
