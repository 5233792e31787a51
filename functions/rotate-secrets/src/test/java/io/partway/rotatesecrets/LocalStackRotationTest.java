package io.partway.rotatesecrets;

import io.partway.platform.Host;
import io.partway.platform.Secret;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.LocalStackDynamoDb;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Over LocalStack's Secrets Manager, as on Lambda.
@ExtendWith(LocalStackDynamoDb.class)
class LocalStackRotationTest extends RotationContract<LocalStackRotationTest.LocalStack> {
  LocalStackRotationTest(DynamoDbEngine engine) {
    super(new LocalStack(engine));
  }

  static final class LocalStack implements Store {
    private final Map<Secret, String> arns = new EnumMap<>(Secret.class);
    private final URI endpoint;
    private final SecretsManagerClient client;

    LocalStack(DynamoDbEngine engine) {
      endpoint = engine.client().serviceClientConfiguration().endpointOverride().orElseThrow();
      client =
          SecretsManagerClient.builder()
              .endpointOverride(endpoint)
              .region(Region.US_EAST_1)
              .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
              .httpClientBuilder(AwsCrtHttpClient.builder())
              .build();
      for (Secret secret : Secret.values()) {
        arns.put(secret, client.createSecret(r -> r.name(engine.newTableName())).arn());
      }
    }

    @Override
    public Host host() {
      Map<String, String> environment = new HashMap<>(variables());
      environment.put("AWS_REGION", "us-east-1");
      environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", endpoint.toString());
      return Host.lambda(environment);
    }

    @Override
    public String arn(Secret secret) {
      return Objects.requireNonNull(arns.get(secret));
    }

    @Override
    public String current(Secret secret) {
      return client.getSecretValue(r -> r.secretId(arn(secret))).secretString();
    }

    @Override
    public void put(Secret secret, String text) {
      client.putSecretValue(r -> r.secretId(arn(secret)).secretString(text));
    }
  }
}
