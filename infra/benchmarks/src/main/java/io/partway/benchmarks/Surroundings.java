package io.partway.benchmarks;

import io.partway.benchmarks.aws.Certificate;
import io.partway.benchmarks.aws.Front;
import io.partway.benchmarks.aws.Services;
import io.partway.benchmarks.lambda.FunctionPackage;
import io.partway.benchmarks.lambda.Launch;
import io.partway.benchmarks.load.Calls;
import io.partway.benchmarks.load.Deployment;
import io.partway.benchmarks.load.Workers;
import io.partway.local.engine.DynamoDbLocal;
import io.partway.local.engine.Tables;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// All that functions find around them: DynamoDB Local with the template's tables, a front with TLS
/// before it, stand-ins for other services, and workers that bring about what calls need.
public final class Surroundings implements AutoCloseable {
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final Front front;
  private final Deployment deployment;
  private final Calls calls;

  /// @param template the folder with the template
  /// @param engine the folder with DynamoDB Local's jars
  /// @param certificate empty for endpoints without TLS
  /// @param address where the endpoints are
  /// @param workers how a worker is started
  public Surroundings(
      Path template,
      Path engine,
      Optional<Certificate> certificate,
      InetAddress address,
      Function<FunctionPackage, Launch> workers) {
    boolean made = false;
    try {
      DynamoDbLocal database = closing(DynamoDbLocal.start(engine, Optional.empty()));
      Services services = new Services();
      front = closing(Front.open(database.endpoint(), services, certificate, address));
      deployment = new Deployment(template, front.url());
      DynamoDbClient client =
          closing(
              DynamoDbClient.builder()
                  .endpointOverride(database.endpoint())
                  .region(Region.EU_WEST_1)
                  .credentialsProvider(
                      StaticCredentialsProvider.create(
                          AwsBasicCredentials.create("benchmark", "benchmark")))
                  .httpClientBuilder(AwsCrtHttpClient.builder())
                  .build());
      Tables tables = new Tables(client);
      deployment.tables().forEach(tables::create);
      calls =
          new Calls(deployment, closing(new Workers(workers)), services, InstantSource.system());
      calls.prepare();
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  /// The endpoints.
  public Front front() {
    return front;
  }

  /// What the template deploys, with those endpoints.
  public Deployment deployment() {
    return deployment;
  }

  /// What is called of it.
  public Calls calls() {
    return calls;
  }

  private <T extends AutoCloseable> T closing(T resource) {
    toClose.addFirst(resource);
    return resource;
  }

  @Override
  public void close() {
    for (AutoCloseable each = toClose.pollFirst(); each != null; each = toClose.pollFirst()) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
