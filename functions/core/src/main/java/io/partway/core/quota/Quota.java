package io.partway.core.quota;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A quota at one instant, as answers show it.
///
/// @param limit grants included
/// @param submissions those in the window, newest first; more than `limit` after a grant has ended
/// @param grants the valid ones
/// @param nextAvailableAt null while a slot is free, else the first instant at which a submit would
///   pass
public record Quota(
    int limit,
    List<Submission> submissions,
    List<Grant> grants,
    @Nullable Instant nextAvailableAt) {
  public Quota {
    submissions = List.copyOf(submissions);
    grants = List.copyOf(grants);
  }

  /// Submissions in the window.
  public int used() {
    return submissions.size();
  }

  /// Whether one more would pass.
  public boolean free() {
    return nextAvailableAt == null;
  }
}
