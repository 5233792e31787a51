package io.partway.platform;

import java.io.IOException;

/// Where secrets lie.
@FunctionalInterface
public interface Secrets {
  /// What a secret holds now.
  ///
  /// @param arn of the secret
  /// @throws IOException when it cannot be told; its message says why and nothing of any secret
  String read(String arn) throws IOException;
}
