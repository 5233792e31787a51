package io.partway.local.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// What DynamoDB asks IAM about for a request: a transaction is nothing of its own, but what it
/// consists of; a query of an index is one of that index, not of its table.
final class DynamoDbAccesses {
  /// The one table's partition key.
  private static final String PARTITION = "PK";

  private static final String KEYS = "dynamodb:LeadingKeys";

  private final Resources resources;

  DynamoDbAccesses(Resources resources) {
    this.resources = resources;
  }

  /// @throws IllegalArgumentException when it is a request that no function makes
  List<Access> of(DynamoDbRequest request) {
    return switch (request) {
      case GetItemRequest get -> List.of(item("GetItem", get.tableName(), get.key()));
      case PutItemRequest put -> List.of(item("PutItem", put.tableName(), put.item()));
      case UpdateItemRequest update ->
          List.of(item("UpdateItem", update.tableName(), update.key()));
      case DeleteItemRequest delete ->
          List.of(item("DeleteItem", delete.tableName(), delete.key()));
      case BatchGetItemRequest batch ->
          batch.requestItems().entrySet().stream()
              .map(table -> items("BatchGetItem", table.getKey(), table.getValue().keys()))
              .toList();
      case TransactWriteItemsRequest transaction ->
          transaction.transactItems().stream().map(this::part).toList();
      case QueryRequest query -> List.of(query(query));
      case ScanRequest scan ->
          List.of(Access.of("dynamodb:Scan", resources.table(scan.tableName())));
      default -> throw new IllegalArgumentException("no function does " + request.getClass());
    };
  }

  private Access part(TransactWriteItem part) {
    if (part.put() != null) {
      return item("PutItem", part.put().tableName(), part.put().item());
    }
    if (part.update() != null) {
      return item("UpdateItem", part.update().tableName(), part.update().key());
    }
    if (part.delete() != null) {
      return item("DeleteItem", part.delete().tableName(), part.delete().key());
    }
    var check = part.conditionCheck();
    return item("ConditionCheckItem", check.tableName(), check.key());
  }

  private Access item(String operation, String table, Map<String, AttributeValue> values) {
    return items(operation, table, List.of(values));
  }

  private Access items(
      String operation, String table, Collection<Map<String, AttributeValue>> items) {
    var keys = new ArrayList<String>();
    for (var item : items) {
      var key = item.get(PARTITION);
      if (key != null) {
        keys.add(key.s());
      }
    }
    return new Access(
        "dynamodb:" + operation, resources.table(table), Map.of(KEYS, List.copyOf(keys)));
  }

  private Access query(QueryRequest query) {
    var arn = resources.table(query.tableName());
    if (query.indexName() != null) {
      return Access.of("dynamodb:Query", arn + "/index/" + query.indexName());
    }
    var keys = new ArrayList<String>();
    for (var term : query.keyConditionExpression().split("(?i)\\s+AND\\s+", -1)) {
      var sides = term.split("\\s*=\\s*", -1);
      var name = query.expressionAttributeNames().getOrDefault(sides[0].strip(), sides[0].strip());
      var value =
          sides.length == 2 ? query.expressionAttributeValues().get(sides[1].strip()) : null;
      if (value != null && name.equals(PARTITION)) {
        keys.add(value.s());
      }
    }
    return new Access("dynamodb:Query", arn, Map.of(KEYS, List.copyOf(keys)));
  }
}
