package io.partway.core.search;

import io.partway.core.Word;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The order of a customer list. Customers without the value come last either way; ties are broken
/// by customer id.
///
/// @param descending largest, newest or last name first
public record CustomerSort(Key key, boolean descending) {
  /// Newest association first.
  public static final CustomerSort STANDARD = new CustomerSort(Key.ASSOCIATED_AT, true);

  /// What customers are ordered by.
  public enum Key implements Word {
    ASSOCIATED_AT,
    EXPENDITURE,
    BUDGET_USAGE,
    /// By the code points of the folded name.
    NAME
  }

  /// Orders rows.
  public Comparator<CustomerRow> comparator() {
    Comparator<CustomerRow> byValue =
        switch (key) {
          case ASSOCIATED_AT ->
              by(row -> row.association().since(), Comparator.<Instant>naturalOrder());
          case EXPENDITURE ->
              by(row -> row.spend().expenditure(), Comparator.<BigDecimal>naturalOrder());
          case BUDGET_USAGE ->
              by(row -> row.spend().budgetUsage(), Comparator.<BigDecimal>naturalOrder());
          case NAME -> by(CustomerSort::foldedName, Folding.BY_CODE_POINT);
        };
    return byValue.thenComparing(row -> row.association().pair().customer());
  }

  private <T> Comparator<CustomerRow> by(
      Function<CustomerRow, @Nullable T> value, Comparator<T> order) {
    return Comparator.comparing(value, Comparator.nullsLast(descending ? order.reversed() : order));
  }

  private static @Nullable String foldedName(CustomerRow row) {
    String name = row.association().profile().name();
    return name == null ? null : Folding.fold(name);
  }
}
