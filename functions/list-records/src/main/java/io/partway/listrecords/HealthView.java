package io.partway.listrecords;

import io.avaje.jsonb.Json;
import io.partway.core.event.Tick;
import io.partway.core.operations.Backlog;
import io.partway.core.operations.Finding;
import io.partway.core.operations.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the system keeps up.
///
/// @param status `ok`, or `attention` where there are findings
/// @param lastSweep null before the schedule has ticked
@Json
record HealthView(
    Instant checkedAt,
    String status,
    List<FindingView> findings,
    @Nullable SweepView lastSweep,
    OverdueView overdue,
    LagView lag,
    List<QueueView> deadLetters) {
  /// What somebody has to look after.
  @Json
  record FindingView(String code, String detail) {
    static FindingView of(Finding finding) {
      return new FindingView(finding.word(), finding.detail());
    }
  }

  /// What the schedule did when it last ticked.
  @Json
  record SweepView(Instant at, boolean complete, int expired, int overtaken, int reminders) {
    static SweepView of(Tick tick) {
      return new SweepView(
          tick.at(), tick.complete(), tick.expired(), tick.overtaken(), tick.reminders());
    }
  }

  /// What is past its deadline and not on record as expired.
  @Json
  record OverdueView(int count, String relation, @Nullable Instant oldestDeadline) {
    static OverdueView of(Backlog backlog) {
      return new OverdueView(
          backlog.count(), backlog.exact() ? "exact" : "at-least", backlog.oldestDeadline());
    }
  }

  /// How far behind things are.
  @Json
  record LagView(@Nullable Long sweepSeconds, long expirySeconds, @Nullable Long eventsSeconds) {
    static LagView of(Health.Lag lag) {
      return new LagView(seconds(lag.sweep()), lag.expiry().toSeconds(), seconds(lag.events()));
    }

    private static @Nullable Long seconds(@Nullable Duration lag) {
      return lag == null ? null : lag.toSeconds();
    }
  }

  /// A queue for what was given up.
  ///
  /// @param messages null where it did not answer
  @Json
  record QueueView(String queue, @Nullable Long messages) {}

  static HealthView of(Health health) {
    Tick sweep = health.sweep();
    return new HealthView(
        health.checkedAt(),
        health.findings().isEmpty() ? "ok" : "attention",
        health.findings().stream().map(FindingView::of).toList(),
        sweep == null ? null : SweepView.of(sweep),
        OverdueView.of(health.overdue()),
        LagView.of(health.lag()),
        health.deadLetters().stream()
            .map(depth -> new QueueView(depth.queue(), depth.messages()))
            .toList());
  }
}
