package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Limit;
import io.partway.core.event.Change;
import io.partway.core.event.Events;
import io.partway.core.operations.Backlog;
import io.partway.core.operations.OperationsStore;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.testkit.DynamoDbEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What the health check can rely on, whatever engine keeps the table.
abstract class OperationsStoreContract {
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

  private Scene scene;
  private OperationsStore operations;

  @BeforeEach
  void open(DynamoDbEngine engine) {
    scene = new Scene(engine);
    operations = scene.partway.operations();
  }

  @Test
  void whatIsOverdueIsCountedUntilItIsOnRecord() {
    assertThat(operations.overdue(NOW)).isEqualTo(new Backlog(0, true, null));
    for (int i = 0; i < 5; i++) {
      Pair pair = scene.associate("C" + i, "P" + i);
      DisassociationRequest request = scene.submitted(Scene.admin(pair, Party.PARTNER), pair, "k");
      if (i == 4) {
        scene.decide(Scene.admin(pair, Party.PARTNER), request, Decision.WITHDRAW);
      }
      scene.clock.advance(Duration.ofMinutes(1));
    }
    Instant first = NOW.plus(Duration.ofDays(15));
    assertThat(operations.overdue(first.minusMillis(1))).isEqualTo(new Backlog(0, true, null));
    assertThat(operations.overdue(first)).isEqualTo(new Backlog(1, true, first));
    assertThat(operations.overdue(first.plus(Duration.ofDays(9))))
        .isEqualTo(new Backlog(4, true, first));

    scene.clock.set(first.plusSeconds(60));
    scene.partway.tick().run();
    assertThat(operations.overdue(first.plus(Duration.ofDays(9))))
        .isEqualTo(new Backlog(2, true, first.plusSeconds(120)));
  }

  @Test
  void ofVeryManyItTellsThatThereAreMore() {
    int most = Limit.OVERDUE_COUNTED.standard();
    List<Map<String, AttributeValue>> items =
        IntStream.rangeClosed(0, most)
            .mapToObj(i ->
                Map.of(
                    "PK", AttributeValue.fromS("C#c" + i),
                    "SK", AttributeValue.fromS("REC#r" + i),
                    "due", Writer.value(RecordItem.shard(3)),
                    "dueAt", Writer.value(NOW.plusSeconds(i)),
                    "id", AttributeValue.fromS("r" + i),
                    "customerId", AttributeValue.fromS("c" + i),
                    "partnerId", AttributeValue.fromS("p")))
            .toList();
    items.forEach(item -> scene.client.putItem(p -> p.tableName(scene.table.value()).item(item)));

    assertThat(operations.overdue(NOW.plusSeconds(most - 1)))
        .isEqualTo(new Backlog(most, true, NOW));
    assertThat(operations.overdue(NOW.plusSeconds(most))).isEqualTo(new Backlog(most, false, NOW));
  }

  @Test
  void theLatestTickThatWasHeardCountsInWhateverOrderTheyCome() {
    assertThat(operations.heard()).isNull();
    operations.hear(NOW);
    operations.hear(NOW.plusSeconds(60));
    operations.hear(NOW.plusSeconds(60));
    operations.hear(NOW.plusSeconds(30));
    assertThat(operations.heard()).isEqualTo(NOW.plusSeconds(60));
    assertThat(scene.partway.ticks().last()).as("what was heard is no tick").isNull();
  }

  @Test
  void aTickGoesThroughTheStreamAndTellsNothing() {
    TableWatch watch = new TableWatch(scene.client, scene.table);
    for (int i = 0; i < 2; i++) {
      Instant at = NOW.plusSeconds(60L * i);
      scene.clock.set(at);
      scene.partway.tick().run();
      List<Change> changes =
          watch.changes().stream().flatMap(r -> StreamRecords.change(r).stream()).toList();
      assertThat(changes).containsExactly(new Change.Ticked(at));
      assertThat(Events.of(changes.getFirst())).isEmpty();
      operations.hear(at);
      assertThat(watch.changes())
          .as("that it was heard is not heard of again")
          .hasSize(1)
          .allSatisfy(record -> assertThat(StreamRecords.change(record)).isEmpty());
    }
  }
}
