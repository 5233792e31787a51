package io.partway.verifyidentity;

import io.avaje.jsonb.Json;
import io.partway.core.Limit;
import io.partway.core.identity.SendCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A code that is on its way.
///
/// @param sentTo masked
@Json
record CodeView(
    String operation,
    @Nullable String counterpartyId,
    @Nullable String requestId,
    String channel,
    String sentTo,
    Instant expiresAt,
    Instant resendAt,
    int attemptsLeft,
    int codesLeftToday,
    LimitsView limits) {
  /// The limits of all codes.
  @Json
  record LimitsView(int digits, int lifetimeMinutes, int attempts, int resendSeconds, int perDay) {
    static final LimitsView PUBLISHED =
        new LimitsView(
            Limit.CODE_DIGITS.standard(),
            Limit.CODE_LIFETIME_MINUTES.standard(),
            Limit.CODE_ATTEMPTS.standard(),
            Limit.CODE_RESEND_SECONDS.standard(),
            Limit.CODES_PER_DAY.standard());
  }

  static CodeView of(SendCode.Outcome.Sent sent) {
    return new CodeView(
        sent.act().operation().word(),
        sent.act().counterpartyId(),
        sent.act().requestId(),
        sent.channel().word(),
        sent.sentTo(),
        sent.expiresAt(),
        sent.resendAt(),
        Limit.CODE_ATTEMPTS.standard(),
        sent.leftToday(),
        LimitsView.PUBLISHED);
  }
}
