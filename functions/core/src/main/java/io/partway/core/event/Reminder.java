package io.partway.core.event;

import io.partway.core.association.RequestId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import java.time.Duration;
import java.time.Instant;

/// Says once that a pending request nears its deadline.
///
/// @param at when that was noticed
/// @param days how many days before the deadline it was to be said: which of the request's
///   reminders this is
public record Reminder(
    Pair pair,
    RequestId request,
    Party initiator,
    Instant submittedAt,
    Instant expiresAt,
    Instant at,
    int days) {
  private static final Duration DAY = Duration.ofDays(1);

  /// Whole days to the deadline, rounded up: fewer than [#days()] when it was noticed late.
  public int daysLeft() {
    return (int) Duration.between(at, expiresAt).plus(DAY).minusNanos(1).dividedBy(DAY);
  }
}
