package io.partway.core.request;

import io.partway.core.Fault;
import io.partway.core.Limit;
import org.jspecify.annotations.Nullable;

/// The words one side gives the other for what it does, or the support desk for what it grants.
///
/// Source: contract, "Eligibility, statement, reason": 1 to 500 code points after trimming, no
/// control characters (line breaks included), no lone surrogates, and something that can be seen.
public final class Reason {
  /// The member of every body that carries one.
  static final String MEMBER = "reason";

  private Reason() {}

  /// What is wrong with it, or its trimmed text.
  public sealed interface Reading {
    /// @param text trimmed; null when none was given and none is needed
    record Good(@Nullable String text) implements Reading {}

    record Bad(Fault fault) implements Reading {}
  }

  /// Reads a reason that must be given.
  public static Reading required(@Nullable String raw) {
    return raw == null ? new Reading.Bad(Fault.required(MEMBER)) : read(raw);
  }

  /// Reads a reason that may be left out; one that is given keeps the same bounds.
  static Reading optional(@Nullable String raw) {
    return raw == null ? new Reading.Good(null) : read(raw);
  }

  private static Reading read(String raw) {
    String text = trim(raw);
    int length = text.codePointCount(0, text.length());
    if (text.codePoints().allMatch(Reason::invisible)) {
      return bad("empty", "Give a reason that can be read.");
    }
    if (length > Limit.REASON_CODE_POINTS.standard()) {
      return bad(
          "too-long",
          "Shorten the reason to " + Limit.REASON_CODE_POINTS.standard() + " characters.");
    }
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.CONTROL)) {
      return bad(
          "control-character", "Leave out control characters, line breaks and tabs included.");
    }
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      return bad("not-unicode", "Leave out lone surrogates; they are no characters.");
    }
    return new Reading.Good(text);
  }

  private static Reading bad(String code, String detail) {
    return new Reading.Bad(new Fault(MEMBER, code, detail));
  }

  private static String trim(String raw) {
    int start = 0;
    int end = raw.length();
    while (start < end && white(raw.codePointAt(start))) {
      start += Character.charCount(raw.codePointAt(start));
    }
    while (end > start && white(raw.codePointBefore(end))) {
      end -= Character.charCount(raw.codePointBefore(end));
    }
    return raw.substring(start, end);
  }

  /// Unicode's `White_Space`: `isWhitespace` leaves out the no-break spaces, `isSpaceChar` the
  /// controls; NEL is in neither.
  private static boolean white(int codePoint) {
    return Character.isSpaceChar(codePoint)
        || (Character.isWhitespace(codePoint) && (codePoint < 0x1C || codePoint > 0x1F))
        || codePoint == 0x85;
  }

  /// What leaves no mark on the page. Control characters are not meant: they have a fault of their
  /// own.
  private static boolean invisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default ->
          // Combining grapheme joiner, variation selectors, Hangul and Khmer fillers, the blank
          // Braille pattern, and what Unicode keeps free for more of the kind.
          codePoint == 0x034F
              || codePoint == 0x2065
              || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
              || (codePoint >= 0xFFF0 && codePoint <= 0xFFF8)
              || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF)
              || (codePoint >= 0x180B && codePoint <= 0x180F)
              || codePoint == 0x115F
              || codePoint == 0x1160
              || codePoint == 0x17B4
              || codePoint == 0x17B5
              || codePoint == 0x3164
              || codePoint == 0xFFA0
              || codePoint == 0x2800;
    };
  }
}
