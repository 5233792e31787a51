package io.partway.core.ingest;

import java.io.IOException;
import java.io.InputStream;

/// Where files of bulk facts lie, and where the reports on them go: S3, or a folder in local mode.
public interface IntakeObjects {
  /// @param etag tells one content of a key from the next
  record Ref(String bucket, String key, String etag) {}

  /// The object's bytes from this offset on, streamed.
  ///
  /// @throws Gone when it has been replaced or deleted
  /// @throws IOException when it cannot be read at present
  InputStream open(Ref object, long offset) throws IOException;

  /// The object's size in bytes.
  ///
  /// @throws Gone when it has been replaced or deleted
  /// @throws IOException when it cannot be read at present
  long size(Ref object) throws IOException;

  /// Puts, or replaces, a small JSON Lines object beside it: `KEY.refused-1.jsonl` and its like.
  void putBeside(Ref object, String suffix, byte[] content) throws IOException;

  /// There is no such object any more: it was deleted, or another content has its key now. Asking
  /// again is of no use.
  final class Gone extends IOException {
    private static final long serialVersionUID = 1L;

    public Gone(String message) {
      super(message);
    }
  }
}
