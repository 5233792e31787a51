package io.partway.core.ingest;

import java.io.IOException;
import java.io.InputStream;

/// Where files of bulk facts lie, and where the reports on them go: S3, or a folder in local mode.
public interface IntakeObjects {
  /// @param etag tells one content of a key from the next
  record Ref(String bucket, String key, String etag) {}

  /// The object's bytes from this offset on, streamed.
  ///
  /// @throws IOException when it cannot be read, for instance because it has been replaced
  ///   meanwhile
  InputStream open(Ref object, long offset) throws IOException;

  /// The object's size in bytes.
  long size(Ref object) throws IOException;

  /// Puts, or replaces, a small JSON Lines object beside it: `KEY.refused.jsonl` and its like.
  void putBeside(Ref object, String suffix, byte[] content) throws IOException;
}
