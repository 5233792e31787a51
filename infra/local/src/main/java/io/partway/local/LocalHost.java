package io.partway.local;

import io.partway.core.ingest.IntakeObjects;
import io.partway.core.message.MessageSender;
import io.partway.platform.Bus;
import io.partway.platform.Host;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// This process as the machine that a function runs on.
record LocalHost(
    Map<String, String> environment,
    InstantSource clock,
    SecureRandom random,
    DynamoDbClient dynamoDb,
    IntakeObjects intake,
    MessageSender messages,
    Bus bus)
    implements Host {}
