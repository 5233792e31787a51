package io.partway.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads instants as RFC 3339 has them; `java.time`'s own formats take less (no leap second,
/// offsets up to 18 hours) and more (no seconds, years of any length).
public final class Rfc3339 {
  private static final Pattern INSTANT =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[Tt](\\d{2}:\\d{2}:)(\\d{2})(?:\\.(\\d+))?(?:[Zz]|([+-])(\\d{2}):(\\d{2}))");
  private static final int NANO_DIGITS = 9;
  private static final String LEAP = "60";

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Rfc3339() {}

  /// Whether it can be written in UTC with a year of four digits. One that was read need not be, by
  /// its offset: `9999-12-31T23:59:59-01:00`.
  public static boolean writable(Instant instant) {
    return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
  }

  /// The instant; empty for anything else.
  public static Optional<Instant> parse(String text) {
    Matcher parts = INSTANT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    boolean leap = parts.group(3).equals(LEAP);
    try {
      Instant seconds =
          LocalDateTime.parse(
                  parts.group(1) + "T" + parts.group(2) + (leap ? "59" : parts.group(3)))
              .toInstant(ZoneOffset.UTC);
      return offsetSeconds(parts)
          .map(offset ->
              seconds.plusSeconds(leap ? 1 : 0).plusNanos(nanos(parts)).minusSeconds(offset));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Long> offsetSeconds(Matcher parts) {
    if (parts.group(5) == null) {
      return Optional.of(0L);
    }
    long hours = Long.parseLong(parts.group(6));
    long minutes = Long.parseLong(parts.group(7));
    long seconds = (hours * 60 + minutes) * 60;
    return hours > 23 || minutes > 59
        ? Optional.empty()
        : Optional.of(parts.group(5).equals("-") ? -seconds : seconds);
  }

  private static long nanos(Matcher parts) {
    String fraction = parts.group(4);
    return fraction == null
        ? 0
        : Long.parseLong((fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS));
  }
}
