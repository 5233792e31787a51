package io.partway.local.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.local.template.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;

/// Makes the template's tables in the local engine: keys, indexes, stream.
///
/// Time to live is left out on purpose: the engine would delete by the wall clock, while everything
/// here goes by a clock that can be moved; readers judge every end themselves.
public final class Tables {
  private final DynamoDbClient dynamoDb;

  public Tables(DynamoDbClient dynamoDb) {
    this.dynamoDb = dynamoDb;
  }

  /// Makes a table that is not there yet.
  ///
  /// @throws IllegalStateException when it is there with other indexes: the data folder is from
  ///   another version
  public void create(TableDefinition table) {
    try {
      dynamoDb.createTable(request(table));
    } catch (ResourceInUseException _) {
      var present =
          dynamoDb.describeTable(r -> r.tableName(table.name())).table().globalSecondaryIndexes();
      var names = present.stream().map(index -> index.indexName()).collect(Collectors.toSet());
      if (!names.equals(indexNames(table))) {
        throw new IllegalStateException(
            "the data folder was made by another version of this template: table %s has the indexes %s, now they are %s; choose another --data folder or delete this one"
                .formatted(table.logicalId(), names, indexNames(table)));
      }
    }
  }

  public void delete(TableDefinition table) {
    dynamoDb.deleteTable(r -> r.tableName(table.name()));
  }

  private static Set<String> indexNames(TableDefinition table) {
    return list(
            table.properties().path("GlobalSecondaryIndexes"),
            index -> index.path("IndexName").asText())
        .stream()
        .collect(Collectors.toSet());
  }

  static CreateTableRequest request(TableDefinition table) {
    var properties = table.properties();
    var request =
        CreateTableRequest.builder()
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(list(properties.path("AttributeDefinitions"), Tables::attribute))
            .keySchema(list(properties.path("KeySchema"), Tables::key));
    var indexes = list(properties.path("GlobalSecondaryIndexes"), Tables::index);
    if (!indexes.isEmpty()) {
      request.globalSecondaryIndexes(indexes);
    }
    var view = properties.path("StreamSpecification").path("StreamViewType");
    if (!view.isMissingNode()) {
      request.streamSpecification(s -> s.streamEnabled(true).streamViewType(view.asText()));
    }
    return request.build();
  }

  private static AttributeDefinition attribute(JsonNode json) {
    return AttributeDefinition.builder()
        .attributeName(json.path("AttributeName").asText())
        .attributeType(json.path("AttributeType").asText())
        .build();
  }

  private static KeySchemaElement key(JsonNode json) {
    return KeySchemaElement.builder()
        .attributeName(json.path("AttributeName").asText())
        .keyType(json.path("KeyType").asText())
        .build();
  }

  private static GlobalSecondaryIndex index(JsonNode json) {
    var projection = json.path("Projection");
    var others = list(projection.path("NonKeyAttributes"), JsonNode::asText);
    var built = Projection.builder().projectionType(projection.path("ProjectionType").asText());
    if (!others.isEmpty()) {
      built.nonKeyAttributes(others);
    }
    return GlobalSecondaryIndex.builder()
        .indexName(json.path("IndexName").asText())
        .keySchema(list(json.path("KeySchema"), Tables::key))
        .projection(built.build())
        .build();
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
    var result = new ArrayList<T>();
    array.forEach(each -> result.add(element.apply(each)));
    return List.copyOf(result);
  }
}
