package io.partway.testkit.function;

import io.partway.core.ingest.IntakeObjects;
import io.partway.core.message.MessageSender;
import io.partway.platform.Bus;
import io.partway.platform.Host;
import io.partway.platform.SecretVersions;
import io.partway.platform.Secrets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A machine of a test that has what the test gives it and nothing else: a function that takes more
/// than that fails.
public interface BareHost extends Host {
  @Override
  default InstantSource clock() {
    throw new UnsupportedOperationException("needs no time");
  }

  @Override
  default SecureRandom random() {
    throw new UnsupportedOperationException("draws nothing");
  }

  @Override
  default DynamoDbClient dynamoDb() {
    throw new UnsupportedOperationException("has no table");
  }

  @Override
  default IntakeObjects intake() {
    throw new UnsupportedOperationException("reads no files");
  }

  @Override
  default MessageSender messages() {
    throw new UnsupportedOperationException("sends nothing");
  }

  @Override
  default Bus bus() {
    throw new UnsupportedOperationException("puts no events");
  }

  @Override
  default Secrets secrets() {
    throw new UnsupportedOperationException("has no secrets");
  }

  @Override
  default SecretVersions secretVersions() {
    throw new UnsupportedOperationException("rotates nothing");
  }

  @Override
  default Consumer<String> log() {
    throw new UnsupportedOperationException("logs what invocations do");
  }
}
