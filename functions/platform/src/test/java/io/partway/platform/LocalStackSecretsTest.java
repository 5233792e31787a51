package io.partway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.LocalStackDynamoDb;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;

/// Secrets out of LocalStack's Secrets Manager.
@ExtendWith(LocalStackDynamoDb.class)
class LocalStackSecretsTest {
  @Test
  void readsWhatASecretHolds(DynamoDbEngine engine) throws IOException {
    URI endpoint = engine.client().serviceClientConfiguration().endpointOverride().orElseThrow();
    try (SdkHttpClient http = AwsCrtHttpClient.builder().build()) {
      SignedCalls calls =
          new SignedCalls(
              http,
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
              "secretsmanager",
              "us-east-1",
              endpoint,
              SignedCalls.PATIENCE);
      String name = engine.newTableName();
      calls.post(
          "application/x-amz-json-1.1",
          Map.of("X-Amz-Target", "secretsmanager.CreateSecret"),
          "{\"Name\":\"%1$s\",\"ClientRequestToken\":\"%1$s-0123456789-0123456789-0123456789\",\"SecretString\":\"a \\\"text\\\" – b\"}"
              .formatted(name)
              .getBytes(StandardCharsets.UTF_8));
      Secrets secrets = new SecretsManager(calls);

      assertThat(secrets.read(name)).isEqualTo("a \"text\" – b");
      assertThatThrownBy(() -> secrets.read("nobodys"))
          .isInstanceOf(IOException.class)
          .hasMessage("ResourceNotFoundException");
    }
  }
}
