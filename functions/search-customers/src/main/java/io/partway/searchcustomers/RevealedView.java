package io.partway.searchcustomers;

import io.avaje.jsonb.Json;
import io.partway.core.reveal.RevealCustomers.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Unmasked values; the only answer that has any.
@Json
record RevealedView(List<ValueView> items) {
  /// @param value null where none is reported
  @Json
  record ValueView(String customerId, @Nullable String value) {
    @Override
    public String toString() {
      return "ValueView[REDACTED]";
    }
  }

  static RevealedView of(List<Value> values) {
    return new RevealedView(
        values.stream().map(v -> new ValueView(v.customerId(), v.value())).toList());
  }
}
