package io.partway.core.operations;

import io.partway.core.Limit;
import io.partway.core.event.Tick;
import io.partway.core.event.TickStore;
import io.partway.core.operations.Health.Lag;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tells the support desk whether the system keeps up. Everything is measured when asked; only the
/// table has to answer for that.
public final class CheckHealth {
  private static final Duration LATE = Duration.ofSeconds(Limit.HEALTH_LATE_SECONDS.standard());

  private final OperationsStore store;
  private final TickStore ticks;
  private final DeadLetters queues;
  private final InstantSource clock;

  @Inject
  CheckHealth(OperationsStore store, TickStore ticks, DeadLetters queues, InstantSource clock) {
    this.store = store;
    this.ticks = ticks;
    this.queues = queues;
    this.clock = clock;
  }

  /// How things stand.
  public Health check() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Tick last = ticks.last();
    Backlog overdue = store.overdue(now);
    List<DeadLetters.Depth> depths = queues.depths();
    Duration expiry = since(overdue.oldestDeadline(), now);
    Lag lag =
        new Lag(
            since(last == null ? null : last.at(), now),
            expiry == null ? Duration.ZERO : expiry,
            since(store.heard(), now));
    return new Health(now, last, overdue, lag, depths, findings(lag, depths));
  }

  private static @Nullable Duration since(@Nullable Instant then, Instant now) {
    return then == null ? null : then.isAfter(now) ? Duration.ZERO : Duration.between(then, now);
  }

  private static List<Finding> findings(Lag lag, List<DeadLetters.Depth> depths) {
    List<Finding> findings = new ArrayList<>();
    if (late(lag.sweep())) {
      findings.add(Finding.SWEEP_LATE);
    }
    if (late(lag.expiry())) {
      findings.add(Finding.REQUESTS_OVERDUE);
    }
    if (late(lag.events())) {
      findings.add(Finding.EVENTS_LATE);
    }
    if (depths.stream()
        .map(DeadLetters.Depth::messages)
        .anyMatch(messages -> messages != null && messages > 0)) {
      findings.add(Finding.DEAD_LETTERS);
    }
    if (depths.stream().map(DeadLetters.Depth::messages).anyMatch(Objects::isNull)) {
      findings.add(Finding.DEAD_LETTERS_UNKNOWN);
    }
    return findings;
  }

  /// What has never happened is late, too.
  private static boolean late(@Nullable Duration lag) {
    return lag == null || lag.compareTo(LATE) > 0;
  }
}
