package io.partway.local;

import io.partway.core.ingest.IntakeObjects;
import io.partway.core.message.MessageSender;
import io.partway.local.events.DeadLetters;
import io.partway.platform.Bus;
import io.partway.platform.Configuration;
import io.partway.platform.Host;
import io.partway.platform.SecretVersions;
import io.partway.platform.Secrets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// This process as the machine that a function runs on.
record LocalHost(
    Map<String, String> environment,
    InstantSource clock,
    SecureRandom random,
    DynamoDbClient dynamoDb,
    IntakeObjects intake,
    MessageSender messages,
    Bus bus,
    DeadLetters queues,
    Secrets secrets,
    SecretVersions secretVersions,
    Consumer<String> log)
    implements Host {
  @Override
  public io.partway.core.operations.DeadLetters deadLetters() {
    return queues.seenAs(Configuration.of(environment).deadLetterQueues());
  }
}
