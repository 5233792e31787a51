package io.partway.searchcustomers;

import io.avaje.jsonb.Json;
import io.partway.core.search.CustomerSearch.Total;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of customers.
@Json
record CustomerPageView(
    List<CustomerView> items, @Nullable String nextCursor, boolean complete, TotalView total) {
  /// How many there are.
  @Json
  record TotalView(long value, String relation) {
    static TotalView of(Total total) {
      return new TotalView(total.value(), total.exact() ? "exact" : "estimate");
    }
  }
}
