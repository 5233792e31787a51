package io.partway.core.search;

import io.partway.core.association.Association;
import io.partway.core.party.PartnerId;
import org.jspecify.annotations.Nullable;

/// A search of one partner's active customers.
///
/// @param managerId only the customers assigned to this account manager; null for all
public record SearchQuery(
    PartnerId partner, @Nullable String managerId, SearchCriteria criteria, CustomerSort sort) {
  /// Whether this customer belongs in the answer.
  public boolean matches(CustomerRow row) {
    return covers(row.association()) && criteria.matches(row);
  }

  /// Whether this customer is among those who are searched.
  public boolean covers(Association association) {
    return association.active()
        && association.pair().partner().equals(partner)
        && (managerId == null || managerId.equals(association.profile().managerId()));
  }

  /// Whether the answer depends on what customers spend.
  public boolean judgesSpend() {
    return criteria.judgesSpend()
        || switch (sort.key()) {
          case EXPENDITURE, BUDGET_USAGE -> true;
          case ASSOCIATED_AT, NAME -> false;
        };
  }

  /// Whether amounts are compared with each other or with a bound, without saying in which
  /// currency.
  public boolean needsOneCurrency() {
    return criteria.currency() == null
        && (criteria.comparesExpenditure() || sort.key() == CustomerSort.Key.EXPENDITURE);
  }
}
