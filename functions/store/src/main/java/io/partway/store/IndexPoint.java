package io.partway.store;

import io.partway.core.party.CustomerId;
import java.util.Comparator;

/// Where a line stands in an index: by instant, then by id. Two lines of one list never share a
/// point, unless they are the same request met twice while it changed its status.
///
/// @param at milliseconds since the epoch
/// @param id of the record, or of the customer for associations and spends
/// @param customer whose partition the item lies in
record IndexPoint(long at, String id, CustomerId customer) implements Comparable<IndexPoint> {
  private static final Comparator<IndexPoint> ORDER =
      Comparator.comparingLong(IndexPoint::at).thenComparing(IndexPoint::id);

  /// As text, without spaces, commas or bars. Ids only, nothing personal; at most 144 characters.
  String text() {
    return at + ":" + id + (id.equals(customer.value()) ? "" : ":" + customer.value());
  }

  /// Reads [#text()].
  ///
  /// @throws IllegalArgumentException for anything else
  static IndexPoint parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 2 && parts.length != 3) {
      throw new IllegalArgumentException("not a point of an index");
    }
    return new IndexPoint(
        Long.parseLong(parts[0]), parts[1], new CustomerId(parts[parts.length - 1]));
  }

  @Override
  public int compareTo(IndexPoint other) {
    return ORDER.compare(this, other);
  }
}
