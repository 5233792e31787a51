package io.partway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A closed range of the instants by which an index sorts, in milliseconds since the epoch.
record IndexRange(long from, long to) {
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  /// Everything with a year of four digits.
  static final IndexRange ALL = new IndexRange(FIRST.toEpochMilli(), LAST.toEpochMilli());

  /// The milliseconds from this instant to that one, both included; null is no bound.
  static IndexRange of(@Nullable Instant from, @Nullable Instant to) {
    Instant first = from == null ? FIRST : clamped(from);
    Instant last = to == null ? LAST : clamped(to);
    long floor = first.toEpochMilli();
    return new IndexRange(
        Instant.ofEpochMilli(floor).isBefore(first) ? floor + 1 : floor, last.toEpochMilli());
  }

  /// Nothing can lie in it. DynamoDB refuses to be asked for such a range.
  boolean empty() {
    return from > to;
  }

  private static Instant clamped(Instant instant) {
    return instant.isBefore(FIRST) ? FIRST : instant.isAfter(LAST) ? LAST : instant;
  }
}
