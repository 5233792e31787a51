package io.partway.store;

import io.partway.core.party.CustomerId;

/// Where a line stands in an index: by instant, then by id. Two lines of one list never share a
/// point, unless they are the same request met twice while it changed its status.
///
/// @param at milliseconds since the epoch
/// @param id of the record, or of the customer for associations and spends
/// @param customer whose partition the item lies in
record IndexPoint(long at, String id, CustomerId customer) implements Comparable<IndexPoint> {
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

  // Written out: the JDK's comparators are made while running, which no AOT cache spares a start.
  @Override
  public int compareTo(IndexPoint other) {
    int instants = Long.compare(at, other.at);
    return instants == 0 ? id.compareTo(other.id) : instants;
  }
}
