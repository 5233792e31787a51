package io.partway.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReleaseRuleTest {
  @ParameterizedTest
  @CsvSource({
    // the same day and time where the month has it
    "2026-03-10T09:30:00.123Z, 3, 2026-06-10T09:30:00.123Z",
    "2026-10-31T23:59:59.999Z, 3, 2027-01-31T23:59:59.999Z",
    "2026-12-31T10:00:00Z,     3, 2027-03-31T10:00:00Z",
    // clamped forward in a common year
    "2026-11-28T23:59:59.999Z, 3, 2027-02-28T23:59:59.999Z",
    "2026-11-29T00:00:00Z,     3, 2027-03-01T00:00:00Z",
    "2026-11-29T23:00:00Z,     3, 2027-03-01T00:00:00Z",
    "2026-11-30T01:00:00Z,     3, 2027-03-01T00:00:00Z",
    "2026-12-01T00:00:00Z,     3, 2027-03-01T00:00:00Z",
    // a leap year has 29 February
    "2027-11-29T12:00:00Z,     3, 2028-02-29T12:00:00Z",
    "2027-11-30T12:00:00Z,     3, 2028-03-01T00:00:00Z",
    "2028-02-29T12:00:00Z,     12, 2029-03-01T00:00:00Z",
    // months of 30 days
    "2026-01-31T12:00:00Z,     3, 2026-05-01T00:00:00Z",
    "2026-08-31T12:00:00Z,     3, 2026-12-01T00:00:00Z",
    "2026-01-31T12:00:00Z,     1, 2026-03-01T00:00:00Z",
    "2026-12-31T12:00:00Z,     120, 2036-12-31T12:00:00Z",
  })
  void clampsForward(Instant submittedAt, int months, Instant releasedAt) {
    assertThat(ReleaseRule.releaseAt(submittedAt, months)).isEqualTo(releasedAt);
  }

  /// Every hour of seven years, two leap days among them.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 12})
  void neverGoesBackwardsAndIsNeverShorterThanTheWindow(int months) {
    Instant end = Instant.parse("2031-01-01T00:00:00Z");
    Instant before = Instant.MIN;
    for (Instant at = Instant.parse("2024-01-01T00:00:00Z");
        at.isBefore(end);
        at = at.plus(Duration.ofHours(1))) {
      Instant release = ReleaseRule.releaseAt(at, months);
      LocalDateTime taken = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
      LocalDateTime shortest = taken.plusMonths(months);
      assertThat(release).isAfterOrEqualTo(before);
      assertThat(release).isAfterOrEqualTo(shortest.toInstant(ZoneOffset.UTC));
      if (shortest.getDayOfMonth() == taken.getDayOfMonth()) {
        assertThat(release).isEqualTo(shortest.toInstant(ZoneOffset.UTC));
      } else {
        LocalDateTime clamped = LocalDateTime.ofInstant(release, ZoneOffset.UTC);
        assertThat(clamped)
            .isEqualTo(shortest.toLocalDate().plusDays(1).atStartOfDay())
            .satisfies(c -> assertThat(c.getDayOfMonth()).isEqualTo(1));
      }
      before = release;
    }
  }

  @Test
  void equalReleaseInstantsHappen() {
    assertThat(ReleaseRule.releaseAt(Instant.parse("2026-11-29T10:00:00Z"), 3))
        .isEqualTo(ReleaseRule.releaseAt(Instant.parse("2026-11-30T20:00:00Z"), 3));
  }
}
