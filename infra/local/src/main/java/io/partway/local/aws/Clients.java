package io.partway.local.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/// Clients of what stands in for AWS on this machine. Who asks for one closes it.
public final class Clients {
  private static final int CONNECTIONS = 200;
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  private Clients() {}

  public static DynamoDbClient dynamoDb(URI endpoint) {
    return of(DynamoDbClient.builder(), endpoint)
        .httpClientBuilder(AwsCrtHttpClient.builder().maxConcurrency(CONNECTIONS))
        .build();
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

  private static <B extends AwsClientBuilder<B, ?>> B of(B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(CREDENTIALS);
  }
}
