package io.partway.core.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the table knows of the system's own health. Like all stores it throws
/// [io.partway.core.StoreUnavailable] when contention or an outage outlasts the deadline.
public interface OperationsStore {
  /// What is overdue at this instant. Eventually consistent.
  Backlog overdue(Instant now);

  /// The last tick of the schedule that has come through the outbox; null before the first.
  @Nullable Instant heard();

  /// Remembers that this tick has come through the outbox; of several the latest counts, in
  /// whatever order they come.
  void hear(Instant tick);
}
