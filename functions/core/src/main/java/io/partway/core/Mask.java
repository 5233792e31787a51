package io.partway.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Hides a personal value so that whoever knows it can recognise it and nobody else learns it. The
/// length is never given away.
public final class Mask {
  private static final String HIDDEN = "***";

  /// What a reader takes for one character, of however many code points: a letter with its accents,
  /// a flag, a family.
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  private Mask() {}

  /// The first character and `***`; a single character is hidden whole. White space around it does
  /// not count. Null and empty stay as they are.
  public static @Nullable String text(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return value;
    }
    String stripped = value.strip();
    Matcher first = CHARACTER.matcher(stripped);
    return !first.lookingAt() || first.end() == stripped.length() ? HIDDEN : first.group() + HIDDEN;
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
