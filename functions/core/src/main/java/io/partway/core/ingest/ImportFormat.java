package io.partway.core.ingest;

import io.partway.core.ingest.Checkpoints.Refused;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How files of bulk facts, and the reports on them, are written down.
public interface ImportFormat {
  /// Reads a file from a place that [Line] named as the next one, or from its start.
  ///
  /// @param offset bytes before the place
  /// @param line lines before it
  /// @throws IOException as [IntakeObjects#open] does
  Lines open(IntakeObjects objects, IntakeObjects.Ref object, long offset, long line)
      throws IOException;

  /// A report on refused lines, to lie beside the file.
  byte[] report(List<Refused> refused);

  /// A file's lines, streamed.
  interface Lines extends Closeable {
    /// The next one that is not blank; null at the end.
    @Nullable Line next() throws IOException;
  }

  /// What one line says. A record that goes over several lines counts as its first one.
  ///
  /// @param number from 1, as an editor counts
  /// @param nextOffset bytes before the next line
  /// @param nextLine lines before the next line
  record Line(long number, Content content, long nextOffset, long nextLine) {}

  /// What a line comes to.
  sealed interface Content {
    /// It can be taken in.
    record Good(Report report) implements Content {}

    /// It cannot.
    ///
    /// @param reason what to change, all of it
    record Bad(String reason) implements Content {}
  }
}
