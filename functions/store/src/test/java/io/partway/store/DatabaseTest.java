package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.Deadline;
import io.partway.core.StoreUnavailable;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.DynamoDbProxy;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.RecordingDynamoDb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// What a busy table and a short deadline make of the calls.
@ExtendWith(EmbeddedDynamoDb.class)
class DatabaseTest {
  private Scene scene;

  @BeforeEach
  void open(DynamoDbEngine engine) {
    scene = new Scene(engine);
  }

  /// A table that gives at most this many items a call and leaves the rest unprocessed.
  private DynamoDbClient sparing(int items) {
    String table = scene.table.value();
    return DynamoDbProxy.of(
        scene.client,
        (operation, request, call) -> {
          if (!(request instanceof BatchGetItemRequest batch)) {
            return call.get();
          }
          KeysAndAttributes wanted =
              batch.requestItems().getOrDefault(table, KeysAndAttributes.builder().build());
          List<Map<String, AttributeValue>> keys = wanted.keys();
          int given = Math.min(items, keys.size());
          BatchGetItemResponse answer =
              scene.client.batchGetItem(b ->
                  b.requestItems(
                      Map.of(table, wanted.toBuilder().keys(keys.subList(0, given)).build())));
          return given == keys.size()
              ? answer
              : answer.toBuilder()
                  .unprocessedKeys(
                      Map.of(
                          table, wanted.toBuilder().keys(keys.subList(given, keys.size())).build()))
                  .build();
        });
  }

  @Test
  void whatABatchLeavesUnprocessedIsReadAgain() {
    List<Pair> pairs = IntStream.range(0, 7).mapToObj(i -> Scene.pair("C" + i, "P1")).toList();
    scene.associateAll(pairs);
    Partway partway = scene.over(sparing(1), 3);
    assertThat(partway.associations().associations(Set.copyOf(pairs))).containsOnlyKeys(pairs);
  }

  @Test
  void aTableThatGivesNothingIsUnavailable() {
    Pair pair = scene.associate("C1", "P1");
    Partway partway = scene.over(sparing(1), 3);
    ScopedValue.where(Deadline.CURRENT, () -> Duration.ZERO)
        .run(() ->
            assertThatThrownBy(() -> partway.requests().read(pair, null, null))
                .isInstanceOf(StoreUnavailable.class));
  }

  /// A table that hangs is given up in time to say so, and not by the end of the invocation.
  @ParameterizedTest
  @CsvSource({"9000, 3000", "3001, 3000", "2999, 2999", "400, 400", "0, 1", "-5, 1"})
  void noAttemptOutlastsTheDeadline(long left, long most) {
    Pair pair = scene.associate("C1", "P1");
    List<Long> timeouts = new ArrayList<>();
    DynamoDbClient client =
        DynamoDbProxy.of(
            scene.client,
            (operation, request, call) -> {
              timeouts.add(
                  request
                      .overrideConfiguration()
                      .flatMap(RequestOverrideConfiguration::apiCallAttemptTimeout)
                      .orElseThrow()
                      .toMillis());
              return call.get();
            });
    Partway partway = scene.over(client, 3);
    ScopedValue.where(Deadline.CURRENT, () -> Duration.ofMillis(left))
        .run(() -> {
          Scene.submit(partway, Scene.partner("P1"), pair, "k");
          partway.views().ofCustomer(Scene.customer("C1"), null, 20);
        });
    assertThat(timeouts).hasSize(4).containsOnly(most);
  }

  @Test
  void aSweepStopsBeforeItsTimeIsUpAndTheNextOneGoesOn() {
    Pair pair = scene.associate("C1", "P1");
    scene.submitted(Scene.admin(pair, Party.PARTNER), pair, "k");
    scene.clock.advance(Duration.ofDays(15));
    RecordingDynamoDb recording = new RecordingDynamoDb(scene.client);
    Partway partway = scene.over(recording.client(), 4);

    ScopedValue.where(Deadline.CURRENT, () -> Duration.ofSeconds(2))
        .run(() -> assertThat(partway.expiries().sweep().complete()).isFalse());
    assertThat(recording.take()).isEmpty();
    assertThat(partway.expiries().sweep().complete()).isTrue();
    assertThat(scene.association(pair).pending()).isNull();
  }
}
