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
/// @param unconfirmedGrant submissions that one operator grants on a ticket without a second one, 0
///   to 24; 0 makes every grant wait for one
public record Policy(
    int submissionLimit,
    int submissionWindowMonths,
    Scope partnerScope,
    Scope customerScope,
    Duration requestExpiry,
    int revealsPerHour,
    int unconfirmedGrant) {
  /// What submissions are counted per.
  public enum Scope {
    /// All of the initiator's submissions, to whomever (the seed's words).
    INITIATOR,
    /// Each pair for itself.
    PAIR
  }

  /// @throws IllegalArgumentException when a value lies outside its bounds, with the bounds
  public Policy {
    require(
        submissionLimit >= 1 && submissionLimit <= Limit.SUBMISSION_SLOTS.standard(),
        "the submission limit is 1 to " + Limit.SUBMISSION_SLOTS.standard());
    require(
        submissionWindowMonths >= 1 && submissionWindowMonths <= 120,
        "the submission window is 1 to 120 months");
    require(requestExpiry.isPositive(), "the request expiry is longer than nothing");
    require(revealsPerHour >= 1, "reveals per hour are at least 1");
    require(
        unconfirmedGrant >= 0 && unconfirmedGrant <= Limit.SUBMISSION_SLOTS.standard(),
        "a grant without confirmation is 0 to " + Limit.SUBMISSION_SLOTS.standard());
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /// All defaults of [Limit].
  public static Policy standard() {
    return new Policy(
        Limit.SUBMISSION_LIMIT.standard(),
        Limit.SUBMISSION_WINDOW_MONTHS.standard(),
        Scope.INITIATOR,
        Scope.INITIATOR,
        Duration.ofDays(Limit.REQUEST_EXPIRY_DAYS.standard()),
        Limit.REVEALS_PER_HOUR.standard(),
        Limit.GRANT_UNCONFIRMED.standard());
  }

  /// The scope that applies to submissions of this side.
  public Scope scopeOf(Party initiator) {
    return switch (initiator) {
      case PARTNER -> partnerScope;
      case CUSTOMER -> customerScope;
    };
  }
}
