package io.partway.core.operations;

import io.partway.core.event.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the system keeps up, at one instant.
///
/// @param sweep the schedule's last tick; null before the first
/// @param findings what somebody has to look after, without repetition; empty where all is well
public record Health(
    Instant checkedAt,
    @Nullable Tick sweep,
    Backlog overdue,
    Lag lag,
    List<DeadLetters.Depth> deadLetters,
    List<Finding> findings) {
  public Health {
    deadLetters = List.copyOf(deadLetters);
    findings = List.copyOf(findings);
  }

  /// How far behind things are; never negative, whatever two machines' clocks say.
  ///
  /// @param sweep since the last tick; null before the first
  /// @param expiry since the oldest deadline that is not on record; zero where there is none
  /// @param events since the last tick that has come through the outbox, and so since when it is
  ///   unknown whether what was written has been told; null before the first
  public record Lag(@Nullable Duration sweep, Duration expiry, @Nullable Duration events) {}
}
