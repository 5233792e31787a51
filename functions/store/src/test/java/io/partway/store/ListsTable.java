package io.partway.store;

import io.partway.core.association.Association;
import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.record.HistoryRecord;
import io.partway.core.record.RecordLine;
import io.partway.core.search.CustomerRow;
import io.partway.core.search.Spend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// A table filled through the item mappings directly, for what only reads.
final class ListsTable {
  private static final int BATCH = 25;
  private static final int WRITERS = 4;

  private final DynamoDbClient client;
  private final TableName name;
  private final List<Map<String, AttributeValue>> waiting = new ArrayList<>();

  ListsTable(DynamoDbClient client, TableName name) {
    this.client = client;
    this.name = name;
    Tables.create(client, name);
  }

  Database database() {
    return new Database(client, name, new Retry(new Random(1), duration -> {}));
  }

  ListsTable with(Association association) {
    waiting.add(AssociationItem.of(association, 1));
    return this;
  }

  ListsTable with(CustomerRow row) {
    if (!row.spend().equals(Spend.NONE)) {
      waiting.add(
          SpendItem.of(row.association().pair(), new Reported<>(row.spend(), 1, Instant.EPOCH)));
    }
    return with(row.association());
  }

  ListsTable with(RecordLine line) {
    waiting.add(
        switch (line) {
          case HistoryRecord shared -> RecordItem.of(shared);
          case RecordLine.Granted(var grant) -> GrantItem.of(grant);
        });
    return this;
  }

  /// Writes what was given since the last time.
  void store() {
    List<List<Map<String, AttributeValue>>> batches =
        IntStream.iterate(0, start -> start < waiting.size(), start -> start + BATCH)
            .mapToObj(start -> waiting.subList(start, Math.min(start + BATCH, waiting.size())))
            .toList();
    List<Supplier<Integer>> writers =
        IntStream.range(0, WRITERS)
            .<Supplier<Integer>>mapToObj(writer ->
                () -> {
                  for (int i = writer; i < batches.size(); i += WRITERS) {
                    write(batches.get(i));
                  }
                  return writer;
                })
            .toList();
    Parallel.all(writers);
    waiting.clear();
  }

  private void write(List<Map<String, AttributeValue>> batch) {
    Map<String, List<WriteRequest>> open =
        Map.of(
            name.value(),
            batch.stream()
                .map(item -> WriteRequest.builder().putRequest(p -> p.item(item)).build())
                .toList());
    while (!open.isEmpty()) {
      Map<String, List<WriteRequest>> requests = open;
      open = client.batchWriteItem(r -> r.requestItems(requests)).unprocessedItems();
    }
  }
}
