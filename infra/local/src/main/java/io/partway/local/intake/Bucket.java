package io.partway.local.intake;

import io.partway.core.ingest.IntakeObjects.Ref;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongConsumer;

/// The bucket of bulk facts, as whoever puts files into it sees it.
public interface Bucket {
  /// Puts an object.
  Ref put(String key, InputStream content) throws IOException;

  /// Its size in bytes.
  long size(Ref object) throws IOException;

  /// Has somebody told how many bytes of an object have been read, until it is deleted. A bucket
  /// that does not see its readers tells nothing.
  default void watch(Ref object, LongConsumer bytesRead) {}

  /// What lies beside an object under its name with this suffix; empty where nothing does.
  Optional<byte[]> beside(Ref object, String suffix) throws IOException;

  /// Deletes an object.
  void delete(Ref object) throws IOException;
}
