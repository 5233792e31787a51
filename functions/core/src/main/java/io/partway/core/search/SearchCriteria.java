package io.partway.core.search;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a partner looks for; all criteria together, null filters nothing. Ranges are closed, and a
/// customer without the value never matches one.
///
/// @param customerId exact
/// @param account contains, folded, as are name, manager and tag
/// @param mobile contains these 4 to 15 digits
/// @param autoFrozen whether the account is frozen automatically; an unreported one counts as not
///   frozen
/// @param currency exact, of the expenditure
public record SearchCriteria(
    @Nullable String customerId,
    @Nullable String account,
    @Nullable String name,
    @Nullable String manager,
    @Nullable String tag,
    @Nullable String mobile,
    @Nullable AssociationType associationType,
    @Nullable Boolean autoFrozen,
    @Nullable Instant associatedFrom,
    @Nullable Instant associatedTo,
    @Nullable BigDecimal expenditureMin,
    @Nullable BigDecimal expenditureMax,
    @Nullable BigDecimal budgetUsageMin,
    @Nullable BigDecimal budgetUsageMax,
    @Nullable Instant resourcesExpireFrom,
    @Nullable Instant resourcesExpireTo,
    @Nullable String currency) {
  public SearchCriteria {
    account = folded(account);
    name = folded(name);
    manager = folded(manager);
    tag = folded(tag);
  }

  /// Whether amounts of different currencies would be compared.
  public boolean comparesExpenditure() {
    return expenditureMin != null || expenditureMax != null;
  }

  /// Whether what a customer spends matters at all.
  public boolean judgesSpend() {
    return comparesExpenditure()
        || budgetUsageMin != null
        || budgetUsageMax != null
        || resourcesExpireFrom != null
        || resourcesExpireTo != null
        || currency != null;
  }

  /// Whether this customer is looked for.
  public boolean matches(CustomerRow row) {
    Association association = row.association();
    Profile profile = association.profile();
    Spend spend = row.spend();
    return (customerId == null || customerId.equals(association.pair().customer().value()))
        && (associationType == null || associationType == association.type())
        && (autoFrozen == null || autoFrozen == Boolean.TRUE.equals(association.autoFrozen()))
        && within(association.since(), associatedFrom, associatedTo)
        && within(spend.expenditure(), expenditureMin, expenditureMax)
        && within(spend.budgetUsage(), budgetUsageMin, budgetUsageMax)
        && within(spend.resourcesExpireAt(), resourcesExpireFrom, resourcesExpireTo)
        && (currency == null || currency.equalsIgnoreCase(spend.currency()))
        && contains(profile.account(), account)
        && contains(profile.name(), name)
        && contains(profile.manager(), manager)
        && (tag == null || profile.tags().stream().anyMatch(t -> contains(t, tag)))
        && (mobile == null
            || (profile.mobile() != null && digits(profile.mobile()).contains(mobile)));
  }

  private static @Nullable String folded(@Nullable String filter) {
    String folded = filter == null ? "" : Folding.fold(filter).strip();
    return folded.isEmpty() ? null : folded;
  }

  private static boolean contains(@Nullable String value, @Nullable String folded) {
    return folded == null || (value != null && Folding.fold(value).contains(folded));
  }

  private static <T extends Comparable<T>> boolean within(
      @Nullable T value, @Nullable T from, @Nullable T to) {
    if (from == null && to == null) {
      return true;
    }
    return value != null
        && (from == null || value.compareTo(from) >= 0)
        && (to == null || value.compareTo(to) <= 0);
  }

  private static String digits(String mobile) {
    return mobile.replaceAll("[^0-9]", "");
  }
}
