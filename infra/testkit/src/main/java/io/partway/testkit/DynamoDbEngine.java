package io.partway.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Something that speaks DynamoDB, shared by all tests of a JVM; each takes tables of its own. A
/// test asks for one by `@ExtendWith(EmbeddedDynamoDb.class)` or
/// `@ExtendWith(LocalStackDynamoDb.class)` and a parameter of this type.
public abstract sealed class DynamoDbEngine implements AutoCloseable
    permits EmbeddedDynamoDb.Engine, LocalStackDynamoDb.Engine {
  private final AtomicInteger tables = new AtomicInteger();

  /// A client whose own retries are off. The engine closes it.
  public abstract DynamoDbClient client();

  /// A table name that no other test has.
  public String newTableName() {
    return "Associations-" + tables.incrementAndGet();
  }

  @Override
  public abstract void close();
}
