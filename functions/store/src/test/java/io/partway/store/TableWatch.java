package io.partway.store;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Tells what changed in a table between two looks, as the member `dynamodb` of the records that
/// its stream would have: the tests' tables have none.
final class TableWatch {
  private final DynamoDbClient client;
  private final TableName table;
  private Map<Key, Map<String, AttributeValue>> seen = Map.of();

  TableWatch(DynamoDbClient client, TableName table) {
    this.client = client;
    this.table = table;
  }

  /// A record for each item that is new or another one since the last look.
  List<Map<String, Object>> changes() {
    Map<Key, Map<String, AttributeValue>> now = new HashMap<>();
    client
        .scanPaginator(s -> s.tableName(table.value()).consistentRead(true))
        .items()
        .forEach(item -> now.put(Item.of(item).key(), item));
    List<Map<String, Object>> changes = new ArrayList<>();
    now.forEach((key, item) -> {
      Map<String, AttributeValue> before = seen.get(key);
      if (!item.equals(before)) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Keys", json(key.attributes()));
        record.put("NewImage", json(item));
        if (before != null) {
          record.put("OldImage", json(before));
        }
        changes.add(record);
      }
    });
    seen = now;
    return changes;
  }

  static Map<String, Object> json(Map<String, AttributeValue> image) {
    Map<String, Object> json = new LinkedHashMap<>();
    image.forEach((name, value) -> json.put(name, json(value)));
    return json;
  }

  private static Map<String, Object> json(AttributeValue value) {
    return switch (value.type()) {
      case S -> Map.of("S", value.s());
      case N -> Map.of("N", value.n());
      case B -> Map.of("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
      case BOOL -> Map.of("BOOL", value.bool());
      case NUL -> Map.of("NULL", value.nul());
      case M -> Map.of("M", json(value.m()));
      case L -> Map.of("L", value.l().stream().map(TableWatch::json).toList());
      case SS -> Map.of("SS", value.ss());
      case NS -> Map.of("NS", value.ns());
      case BS, UNKNOWN_TO_SDK_VERSION -> throw new AssertionError(value);
    };
  }
}
