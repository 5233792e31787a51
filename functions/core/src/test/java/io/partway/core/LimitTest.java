package io.partway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LimitTest {
  /// The contract, as it stands in the documents; a limit is not changed in passing.
  @Test
  void limitsAreThoseOfTheContract() {
    assertThat(
            Arrays.stream(Limit.values()).collect(Collectors.toMap(Limit::name, Limit::standard)))
        .containsEntry("SUBMISSION_LIMIT", 3)
        .containsEntry("SUBMISSION_WINDOW_MONTHS", 3)
        .containsEntry("SUBMISSION_SLOTS", 24)
        .containsEntry("REQUEST_EXPIRY_DAYS", 15)
        .containsEntry("REMINDER_DAYS_FIRST", 7)
        .containsEntry("REMINDER_DAYS_SECOND", 3)
        .containsEntry("REMINDER_DAYS_LAST", 1)
        .containsEntry("REVEALS_PER_HOUR", 600)
        .containsEntry("REVEAL_BATCH", 50)
        .containsEntry("REASON_CODE_POINTS", 500)
        .containsEntry("IDEMPOTENCY_KEY_CHARACTERS", 128)
        .containsEntry("SUBJECT_CHARACTERS", 255)
        .containsEntry("BODY_BYTES", 16_384)
        .containsEntry("PAGE_SIZE", 20)
        .containsEntry("PAGE_SIZE_MAX", 100)
        .containsEntry("FILTER_CODE_POINTS", 100)
        .containsEntry("MOBILE_DIGITS_MIN", 4)
        .containsEntry("MOBILE_DIGITS_MAX", 15)
        .containsEntry("CURSOR_CHARACTERS", 1_024)
        .containsEntry("CURSOR_HOURS", 24)
        .containsEntry("SEARCH_MILLIS", 1_500)
        .containsEntry("NOTIFICATION_DAYS", 400)
        .containsEntry("UNREAD_COUNTED", 200)
        .containsEntry("DELIVERY_CLAIM_SECONDS", 45)
        .containsEntry("CODE_DIGITS", 6)
        .containsEntry("CODE_LIFETIME_MINUTES", 10)
        .containsEntry("CODE_ATTEMPTS", 5)
        .containsEntry("CODE_RESEND_SECONDS", 60)
        .containsEntry("CODES_PER_DAY", 10)
        .containsEntry("IMPORT_REFUSALS_SHOWN", 1_000);
  }

  @Test
  void noLimitIsNothing() {
    assertThat(Limit.values()).allSatisfy(limit -> assertThat(limit.standard()).isPositive());
  }
}
