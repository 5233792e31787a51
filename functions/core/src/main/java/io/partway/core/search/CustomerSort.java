package io.partway.core.search;

import io.partway.core.Word;
import io.partway.core.association.Association;
import io.partway.core.party.CustomerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The order of a customer list. Customers without the value come last either way. Ties are broken
/// by customer id in the same direction as the list, so that an index read backwards is in order as
/// it is.
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

  /// Where a row stands in the order: its value, taken out once because folding a name costs
  /// something. At most one of the first three is there.
  public record Place(
      @Nullable Instant instant,
      @Nullable BigDecimal number,
      @Nullable String text,
      CustomerId customer) {
    @Override
    public String toString() {
      return "Place[REDACTED]";
    }
  }

  /// Where this row stands.
  public Place placeOf(CustomerRow row) {
    Association association = row.association();
    CustomerId customer = association.pair().customer();
    return switch (key) {
      case ASSOCIATED_AT -> new Place(association.since(), null, null, customer);
      case EXPENDITURE -> new Place(null, row.spend().expenditure(), null, customer);
      case BUDGET_USAGE -> new Place(null, row.spend().budgetUsage(), null, customer);
      case NAME -> {
        String name = association.profile().name();
        yield new Place(null, null, name == null ? null : Folding.fold(name), customer);
      }
    };
  }

  /// Orders places of this sort.
  public Comparator<Place> order() {
    return by(Place::instant, Comparator.<Instant>naturalOrder())
        .thenComparing(by(Place::number, Comparator.<BigDecimal>naturalOrder()))
        .thenComparing(by(Place::text, Folding.BY_CODE_POINT))
        .thenComparing(Place::customer, directed(Comparator.<CustomerId>naturalOrder()));
  }

  /// Orders rows.
  public Comparator<CustomerRow> comparator() {
    return Comparator.comparing(this::placeOf, order());
  }

  private <T> Comparator<Place> by(Function<Place, @Nullable T> value, Comparator<T> order) {
    return Comparator.comparing(value, Comparator.nullsLast(directed(order)));
  }

  private <T> Comparator<T> directed(Comparator<T> ascending) {
    return descending ? ascending.reversed() : ascending;
  }
}
