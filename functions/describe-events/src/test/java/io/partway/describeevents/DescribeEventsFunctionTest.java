package io.partway.describeevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partway.core.event.EventType;
import io.partway.gateway.EventFailed;
import io.partway.platform.Bus;
import io.partway.store.TableName;
import io.partway.store.Tables;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.MutableClock;
import io.partway.testkit.function.BareHost;
import io.partway.testkit.function.EventSchemas;
import io.partway.testkit.function.RoleOf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Records of the stream in, events out, everything between as deployed.
@ExtendWith(EmbeddedDynamoDb.class)
class DescribeEventsFunctionTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// A reveal as the table's stream has it; `%s` is its id.
  private static final String REVEAL =
      """
      {"eventID": "1", "eventName": "INSERT", "eventSource": "aws:dynamodb", "dynamodb": {
       "ApproximateCreationDateTime": 1773144000, "SequenceNumber": "100", "SizeBytes": 300,
       "Keys": {"PK": {"S": "LOOKS#c-1"}, "SK": {"S": "%1$s"}},
       "NewImage": {"PK": {"S": "LOOKS#c-1"}, "SK": {"S": "%1$s"}, "customerId": {"S": "c-1"},
        "partnerId": {"S": "p-1"}, "kind": {"S": "reveal"}, "status": {"S": "revealed"},
        "at": {"N": "1773144000123"}, "id": {"S": "%1$s"}, "partnerName": {"S": "Acme"},
        "customerName": {"S": "Jane Doe"}, "field": {"S": "mobile"}, "subject": {"S": "user-7"}}}}
      """;

  private static final String REMINDER =
      """
      {"eventName": "INSERT", "dynamodb": {"NewImage": {"PK": {"S": "REMIND#r-1"}, "SK": {"S": "3"},
       "kind": {"S": "reminder"}, "customerId": {"S": "c-1"}, "partnerId": {"S": "p-1"},
       "request": {"S": "r-1"}, "initiator": {"S": "partner"}, "submittedAt": {"N": "1772000000000"},
       "expiresAt": {"N": "1773403200000"}, "remindedAt": {"N": "1773144000000"}, "days": {"N": "3"},
       "ttl": {"N": "1775995200"}}}}
      """;

  private final List<Bus.Entry> bus = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final DynamoDbClient client;
  private final TableName table;
  private int remainingMillis = 60_000;

  DescribeEventsFunctionTest(DynamoDbEngine engine) {
    client = engine.client();
    table = new TableName(engine.newTableName());
    Tables.create(client, table);
  }

  private static String tick(long at) {
    return """
    {"eventName": "MODIFY", "dynamodb": {"OldImage": {"PK": {"S": "TICK"}, "SK": {"S": "LAST"}, "at": {"N": "1"}},
     "NewImage": {"PK": {"S": "TICK"}, "SK": {"S": "LAST"}, "kind": {"S": "tick"}, "at": {"N": "%d"},
      "expired": {"N": "0"}, "overtaken": {"N": "0"}, "reminders": {"N": "0"}, "complete": {"BOOL": true},
      "remindedAt": {"N": "%d"}}}}
    """
        .formatted(at, at);
  }

  private Map<String, AttributeValue> heard() {
    return client
        .getItem(g ->
            g.tableName(table.value())
                .key(
                    Map.of(
                        "PK", AttributeValue.fromS("TICK"), "SK", AttributeValue.fromS("HEARD"))))
        .item();
  }

  @Test
  void notesThatATickHasComeAndTellsNothingOfIt() throws IOException {
    assertThat(invoke("[" + tick(1773144060000L) + "]")).isEmpty();
    assertThat(Objects.requireNonNull(heard().get("at")).n()).isEqualTo("1773144060000");

    String batch = "[" + tick(1773144180000L) + "," + REMINDER + "," + tick(1773144120000L) + "]";
    assertThat(invoke(batch)).hasSize(1);
    assertThat(Objects.requireNonNull(heard().get("at")).n()).isEqualTo("1773144180000");
    invoke("[" + tick(1773144060000L) + "]");
    assertThat(Objects.requireNonNull(heard().get("at")).n())
        .as("redelivered")
        .isEqualTo("1773144180000");
  }

  @Test
  void eventsAreToldWhetherOrNotATickCanBeNoted() throws IOException {
    client.deleteTable(d -> d.tableName(table.value()));
    assertThat(invoke("[" + tick(1773144060000L) + "," + REMINDER + "]")).hasSize(1);
  }

  @Test
  void tellsTheEventsOfABatchInOrder() throws IOException {
    JsonNode events = invoke("[" + REVEAL.formatted("look-1") + "," + REMINDER + "]");
    assertThat(events).hasSize(2);
    assertThat(events.get(0).path("type").asText()).isEqualTo("CustomerRevealed");
    assertThat(events.get(0).path("at").asText()).isEqualTo("2026-03-10T12:00:00.123Z");
    assertThat(events.get(0).path("field").asText()).isEqualTo("mobile");
    assertThat(events.get(1).path("type").asText()).isEqualTo("DisassociationReminder");
    assertThat(events.get(1).path("daysLeft").asInt()).isEqualTo(3);
    EventSchemas schemas = new EventSchemas();
    for (JsonNode event : events) {
      EventType type = EventType.parse(event.path("type").asText()).orElseThrow();
      assertThat(schemas.faults(type, event.toString())).isEmpty();
    }
    assertThat(invoke("[" + REVEAL.formatted("look-1") + "]").get(0)).isEqualTo(events.get(0));
  }

  @Test
  void nothingPersonalLeavesByEventOrLog() throws IOException {
    String told = invoke("[" + REVEAL.formatted("look-1") + "]").toString();
    assertThat(told).doesNotContain("Jane", "Acme", "user-7");
    assertThat(String.join("", log)).contains("\"items\":1").doesNotContain("Jane", "user-7");
  }

  /// An alarm goes by it.
  @Test
  void theLogSaysHowLateItIs() throws IOException {
    invoke("[" + REMINDER + "," + REVEAL.formatted("look-1") + "]");
    assertThat(String.join("", log))
        .contains("\"ageMillis\":" + Duration.ofDays(82).plusHours(12).toMillis());
  }

  @Test
  void whatTellsNothingIsAnEmptyList() throws IOException {
    assertThat(invoke("[]")).isEmpty();
    assertThat(invoke("[{\"eventName\":\"REMOVE\",\"dynamodb\":{\"OldImage\":{}}}]")).isEmpty();
    String changed = REVEAL.replace("\"NewImage\"", "\"OldImage\": %2$s, \"NewImage\"");
    String image = REVEAL.formatted("look-1");
    String before = JSON.readTree(image).at("/dynamodb/NewImage").toString();
    assertThat(invoke("[" + changed.formatted("look-1", before) + "]")).isEmpty();
  }

  @Test
  void returnsNeverMoreThanTheBusTakes() throws IOException {
    assertThat(invoke(reveals(10))).hasSize(10);
    assertThatThrownBy(() -> invoke(reveals(11)))
        .isInstanceOf(EventFailed.class)
        .hasMessage("more events than the bus takes at once");
  }

  @Test
  void aBrokenRecordFailsTheBatchWithoutAWordOfIt() {
    String broken = REVEAL.formatted("look-1").replace("\"1773144000123\"", "\"Jane\"");
    assertThatThrownBy(() -> invoke("[" + broken + "]"))
        .isInstanceOf(EventFailed.class)
        .hasMessage("CorruptItem");
    assertThat(String.join("", log)).doesNotContain("Jane");
  }

  @Test
  void republishesWithTheSameIds() throws IOException {
    String told = invoke("[" + REVEAL.formatted("look-1") + "]").get(0).path("id").asText();
    put("look-1");
    JsonNode answer = republish("2026-03-10T12:00:00.123Z", "2026-03-10T12:00:00.123Z", null);
    assertThat(answer.toString())
        .isEqualTo("{\"events\":1,\"unreadable\":0,\"complete\":true,\"after\":null}");
    assertThat(bus)
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.source()).isEqualTo("partway");
          assertThat(entry.detailType()).isEqualTo("CustomerRevealed");
          assertThat(entry.detail()).containsEntry("id", told);
        });
    bus.clear();
    republish("2026-03-10T12:00:00.124Z", "2026-03-11T00:00:00Z", null);
    assertThat(bus).isEmpty();
  }

  @Test
  void whatCannotBeReadKeepsNothingElseFromBeingToldAgain() throws IOException {
    put("look-1");
    put("look-2");
    put("look-3");
    client.updateItem(u ->
        u.tableName(table.value())
            .key(
                Map.of(
                    "PK", AttributeValue.fromS("LOOKS#c-1"),
                    "SK", AttributeValue.fromS("look-2")))
            .updateExpression("REMOVE #field")
            .expressionAttributeNames(Map.of("#field", "field")));

    JsonNode answer = republish("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", null);

    assertThat(answer.toString())
        .isEqualTo("{\"events\":2,\"unreadable\":1,\"complete\":true,\"after\":null}");
    assertThat(bus).hasSize(2);
  }

  @Test
  void republishingGoesOnByItsTokenWithinItsTime() throws IOException {
    int items = 1_100;
    for (int i = 0; i < items; i++) {
      put("look-" + i);
    }
    remainingMillis = 4_000; // Less than it leaves for the last page: one page a call.
    Optional<String> after = Optional.empty();
    int calls = 0;
    do {
      JsonNode answer =
          republish("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", after.orElse(null));
      after = Optional.ofNullable(answer.path("after").textValue());
      assertThat(answer.path("complete").asBoolean()).isEqualTo(after.isEmpty());
      calls++;
    } while (after.isPresent());
    assertThat(calls).isEqualTo(3);
    assertThat(bus.stream().map(entry -> entry.detail().get("id")).collect(Collectors.toSet()))
        .hasSize(items);
    assertThat(bus).hasSize(items);
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    for (String event :
        List.of(
            "{}",
            "nonsense",
            "{\"republish\":{}}",
            "{\"republish\":{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"yesterday\"}}",
            "{\"republish\":{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}}",
            "{\"republish\":{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\","
                + "\"until\":1}}",
            "[{\"eventName\":\"INSERT\"}]",
            "[1]")) {
      assertThatThrownBy(() -> invoke(event)).as(event).isInstanceOf(EventFailed.class);
    }
    assertThat(bus).isEmpty();
  }

  private JsonNode republish(String from, String to, @Nullable String after) throws IOException {
    return invoke(
        "{\"republish\":{\"from\":\"%s\",\"to\":\"%s\",\"after\":%s}}"
            .formatted(from, to, after == null ? "null" : "\"" + after + "\""));
  }

  private static String reveals(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> REVEAL.formatted("look-" + i))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /// Puts the item of the stream's record into the table.
  private void put(String id) throws IOException {
    Map<String, AttributeValue> item = new HashMap<>();
    JSON.readTree(REVEAL.formatted(id))
        .at("/dynamodb/NewImage")
        .properties()
        .forEach(member ->
            item.put(
                member.getKey(),
                member.getValue().has("N")
                    ? AttributeValue.fromN(member.getValue().path("N").asText())
                    : AttributeValue.fromS(member.getValue().path("S").asText())));
    client.putItem(r -> r.tableName(table.value()).item(item));
  }

  private JsonNode invoke(String event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DescribeEventsFunction(
            RoleOf.template(table.value())
                .holds(DescribeEventsFunction.class, new TestHost(client, table, bus)))
        .handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), out, context());
    return JSON.readTree(out.toByteArray());
  }

  private Context context() {
    LambdaLogger logger =
        new LambdaLogger() {
          @Override
          public void log(String message) {
            log.add(message);
          }

          @Override
          public void log(byte[] message) {
            log.add(new String(message, UTF_8));
          }
        };
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getRemainingTimeInMillis" -> remainingMillis;
                  case "getLogger" -> logger;
                  case "getFunctionName" -> "DescribeEvents";
                  case "getAwsRequestId" -> "invocation-1";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private record TestHost(DynamoDbClient dynamoDb, TableName table, List<Bus.Entry> entries)
      implements BareHost {
    @Override
    public Map<String, String> environment() {
      return Map.of("TABLE_NAME", table.value());
    }

    @Override
    public InstantSource clock() {
      return MutableClock.at("2026-06-01T00:00:00Z");
    }

    @Override
    public SecureRandom random() {
      return new SecureRandom();
    }

    @Override
    public Bus bus() {
      return entries::addAll;
    }
  }
}
