package io.partway.local.system;

import io.partway.core.ingest.IntakeObjects;
import io.partway.core.message.MessageSender;
import io.partway.platform.Bus;
import io.partway.platform.Host;
import io.partway.platform.SecretVersions;
import io.partway.platform.Secrets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A machine on which a function runs whose clock is not the wall's, on tables and secrets that it
/// shares with functions whose clock is. There is nothing else to reach from it.
record Earlier(
    Map<String, String> environment, InstantSource clock, DynamoDbClient dynamoDb, Secrets secrets)
    implements Host {
  @Override
  public SecureRandom random() {
    return new SecureRandom();
  }

  @Override
  public IntakeObjects intake() {
    throw new AssertionError("a file was asked for");
  }

  @Override
  public MessageSender messages() {
    throw new AssertionError("a message was to be sent");
  }

  @Override
  public Bus bus() {
    throw new AssertionError("an event was to be put");
  }

  @Override
  public SecretVersions secretVersions() {
    throw new AssertionError("a secret was to be rotated");
  }

  @Override
  public Consumer<String> log() {
    return _ -> {};
  }
}
