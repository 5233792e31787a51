package io.partway.ingestfacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.ingest.IntakeObjects;
import io.partway.gateway.EventFailed;
import io.partway.gateway.JsonValue;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.FaultyDynamoDb;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Raw events in, raw answers out, everything between as deployed.
@ExtendWith(EmbeddedDynamoDb.class)
class IngestFactsFunctionTest {
  private static final String ESTABLISHED =
      "{\"customerId\":\"c1\",\"partnerId\":\"p1\",\"version\":1,\"associationType\":\"reseller\","
          + "\"associatedAt\":\"2026-01-01T00:00:00Z\",\"name\":\"Jane Doe\"}";
  private static final String ENDED =
      "{\"customerId\":\"c1\",\"partnerId\":\"p1\",\"version\":2,\"endedAt\":\"2026-02-01T00:00:00Z\"}";

  private final DynamoDbEngine engine;
  private final Machine machine;

  IngestFactsFunctionTest(DynamoDbEngine engine) {
    this.engine = engine;
    this.machine = new Machine(engine);
  }

  @Test
  void takesEventsOfTheBus() throws IOException {
    assertThat(machine.answer(Events.upstream("AssociationEstablished", ESTABLISHED)))
        .isEqualTo(counts(1, 0, 0));
    assertThat(machine.answer(Events.upstream("AssociationEstablished", ESTABLISHED)))
        .isEqualTo(counts(0, 1, 0));
    assertThat(
            machine.answer(
                Events.upstream(
                    "CustomerFactsReported",
                    "{\"customerId\":\"c1\",\"partnerId\":\"p1\",\"version\":1,\"holds\":[]}")))
        .isEqualTo(counts(1, 0, 0));
    assertThat(
            machine.answer(
                Events.upstream(
                    "SpendReported",
                    "{\"customerId\":\"c1\",\"partnerId\":\"p1\",\"version\":1,\"expenditure\":12}")))
        .isEqualTo(counts(1, 0, 0));
    assertThat(machine.answer(Events.upstream("AssociationEnded", ENDED)))
        .isEqualTo(counts(1, 0, 0));
    assertThat(
            machine.answer(
                Events.upstream("AssociationEstablished", ESTABLISHED.replace(":1,", ":3,"))))
        .isEqualTo(counts(0, 0, 1));

    assertThat(association().get("status")).isEqualTo(AttributeValue.fromS("ended"));
    assertThat(machine.log).allMatch(line -> line.startsWith("{\"level\":\"info\"")).hasSize(6);
  }

  private static String counts(int accepted, int ignored, int alreadyEnded) {
    return "{\"accepted\":%d,\"alreadyEnded\":%d,\"complete\":true,\"ignored\":%d,\"refused\":[],\"refusedLines\":0}"
        .formatted(accepted, alreadyEnded, ignored);
  }

