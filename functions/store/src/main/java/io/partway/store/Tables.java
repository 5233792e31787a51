package io.partway.store;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/// The table `Associations` and its indexes, as the template deploys them, for local mode and
/// tests.
public final class Tables {
  /// A partner's associations, spends and records: by kind and status, sorted by `at`, `id`.
  public static final String BY_PARTNER = "byPartner";

  /// A customer's associations and records: by kind and status, sorted by `at`, `id`.
  public static final String BY_CUSTOMER = "byCustomer";

  /// Pending requests by deadline, in [RecordItem#SHARDS] shards. Sparse: nothing else is in it.
  public static final String BY_DUE = "byDue";

  private Tables() {}

  /// What creates the table.
  public static CreateTableRequest associations(TableName name) {
    return CreateTableRequest.builder()
        .tableName(name.value())
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            text(Attribute.PK),
            text(Attribute.SK),
            text(Attribute.PARTNER_ID),
            text(Attribute.CUSTOMER_ID),
            text(Attribute.KIND),
            text(Attribute.STATUS),
            number(Attribute.AT),
            text(Attribute.ID),
            text(Attribute.DUE),
            number(Attribute.DUE_AT))
        .keySchema(keys(List.of(Attribute.PK), List.of(Attribute.SK)))
        .globalSecondaryIndexes(
            GlobalSecondaryIndex.builder()
                .indexName(BY_PARTNER)
                .keySchema(
                    keys(
                        List.of(Attribute.PARTNER_ID, Attribute.KIND, Attribute.STATUS),
                        List.of(Attribute.AT, Attribute.ID)))
                .projection(p -> p.projectionType(ProjectionType.ALL))
                .build(),
            GlobalSecondaryIndex.builder()
                .indexName(BY_CUSTOMER)
                .keySchema(
                    keys(
                        List.of(Attribute.CUSTOMER_ID, Attribute.KIND, Attribute.STATUS),
                        List.of(Attribute.AT, Attribute.ID)))
                .projection(p -> p.projectionType(ProjectionType.ALL))
                .build(),
            GlobalSecondaryIndex.builder()
                .indexName(BY_DUE)
                .keySchema(keys(List.of(Attribute.DUE), List.of(Attribute.DUE_AT)))
                .projection(
                    Projection.builder()
                        .projectionType(ProjectionType.INCLUDE)
                        .nonKeyAttributes(
                            Attribute.CUSTOMER_ID.stored(),
                            Attribute.PARTNER_ID.stored(),
                            Attribute.ID.stored())
                        .build())
                .build())
        .streamSpecification(
            StreamSpecification.builder()
                .streamEnabled(true)
                .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                .build())
        .build();
  }

  /// What lets DynamoDB delete items whose time has come.
  public static UpdateTimeToLiveRequest timeToLive(TableName name) {
    return UpdateTimeToLiveRequest.builder()
        .tableName(name.value())
        .timeToLiveSpecification(t -> t.enabled(true).attributeName(Attribute.TTL.stored()))
        .build();
  }

  /// Creates the table for tests where it does not exist yet, and returns once it can be used. It
  /// has no stream: DynamoDB Local searches all that a stream holds at every write, so that races
  /// of thousands of writes would take minutes.
  public static void create(DynamoDbClient client, TableName name) {
    try {
      client.createTable(
          associations(name).toBuilder().streamSpecification((StreamSpecification) null).build());
    } catch (ResourceInUseException e) {
      return;
    }
    client.waiter().waitUntilTableExists(r -> r.tableName(name.value()));
    client.updateTimeToLive(timeToLive(name));
  }

  private static AttributeDefinition text(Attribute attribute) {
    return definition(attribute, ScalarAttributeType.S);
  }

  private static AttributeDefinition number(Attribute attribute) {
    return definition(attribute, ScalarAttributeType.N);
  }

  private static AttributeDefinition definition(Attribute attribute, ScalarAttributeType type) {
    return AttributeDefinition.builder()
        .attributeName(attribute.stored())
        .attributeType(type)
        .build();
  }

  private static List<KeySchemaElement> keys(List<Attribute> hash, List<Attribute> range) {
    return Stream.concat(
            hash.stream().map(a -> key(a, KeyType.HASH)),
            range.stream().map(a -> key(a, KeyType.RANGE)))
        .toList();
  }

  private static KeySchemaElement key(Attribute attribute, KeyType type) {
    return KeySchemaElement.builder().attributeName(attribute.stored()).keyType(type).build();
  }
}
