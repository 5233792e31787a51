package io.partway.core.notification;

import io.partway.core.event.EventId;
import io.partway.core.party.Ids;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The id of a notification among those of its party: when the event happened and which it was, so
/// that an event always makes the same notification and ids sort by time.
public record NotificationId(String value) implements Comparable<NotificationId> {
  /// Milliseconds have as many digits until the year 2286.
  private static final int DIGITS = 13;

  public NotificationId {
    if (!Ids.wellFormed(value)) {
      throw new IllegalArgumentException("malformed id");
    }
  }

  static NotificationId of(Instant at, EventId event) {
    return new NotificationId(
        String.format(Locale.ROOT, "%0" + DIGITS + "d-%s", at.toEpochMilli(), event.value()));
  }

  /// The id of this text; empty for one that cannot be an id.
  public static Optional<NotificationId> parse(String text) {
    return Ids.wellFormed(text) ? Optional.of(new NotificationId(text)) : Optional.empty();
  }

  @Override
  public int compareTo(NotificationId other) {
    return value.compareTo(other.value);
  }
}
