package io.partway.local.system;

import io.partway.platform.Secrets;
import io.partway.testkit.function.BareHost;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A machine on which a function runs whose clock is not the wall's, on tables and secrets that it
/// shares with functions whose clock is. There is nothing else to reach from it.
record Earlier(
    Map<String, String> environment, InstantSource clock, DynamoDbClient dynamoDb, Secrets secrets)
    implements BareHost {
  @Override
  public SecureRandom random() {
    return new SecureRandom();
  }

  @Override
  public Consumer<String> log() {
    return _ -> {};
  }
}
