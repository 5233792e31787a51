package io.partway.local;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Where the functions run.
public sealed interface FunctionHost {
  /// In this process, with DynamoDB Local in a child of it.
  record Here() implements FunctionHost {}

  /// In SAM's emulator, which is started along.
  record Sam() implements FunctionHost {}

  /// Behind a Lambda Invoke API that somebody else has started.
  ///
  /// @param functions where it is
  /// @param names what functions, tables and buckets are called there, by logical id; whatever is
  ///   not among them is called by its logical id
  /// @param services where their DynamoDB, S3 and SNS are; empty where local mode shall have no
  ///   hand in them: then it only sends calls
  record Elsewhere(URI functions, Map<String, String> names, Optional<URI> services)
      implements FunctionHost {
    public Elsewhere {
      names = Map.copyOf(names);
    }

    String name(String logicalId) {
      return names.getOrDefault(logicalId, logicalId);
    }
  }
}
