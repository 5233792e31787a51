package io.partway.core.event;

import io.partway.core.request.RequestStore.Overdue;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps what the schedule needs from one tick to the next. Like all stores it throws
/// [io.partway.core.StoreUnavailable] when contention or an outage outlasts the deadline.
public interface TickStore {
  /// The last tick; null before the first.
  @Nullable Tick last();

  /// Remembers this tick as the last one.
  void keep(Tick tick);

  /// Hands over every pending request whose deadline lies after one instant and not after the
  /// other, until all were seen or the invocation's deadline is near.
  ///
  /// @return whether all were seen
  boolean forEachDeadline(Instant after, Instant until, Consumer<Overdue> action);

  /// Writes a reminder down, provided that its request is pending and that this one has not been
  /// written before. No record is touched.
  ///
  /// @return whether it was written now
  boolean remind(Reminder reminder);
}
