package io.partway.store;

import io.partway.core.Deadline;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// The calls that the adapter makes, all of them on the one table and all of them through [Retry].
final class Database {
  /// What BatchGetItem takes.
  private static final int BATCH = 100;

  /// What one attempt may take, where there is so much time.
  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  /// What it may take where there is none left: the client takes no less.
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final DynamoDbClient client;
  private final String table;
  private final Retry retry;

  @Inject
  Database(DynamoDbClient client, TableName table, Retry retry) {
    this.client = client;
    this.table = table.value();
    this.retry = retry;
  }

  /// How fresh a read is.
  enum Reading {
    /// Sees every write that was answered before.
    STRONG,
    /// May lag, and costs half.
    EVENTUAL
  }

  /// The items of these keys that exist; one call for each 100 keys.
  Map<Key, Item> read(Collection<Key> keys, Reading reading) {
    Map<Key, Item> found = new LinkedHashMap<>();
    List<Key> distinct = new ArrayList<>(new LinkedHashSet<>(keys));
    for (int start = 0; start < distinct.size(); start += BATCH) {
      batch(distinct.subList(start, Math.min(start + BATCH, distinct.size())), reading, found);
    }
    return found;
  }

  /// The item of this key, strongly consistent; null when there is none.
  @Nullable Item read(Key key) {
    return read(Set.of(key), Reading.STRONG).get(key);
  }

  /// One page of a query.
  QueryResponse query(Consumer<QueryRequest.Builder> request) {
    QueryRequest whole = QueryRequest.builder().tableName(table).applyMutation(request).build();
    return retry.call(
        () -> client.query(whole.toBuilder().overrideConfiguration(Database::inTime).build()));
  }

  /// One page of a scan.
  ScanResponse scan(Consumer<ScanRequest.Builder> request) {
    ScanRequest whole = ScanRequest.builder().tableName(table).applyMutation(request).build();
    return retry.call(
        () -> client.scan(whole.toBuilder().overrideConfiguration(Database::inTime).build()));
  }

  /// Writes all, or nothing. An attempt whose answer was lost is followed by one with the same
  /// token, which does not take effect again and is told what the first one came to.
  Transaction.Outcome commit(Transaction transaction) {
    String token = retry.token();
    return retry.call(() -> {
      try {
        client.transactWriteItems(r ->
            r.transactItems(transaction.items(table))
                .clientRequestToken(token)
                .overrideConfiguration(Database::inTime));
        return new Transaction.Outcome.Done();
      } catch (TransactionCanceledException e) {
        return transaction.refused(e.cancellationReasons()).orElseThrow(() -> e);
      }
    });
  }

  /// Bounds one attempt, so that what hangs is given up while there is time to say so: whoever is
  /// cut off by the end of his invocation answers nothing.
  private static void inTime(AwsRequestOverrideConfiguration.Builder attempt) {
    Duration left = Deadline.current().remaining();
    Duration most = left.compareTo(ATTEMPT) < 0 ? left : ATTEMPT;
    attempt.apiCallAttemptTimeout(most.isPositive() ? most : SHORTEST);
  }

  private void batch(List<Key> keys, Reading reading, Map<Key, Item> found) {
    List<Map<String, AttributeValue>> open =
        new ArrayList<>(keys.stream().map(Key::attributes).toList());
    retry.call(() -> {
      BatchGetItemResponse answer =
          client.batchGetItem(r ->
              r.requestItems(Map.of(table, wanted(open, reading)))
                  .overrideConfiguration(Database::inTime));
      for (Map<String, AttributeValue> values : answer.responses().getOrDefault(table, List.of())) {
        Item item = Item.of(values);
        found.put(item.key(), item);
      }
      open.clear();
      KeysAndAttributes unprocessed = answer.unprocessedKeys().get(table);
      if (unprocessed != null) {
        open.addAll(unprocessed.keys());
        throw new Retry.Unprocessed();
      }
      return found;
    });
  }

  private static KeysAndAttributes wanted(List<Map<String, AttributeValue>> keys, Reading reading) {
    return KeysAndAttributes.builder()
        .keys(List.copyOf(keys))
        .consistentRead(reading == Reading.STRONG)
        .build();
  }
}
