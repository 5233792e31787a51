package io.partway.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/// Writes down the calls that go out, so that a test can say how many of which size there may be.
public final class RecordingDynamoDb {
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final DynamoDbClient client;

  public RecordingDynamoDb(DynamoDbClient client) {
    this.client =
        DynamoDbProxy.of(
            client,
            (operation, request, call) -> {
              @Nullable DynamoDbResponse response = null;
              try {
                response = call.get();
                return response;
              } finally {
                calls.add(new Call(operation, items(request, response)));
              }
            });
  }

  /// @param items keys read, items written or found; 1 for what is about one item
  public record Call(String operation, int items) {}

  /// The client that records.
  public DynamoDbClient client() {
    return client;
  }

  /// The calls so far, in order; forgets them.
  public List<Call> take() {
    List<Call> taken = new ArrayList<>(calls);
    calls.clear();
    return taken;
  }

  /// How many calls of each operation there were so far; forgets them.
  public Map<String, Long> count() {
    return take().stream().collect(Collectors.groupingBy(Call::operation, Collectors.counting()));
  }

  private static int items(DynamoDbRequest request, @Nullable DynamoDbResponse response) {
    return switch (request) {
      case BatchGetItemRequest batch ->
          batch.requestItems().values().stream()
              .map(KeysAndAttributes::keys)
              .mapToInt(List::size)
              .sum();
      case TransactWriteItemsRequest transaction -> transaction.transactItems().size();
      default -> response instanceof QueryResponse page ? page.count() : 1;
    };
  }
}
