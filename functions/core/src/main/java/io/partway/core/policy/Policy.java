package io.partway.core.policy;

import io.partway.core.Limit;
import io.partway.core.party.Party;
import java.time.Duration;

/// The policy values of one deployment.
///
/// @param submissionLimit submissions per scope in the rolling window, 1 to 24
/// @param submissionWindowMonths calendar months, 1 to 120
/// @param partnerScope what a partner's submissions are counted per
/// @param customerScope what a customer's submissions are counted per
/// @param requestExpiry how long the counterparty has; holds for requests submitted from now on
/// @param revealsPerHour values one user may reveal in a clock hour
public record Policy(
    int submissionLimit,
    int submissionWindowMonths,
    Scope partnerScope,
    Scope customerScope,
    Duration requestExpiry,
    int revealsPerHour) {
  /// What submissions are counted per.
  public enum Scope {
    /// All of the initiator's submissions, to whomever (the seed's words).
    INITIATOR,
    /// Each pair for itself.
    PAIR
  }

  /// All defaults of [Limit].
  public static Policy standard() {
    return new Policy(
        Limit.SUBMISSION_LIMIT.standard(),
        Limit.SUBMISSION_WINDOW_MONTHS.standard(),
        Scope.INITIATOR,
        Scope.INITIATOR,
        Duration.ofDays(Limit.REQUEST_EXPIRY_DAYS.standard()),
        Limit.REVEALS_PER_HOUR.standard());
  }

  /// The scope that applies to submissions of this side.
  public Scope scopeOf(Party initiator) {
    return switch (initiator) {
      case PARTNER -> partnerScope;
      case CUSTOMER -> customerScope;
    };
  }
}
