package io.partway.local.aws;

import java.net.URI;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/// Clients of what stands in for AWS on this machine. Who asks for one closes it.
public final class Clients {
  /// Where everything here is said to be.
  public static final Region REGION = Region.EU_WEST_1;

  /// Anybody's: nobody here looks at them.
  public static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  private static final int CONNECTIONS = 200;

  private Clients() {}

  public static DynamoDbClient dynamoDb(URI endpoint) {
    return of(DynamoDbClient.builder(), endpoint)
        .httpClientBuilder(AwsCrtHttpClient.builder().maxConcurrency(CONNECTIONS))
        .build();
  }

  /// A client that has somebody look at every request before it goes out.
  ///
  /// @param connections shared by any number of such clients; who made them closes them, and closes
  ///   no client
  public static DynamoDbClient dynamoDb(
      URI endpoint, SdkHttpClient connections, Consumer<DynamoDbRequest> look) {
    ExecutionInterceptor looking =
        new ExecutionInterceptor() {
          @Override
          public void beforeExecution(
              Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof DynamoDbRequest request) {
              look.accept(request);
            }
          }
        };
    return of(DynamoDbClient.builder(), endpoint)
        .httpClient(connections)
        .overrideConfiguration(o -> o.addExecutionInterceptor(looking))
        .build();
  }

  /// Connections for clients of DynamoDB.
  public static SdkHttpClient connections() {
    return AwsCrtHttpClient.builder().maxConcurrency(CONNECTIONS).build();
  }

  public static DynamoDbStreamsClient streams(URI endpoint) {
    return of(DynamoDbStreamsClient.builder(), endpoint)
        .httpClientBuilder(AwsCrtHttpClient.builder())
        .build();
  }

  public static S3Client s3(URI endpoint) {
    return of(S3Client.builder(), endpoint)
        .httpClientBuilder(AwsCrtHttpClient.builder())
        .forcePathStyle(true)
        .build();
  }

  public static SesV2Client ses(URI endpoint) {
    return of(SesV2Client.builder(), endpoint)
        .httpClientBuilder(AwsCrtHttpClient.builder())
        .build();
  }

  public static SecretsManagerClient secrets(URI endpoint) {
    return of(SecretsManagerClient.builder(), endpoint)
        .httpClientBuilder(AwsCrtHttpClient.builder())
        .build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B of(B builder, URI endpoint) {
    return builder.endpointOverride(endpoint).region(REGION).credentialsProvider(CREDENTIALS);
  }
}
