package io.partway.core.operations;

import io.partway.core.Deadline;
import io.partway.core.Ticker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/// The ticks of the schedule that come through the outbox like everything else that is written, and
/// so tell how far behind it is.
public final class Heartbeat {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final OperationsStore store;
  private final Ticker ticker;

  @Inject
  Heartbeat(OperationsStore store, Ticker ticker) {
    this.store = store;
    this.ticker = ticker;
  }

  /// Notes that a tick has come through. This must not hold up what it measures: after a second it
  /// gives up with [io.partway.core.StoreUnavailable], and the next tick makes it good.
  public void heard(Instant tick) {
    long end = ticker.nanos() + PATIENCE.toNanos();
    ScopedValue.where(Deadline.CURRENT, () -> Duration.ofNanos(end - ticker.nanos()))
        .run(() -> store.hear(tick));
  }
}
