package io.partway.core;

import org.jspecify.annotations.Nullable;

/// Hides a personal value so that whoever knows it can recognise it and nobody else learns it. The
/// length is never given away.
public final class Mask {
  private static final String HIDDEN = "***";

  private Mask() {}

  /// The first character and `***`; a single character is hidden whole. Null and empty stay as they
  /// are.
  public static @Nullable String text(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return value;
    }
    int first = value.offsetByCodePoints(0, 1);
    return first == value.length() ? HIDDEN : value.substring(0, first) + HIDDEN;
  }

  /// The first character, `***` and what follows the last `@`: `a***@example.com`. Without an `@`
  /// it is a text like any other.
  public static @Nullable String email(@Nullable String value) {
    int at = value == null ? -1 : value.lastIndexOf('@');
    if (value == null || at < 0) {
      return text(value);
    }
    return (at == 0 ? HIDDEN : text(value.substring(0, at))) + value.substring(at);
  }

  /// `***` and the last two digits, whatever separators stand between; a number of fewer than four
  /// digits is hidden whole.
  public static @Nullable String mobile(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return value;
    }
    String digits = value.replaceAll("[^0-9]", "");
    return digits.length() < 4 ? HIDDEN : HIDDEN + digits.substring(digits.length() - 2);
  }
}
