package io.partway.platform;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// The versions of secrets, for who rotates them. Every change may be repeated.
public interface SecretVersions {
  /// What a version is at.
  enum Stage {
    /// What everybody reads.
    CURRENT,
    /// What is being made.
    PENDING
  }

  /// Which version is at which stage; none where there is none.
  ///
  /// @throws IOException when it cannot be told
  Map<Stage, String> stages(String arn) throws IOException;

  /// What a version holds; empty where there is no such version, or nothing in it yet.
  ///
  /// @throws IOException when it cannot be told
  Optional<String> read(String arn, String version) throws IOException;

  /// Puts a new version, as the pending one.
  ///
  /// @throws IOException when that failed, or the version holds something else already
  void putPending(String arn, String version, String text) throws IOException;

  /// Makes a version the current one.
  ///
  /// @param before the one that is current now
  /// @throws IOException when that failed, or another one is current
  void promote(String arn, String version, String before) throws IOException;
}
