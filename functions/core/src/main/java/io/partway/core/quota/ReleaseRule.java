package io.partway.core.quota;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// When a submission's slot is free again: the same day and time some calendar months later, in
/// UTC.
///
/// A day that month lacks clamps *forward*, to the 1st of the next month at 00:00. Clamping back,
/// as `plusMonths` does, would release 30 November 01:00 before 29 November 23:00; the register
/// relies on releases never going backwards.
public final class ReleaseRule {
  private ReleaseRule() {}

  /// The instant *at* which a slot taken at `submittedAt` is free.
  public static Instant releaseAt(Instant submittedAt, int months) {
    LocalDateTime taken = LocalDateTime.ofInstant(submittedAt, ZoneOffset.UTC);
    YearMonth month = YearMonth.from(taken).plusMonths(months);
    LocalDateTime release =
        month.isValidDay(taken.getDayOfMonth())
            ? month.atDay(taken.getDayOfMonth()).atTime(taken.toLocalTime())
            : month.plusMonths(1).atDay(1).atStartOfDay();
    return release.toInstant(ZoneOffset.UTC);
  }
}
