package io.partway.core.search;

import io.partway.core.party.PartnerId;
import org.jspecify.annotations.Nullable;

/// A search of one partner's active customers.
///
/// @param managerId only the customers assigned to this account manager; null for all
public record SearchQuery(
    PartnerId partner, @Nullable String managerId, SearchCriteria criteria, CustomerSort sort) {
  /// Whether this customer belongs in the answer.
  public boolean matches(CustomerRow row) {
    return row.association().active()
        && row.association().pair().partner().equals(partner)
        && (managerId == null || managerId.equals(row.association().profile().managerId()))
        && criteria.matches(row);
  }

  /// Whether amounts are compared with each other or with a bound, without saying in which
  /// currency.
  public boolean needsOneCurrency() {
    return criteria.currency() == null
        && (criteria.comparesExpenditure() || sort.key() == CustomerSort.Key.EXPENDITURE);
  }
}
