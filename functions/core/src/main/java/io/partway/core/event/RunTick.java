package io.partway.core.event;

import io.partway.core.Limit;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.ExpireRequests;
import io.partway.core.request.ExpireRequests.Sweep;
import io.partway.core.request.RequestStatus;
import io.partway.core.request.RequestStore;
import io.partway.core.request.RequestStore.Overdue;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What happens whenever the schedule ticks: requests past their deadline are written down as
/// expired, and deciders whose deadline nears are reminded. Nothing depends on how often it ticks,
/// or on whether two ticks run at once: who comes late says only the nearest reminder.
public final class RunTick {
  /// How long before a deadline it is reminded of, nearest first.
  private static final List<Integer> DAYS =
      List.of(
          Limit.REMINDER_DAYS_LAST.standard(),
          Limit.REMINDER_DAYS_SECOND.standard(),
          Limit.REMINDER_DAYS_FIRST.standard());

  private final ExpireRequests expire;
  private final RequestStore requests;
  private final TickStore store;
  private final InstantSource clock;

  @Inject
  RunTick(ExpireRequests expire, RequestStore requests, TickStore store, InstantSource clock) {
    this.expire = expire;
    this.requests = requests;
    this.store = store;
    this.clock = clock;
  }

  /// Ticks once.
  public Tick run() {
    Tick last = store.last();
    Instant since = last == null ? Instant.EPOCH : last.remindedUntil();
    Sweep sweep = expire.sweep();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    AtomicInteger reminders = new AtomicInteger();
    boolean allReminded = remind(since, now, reminders);
    Tick tick =
        new Tick(
            now,
            sweep.expired(),
            sweep.overtaken(),
            reminders.get(),
            sweep.complete() && allReminded,
            allReminded ? now : since);
    store.keep(tick);
    return tick;
  }

  /// For each distance, the deadlines that have come as near as this since the last tick, but not
  /// as near as the next distance.
  private boolean remind(Instant since, Instant now, AtomicInteger reminders) {
    Instant nearer = now;
    for (int days : DAYS) {
      Duration distance = Duration.ofDays(days);
      Instant reached = since.plus(distance);
      Instant after = reached.isAfter(nearer) ? reached : nearer;
      Instant until = now.plus(distance);
      boolean all =
          !after.isBefore(until)
              || store.forEachDeadline(
                  after,
                  until,
                  near -> {
                    if (remind(near, days, now)) {
                      reminders.incrementAndGet();
                    }
                  });
      if (!all) {
        return false;
      }
      nearer = until;
    }
    return true;
  }

  private boolean remind(Overdue near, int days, Instant now) {
    DisassociationRequest request = requests.read(near.pair(), null, near.request()).request();
    if (request == null || request.at(now).status() != RequestStatus.PENDING) {
      return false;
    }
    // Who has just been told of the request needs no reminder of it.
    Instant due = request.expiresAt().minus(Duration.ofDays(days));
    return request.submittedAt().isBefore(due)
        && store.remind(
            new Reminder(
                request.pair(),
                request.id(),
                request.initiator(),
                request.submittedAt(),
                request.expiresAt(),
                now,
                days));
  }
}
