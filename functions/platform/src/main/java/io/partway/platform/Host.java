package io.partway.platform;

import io.partway.core.ingest.IntakeObjects;
import io.partway.core.message.MessageSender;
import io.partway.core.operations.DeadLetters;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The machine that a function runs on: everything it takes from outside. Lambda is one; local mode
/// and tests are others. It is a dependency of every function's Dagger component.
public interface Host {
  /// The environment variables of the function. Only the configuration record reads them.
  Map<String, String> environment();

  /// What time it is.
  InstantSource clock();

  SecureRandom random();

  /// The client of the one table; its owner closes it.
  DynamoDbClient dynamoDb();

  /// Where the files of bulk facts lie.
  IntakeObjects intake();

  /// Who carries e-mails and text messages.
  MessageSender messages();

  /// The bus that events are put on.
  Bus bus();

  /// The queues for what was given up; a machine without such queues has none.
  default DeadLetters deadLetters() {
    return List::of;
  }

  /// Where secrets lie.
  Secrets secrets();

  /// The same, for who rotates them.
  SecretVersions secretVersions();

  /// Takes lines of JSON into the function's log, which belong to no invocation.
  Consumer<String> log();

  /// The Lambda environment that this process is.
  ///
  /// @throws BadConfiguration when the environment variables do not make sense; it names all that
  ///   is wrong
  static Host lambda() {
    return lambda(System.getenv());
  }

  /// The same with these environment variables; credentials are still the process's own.
  ///
  /// @throws BadConfiguration as above
  static Host lambda(Map<String, String> environment) {
    return LambdaHost.of(environment);
  }
}
