package io.partway.core.search;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Stream `spend`: what a customer uses. Shown and searched for, never a blocker.
///
/// @param expenditure month to date, at most two decimal places
/// @param currency ISO 4217 code of the expenditure
/// @param budgetUsage percent
/// @param resourcesExpireAt when the first resource expires
public record Spend(
    @Nullable BigDecimal expenditure,
    @Nullable String currency,
    @Nullable BigDecimal budgetUsage,
    @Nullable Instant resourcesExpireAt) {
  /// Nothing reported.
  public static final Spend NONE = new Spend(null, null, null, null);
}
