package io.partway.testkit;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.containers.GenericContainer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// LocalStack in a container; where it cannot run, the test is skipped or fails as
/// [LocalStackImage] says.
public final class LocalStackDynamoDb extends EngineExtension implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return new LocalStackImage().evaluateExecutionCondition(context);
  }

  @Override
  DynamoDbEngine start() {
    GenericContainer<?> container = LocalStackImage.container();
    container.start();
    return new Engine(container);
  }

  static final class Engine extends DynamoDbEngine {
    private final GenericContainer<?> container;
    private final DynamoDbClient client;

    Engine(GenericContainer<?> container) {
      this.container = container;
      this.client =
          DynamoDbClient.builder()
              .endpointOverride(LocalStackImage.endpoint(container))
              .region(Region.US_EAST_1)
              .credentialsProvider(
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
              .build();
    }

    @Override
    public DynamoDbClient client() {
      return client;
    }

    @Override
    public void close() {
      client.close();
      container.stop();
    }

    @Override
    public String toString() {
      return "LocalStack";
    }
  }
}
