package io.partway.testkit;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/// DynamoDB Local in this JVM, in memory.
public final class EmbeddedDynamoDb extends EngineExtension {
  @Override
  DynamoDbEngine start() {
    return new Engine(DynamoDBEmbedded.create(true));
  }

  static final class Engine extends DynamoDbEngine {
    private final AmazonDynamoDBLocal local;
    private final DynamoDbClient client;

    Engine(AmazonDynamoDBLocal local) {
      this.local = local;
      this.client = local.dynamoDbClient();
    }

    @Override
    public DynamoDbClient client() {
      return client;
    }

    @Override
    public void close() {
      local.shutdown();
    }

    @Override
    public String toString() {
      return "DynamoDB Local";
    }
  }
}
