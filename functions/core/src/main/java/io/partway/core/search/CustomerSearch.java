package io.partway.core.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds a partner's customers.
public interface CustomerSearch {
  /// One page.
  ///
  /// @param position of the page before, null for the first page
  Result search(SearchQuery query, @Nullable String position, int limit);

  /// What a search comes to.
  sealed interface Result {
    /// @param rows in the query's order; at most `limit`, perhaps fewer, even none, while `next` is
    ///   not null
    /// @param next where the next page starts; null at the end
    /// @param complete false when time ran out: the order then holds within what was looked at
    record Found(List<CustomerRow> rows, @Nullable String next, boolean complete, Total total)
        implements Result {}

    /// The query compares amounts, and the partner's customers spend in more than one currency.
    record CurrencyNeeded() implements Result {}
  }

  /// How many customers match.
  ///
  /// @param exact false when only a part was looked at and the rest is estimated
  record Total(long value, boolean exact) {}
}