  private Map<String, AttributeValue> association() {
    return machine.items().getOrDefault("C#c1 REL#p1", Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          AssociationEstablished | {"customerId":"Jane","partnerId":"p","version":0,"name":7,"x":"Jane"} | version: Give
          AssociationEstablished | {"customerId":"c","partnerId":"p","version":1,"name":"Jane"} | not known yet
          AssociationEnded       | {"customerId":"c","partnerId":"p","version":1}               | endedAt: Give a value.
          AssociationEnded       | {"customerId":"c","partnerId":"p","version":1,"endedAt":"2026-01-01T00:00:00Z","name":"x"} | member 5
          CustomerFactsReported  | {"customerId":"c","partnerId":"p","version":1,"holds":[],"members":[]} | one stream
          CustomerFactsReported  | {"customerId":"c","partnerId":"p","version":1,"expenditure":1} | one stream
          SpendReported          | {"customerId":"c","partnerId":"p","version":1,"holds":[]}      | one stream
          SpendReported          | {"customerId":"c","partnerId":"p","version":1}                 | one stream
          SomethingElse          | {}                                                             | detail-type
          AssociationEnded       | []                                                             | a detail
          AssociationEnded       | {"a":1,"a":2}                                                  | every member once
          """)
  void anEventThatIsRefusedFailsWithTheReason(String detailType, String detail, String reason) {
    assertThatThrownBy(() -> machine.invoke(Events.upstream(detailType, detail)))
        .isInstanceOf(EventFailed.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("Jane");
    assertThat(machine.log).singleElement().asString().contains("warn").doesNotContain("Jane");
    assertThat(machine.items()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"Records\":{}}",
        "{\"Records\":[{}]}",
        "{\"Records\":[7]}",
        "{\"Records\":[{\"eventSource\":\"aws:sns\"}]}",
        "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"messageId\":\"1\"}]}",
        "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"messageId\":\"1\",\"body\":\"Jane\"}]}",
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\"}]}",
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"s3\":"
            + "{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"%zz\",\"eTag\":\"e\"}}}]}",
        "{\"source\":\"partway.upstream\"}",
        "{\"source\":\"partway.upstream\",\"detail-type\":7,\"detail\":{}}",
        "{\"source\":\"partway.upstream\",\"source\":\"x\"}",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "\u0000",
      })
  void hostileEventsFailWithoutTellingWhatTheySaid(String event) {
    assertThatThrownBy(() -> machine.invoke(event))
        .isInstanceOf(EventFailed.class)
        .hasMessageNotContaining("Jane")
        .hasNoCause();
  }

  @Test
  void takesAFileInWithItsReport() throws IOException {
    IntakeObjects.Ref file =
        machine.folder.put(
            "in/nightly run.csv",
            """
            customerId,partnerId,version,associationType,associatedAt,name
            c1,p1,1,reseller,2026-01-01T00:00:00Z,Jane
            c2,p1,0,reseller,,Jane
            c3,p1,1,,,Jane
            """);
    String answer =
        "{\"accepted\":1,\"alreadyEnded\":0,\"complete\":true,\"ignored\":0,\"refused\":["
            + "{\"line\":3,\"reason\":\"version: Give a whole number from 1 to 999999999999999999.\"},"
            + "{\"line\":4,\"reason\":\"The association is not known yet: give associationType and associatedAt to"
            + " establish it.\"}],\"refusedLines\":2}";

    assertThat(machine.answer(Events.file(file))).isEqualTo(answer);
    assertThat(machine.answer(Events.file(file))).isEqualTo(answer);
    assertThat(association().get("status")).isEqualTo(AttributeValue.fromS("active"));
    assertThat(machine.folder.text("in/nightly run.csv.refused-1.jsonl"))
        .isEqualTo(
            "{\"line\":3,\"reason\":\"version: Give a whole number from 1 to 999999999999999999.\"}\n"
                + "{\"line\":4,\"reason\":\"The association is not known yet: give associationType and associatedAt to"
                + " establish it.\"}\n");
    assertThat(machine.log).noneMatch(line -> line.contains("Jane"));
  }

  @Test
  void passesOverWhatIsNoNewFile() throws IOException {
    IntakeObjects.Ref file = machine.folder.put("a.jsonl", "x");
    IntakeObjects.Ref report = machine.folder.put("a.jsonl.refused-1.jsonl", "{}");
    IntakeObjects.Ref replaced = machine.folder.put("b.jsonl", "x");
    machine.folder.put("b.jsonl", "y");

    assertThat(machine.answer(Events.file("ObjectRemoved:Delete", file)))
        .isEqualTo(counts(0, 0, 0));
    assertThat(machine.answer(Events.file(report))).isEqualTo(counts(0, 0, 0));
    assertThat(machine.answer(Events.file(replaced))).isEqualTo(counts(0, 0, 0));
    assertThat(
            machine.answer(
                "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"b\"}"))
        .isEqualTo(counts(0, 0, 0));
    assertThat(machine.folder.keys()).containsOnly("a.jsonl", "a.jsonl.refused-1.jsonl", "b.jsonl");
  }

  @Test
  void aFileThatNeedsMoreTimeComesAgainUntilItIsDone() throws IOException {
    String content =
        IntStream.range(0, 60)
            .mapToObj(IngestFactsFunctionTest::line)
            .collect(Collectors.joining("\n"));
    String event = Events.queued(Events.file(machine.folder.put("a.jsonl", content)));
    AtomicInteger looks = new AtomicInteger();
    machine.remaining(() -> looks.incrementAndGet() > 30 ? 2_500 : 60_000);

    int runs = 1;
    Map<String, JsonValue> answer = machine.invoke(event);
    while (!Events.complete(answer)) {
      assertThat(new JsonValue.Obj(answer).canonical())
          .contains("\"batchItemFailures\":[{\"itemIdentifier\":\"m-0\"}]");
      looks.set(0);
      answer = machine.invoke(event);
      runs++;
    }

    assertThat(runs).isGreaterThan(1);
    assertThat(Events.number(answer, "accepted")).isEqualTo(60);
    assertThat(new JsonValue.Obj(answer).canonical()).contains("\"batchItemFailures\":[]");
    assertThat(machine.invoke(event)).isEqualTo(answer);
    assertThat(machine.items().keySet().stream().filter(key -> key.contains("REL#"))).hasSize(60);
  }

  private static String line(int number) {
    return "{\"customerId\":\"c%d\",\"partnerId\":\"p\",\"version\":1,\"associationType\":\"referral\",\"associatedAt\":\"2026-01-01T00:00:00Z\",\"expenditure\":%d,\"holds\":[]}"
        .formatted(number, number);
  }

  @Test
  void aBucketThatCannotBeReadMakesTheEventComeAgain() throws IOException {
    String event = Events.file(machine.folder.put("a.jsonl", ESTABLISHED));
    machine.folder.down = true;

    assertThatThrownBy(() -> machine.invoke(event)).isInstanceOf(EventFailed.class);
    assertThatThrownBy(() -> machine.invoke(Events.queued(event))).isInstanceOf(EventFailed.class);
    machine.folder.down = false;
    assertThat(machine.answer(event)).isEqualTo(counts(1, 0, 0));
  }

  @Test
  void aTableThatCannotBeReachedMakesTheEventComeAgain() {
    Machine cutOff = new Machine(engine, client -> new FaultyDynamoDb(client, 1, 1).client());
    cutOff.remaining(() -> 1);

    assertThatThrownBy(() -> cutOff.invoke(Events.upstream("AssociationEstablished", ESTABLISHED)))
        .isInstanceOf(EventFailed.class)
        .hasMessage("StoreUnavailable");
    assertThat(cutOff.log).singleElement().asString().contains("StoreUnavailable");
  }

  @Test
  void aFileIsTakenInWholeOverATableOnABadDay() throws IOException {
    Machine shaky = new Machine(engine, client -> new FaultyDynamoDb(client, 7, 0.2).client());
    String content =
        IntStream.range(0, 30)
            .mapToObj(IngestFactsFunctionTest::line)
            .collect(Collectors.joining("\n"));
    Map<String, JsonValue> answer = shaky.invoke(Events.file(shaky.folder.put("a.jsonl", content)));

    assertThat(Events.complete(answer)).isTrue();
    assertThat(Events.number(answer, "accepted") + Events.number(answer, "ignored")).isEqualTo(30);
    machine.invoke(Events.file(machine.folder.put("a.jsonl", content)));
    assertThat(withoutCheckpoints(shaky)).isEqualTo(withoutCheckpoints(machine));
  }

  private static Map<String, Map<String, AttributeValue>> withoutCheckpoints(Machine machine) {
    return machine.items().entrySet().stream()
        .filter(item -> item.getKey().startsWith("C#"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
