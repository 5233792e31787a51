package io.partway.store;

import io.partway.store.Block.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Reads the indexes `byPartner` and `byCustomer` block by block. Eventually consistent, as indexes
/// are.
///
/// @param mostItems no block looks at more items; 0 for as many as DynamoDB reads at once, 1 MB
record IndexReader(Database database, int mostItems) {
  /// A block of this many items is no smaller than 1 MB as a rule.
  private static final int LARGE = 1_000;

  /// A run whose items are mapped by this function; those for which it gives null are left out.
  ///
  /// @param first how many items the first block looks at; each further one four times as many as
  ///   the one before, since where a filter leaves out much, small blocks would never end; 0 for
  ///   the largest blocks at once
  <T> MergedRuns.Run<T> run(IndexQuery query, int first, Function<Item, @Nullable T> mapper) {
    return (after, number) -> read(query, after, blockSize(first, number), mapper);
  }

  private <T> Block<T> read(
      IndexQuery query, @Nullable IndexPoint after, int most, Function<Item, @Nullable T> mapper) {
    QueryResponse response = database.query(request -> query.ask(request, after, most));
    List<Line<T>> lines = new ArrayList<>();
    for (Map<String, AttributeValue> values : response.items()) {
      T value = mapper.apply(Item.of(values));
      if (value != null) {
        lines.add(new Line<>(IndexQuery.pointOf(values), value));
      }
    }
    return new Block<>(
        lines,
        response.hasLastEvaluatedKey() ? IndexQuery.pointOf(response.lastEvaluatedKey()) : null);
  }

  private int blockSize(int first, int number) {
    long wanted = first == 0 || number > 5 ? LARGE : (long) first << (2 * number);
    int most = wanted >= LARGE ? 0 : (int) wanted;
    return mostItems == 0 || (most > 0 && most < mostItems) ? most : mostItems;
  }
}
