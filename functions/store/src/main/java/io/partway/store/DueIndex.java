package io.partway.store;

import io.partway.core.Deadline;
import io.partway.core.Limit;
import io.partway.core.association.RequestId;
import io.partway.core.operations.Backlog;
import io.partway.core.request.RequestStore.Overdue;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Pending requests by deadline, shard by shard.
final class DueIndex {
  /// What is left of the invocation's time for its last request and its answer.
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private static final int PAGE = 100;

  private final Database database;

  @Inject
  DueIndex(Database database) {
    this.database = database;
  }

  /// Hands over every pending request whose deadline lies between these instants, both included,
  /// oldest deadline first within a shard, until all were seen or the invocation's deadline is
  /// near.
  ///
  /// @return whether all were seen
  boolean forEach(Instant from, Instant to, Consumer<Overdue> action) {
    // Another shard first each second, so that none is left over for ever by sweeps that run out of
    // time.
    int first = Math.floorMod(to.getEpochSecond(), RecordItem.SHARDS);
    for (int i = 0; i < RecordItem.SHARDS; i++) {
      if (!shard(RecordItem.shard((first + i) % RecordItem.SHARDS), from, to, action)) {
        return false;
      }
    }
    return true;
  }

  /// How many are overdue at this instant, counted in each shard up to a bound.
  Backlog count(Instant now) {
    int most = Limit.OVERDUE_COUNTED.standard();
    int count = 0;
    boolean exact = true;
    Instant oldest = null;
    for (int number = 0; number < RecordItem.SHARDS; number++) {
      QueryResponse page =
          // One more tells whether there are more.
          page(RecordItem.shard(number), Instant.EPOCH, now, Map.of(), most + 1);
      count += Math.min(page.count(), most);
      exact &= page.count() <= most && !page.hasLastEvaluatedKey();
      if (page.count() > 0) {
        Instant first = Item.of(page.items().getFirst()).instant(Attribute.DUE_AT);
        oldest = oldest == null || first.isBefore(oldest) ? first : oldest;
      }
    }
    return new Backlog(count, exact, oldest);
  }

  private boolean shard(String shard, Instant from, Instant to, Consumer<Overdue> action) {
    Map<String, AttributeValue> start = Map.of();
    do {
      if (outOfTime()) {
        return false;
      }
      QueryResponse page = page(shard, from, to, start, PAGE);
      for (Map<String, AttributeValue> values : page.items()) {
        if (outOfTime()) {
          return false;
        }
        Item item = Item.of(values);
        action.accept(
            new Overdue(
                AssociationItem.pair(item),
                item.id(Attribute.ID, RequestId::new),
                item.instant(Attribute.DUE_AT)));
      }
      start = page.lastEvaluatedKey();
    } while (!start.isEmpty());
    return true;
  }

  private QueryResponse page(
      String shard, Instant from, Instant to, Map<String, AttributeValue> start, int most) {
    return database.query(q ->
        q.indexName(Tables.BY_DUE)
            .keyConditionExpression("#due = :shard AND #dueAt BETWEEN :from AND :to")
            .expressionAttributeNames(
                Map.of("#due", Attribute.DUE.stored(), "#dueAt", Attribute.DUE_AT.stored()))
            .expressionAttributeValues(
                Map.of(
                    ":shard",
                    Writer.value(shard),
                    ":from",
                    Writer.value(from),
                    ":to",
                    Writer.value(to)))
            .exclusiveStartKey(start.isEmpty() ? null : start)
            .limit(most));
  }

  private static boolean outOfTime() {
    return Deadline.current().remaining().compareTo(RESERVE) <= 0;
  }
}
