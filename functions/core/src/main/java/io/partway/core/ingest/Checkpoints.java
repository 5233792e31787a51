package io.partway.core.ingest;

import java.util.List;

/// Remembers how far a file has been taken in, so that an invocation that ran out of time is
/// followed by one that goes on.
public interface Checkpoints {
  /// Where the next invocation starts; [Progress#START] for a file not seen before.
  Progress read(IntakeObjects.Ref object);

  /// Moves on, provided that nobody else has moved on from `before` meanwhile.
  ///
  /// @return whether it did
  boolean advance(IntakeObjects.Ref object, Progress before, Progress after);

  /// How far a file has been taken in.
  ///
  /// @param offset bytes; always the start of a line
  /// @param line lines before the offset
  /// @param refused lines refused so far
  /// @param shown the first of them, as many as a checkpoint has room for
  /// @param parts report objects written so far
  record Progress(
      long offset,
      long line,
      long accepted,
      long ignored,
      long alreadyEnded,
      long refused,
      List<Refused> shown,
      int parts,
      boolean complete) {
    /// Nothing taken in yet.
    public static final Progress START = new Progress(0, 0, 0, 0, 0, 0, List.of(), 0, false);

    public Progress {
      shown = List.copyOf(shown);
    }
  }

  /// @param line number of the line, from 1
  /// @param reason what to change
  record Refused(long line, String reason) {}
}
