package io.partway.core.search;

import io.partway.core.Samples;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows and criteria of which a test names only what it is about.
final class Rows {
  private Rows() {}

  static Association named(String customer, @Nullable String name) {
    return Samples.active(Samples.pair(customer, "partner-1"))
        .withRelation(
            AssociationType.RESELLER,
            Samples.SINCE,
            new Profile(null, name, null, null, Samples.MANAGER, null, List.of()));
  }

  static CustomerRow row(Association association) {
    return new CustomerRow(association, Spend.NONE);
  }

  static CustomerRow spending(String customer, @Nullable String amount) {
    return new CustomerRow(
        Samples.active(Samples.pair(customer, "partner-1")),
        new Spend(amount == null ? null : new BigDecimal(amount), "EUR", null, null));
  }

  /// Criteria, one member at a time.
  static final class Criteria {
    @Nullable String customerId;
    @Nullable String account;
    @Nullable String name;
    @Nullable String manager;
    @Nullable String tag;
    @Nullable String mobile;
    @Nullable AssociationType type;
    @Nullable Boolean autoFrozen;
    @Nullable Instant associatedFrom;
    @Nullable Instant associatedTo;
    @Nullable BigDecimal expenditureMin;
    @Nullable BigDecimal expenditureMax;
    @Nullable BigDecimal budgetMin;
    @Nullable BigDecimal budgetMax;
    @Nullable Instant expireFrom;
    @Nullable Instant expireTo;
    @Nullable String currency;

    SearchCriteria build() {
      return new SearchCriteria(
          customerId,
          account,
          name,
          manager,
          tag,
          mobile,
          type,
          autoFrozen,
          associatedFrom,
          associatedTo,
          expenditureMin,
          expenditureMax,
          budgetMin,
          budgetMax,
          expireFrom,
          expireTo,
          currency);
    }
  }
}
