package io.partway.core.search;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.Locale;

/// Makes texts comparable that people take for the same: compatibility forms and widths by NFKC,
/// then letter case.
public final class Folding {
  /// By code points; `String`'s own order puts supplementary characters before some of the basic
  /// plane.
  public static final Comparator<String> BY_CODE_POINT =
      (a, b) -> {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
          int left = a.codePointAt(i);
          int right = b.codePointAt(j);
          if (left != right) {
            return Integer.compare(left, right);
          }
          i += Character.charCount(left);
          j += Character.charCount(right);
        }
        return Integer.compare(a.length() - i, b.length() - j);
      };

  private Folding() {}

  /// The folded form. Lower case letter by letter: a `Σ` folds the same at a word's end and inside
  /// it, and the Turkish `İ`, `I`, `ı`, `i` all to `i`. Upper case in between, so that `ẞ`, `ß` and
  /// `SS` meet. NFKC again, since folding can undo it.
  public static String fold(String text) {
    String upper = lower(Normalizer.normalize(text, Normalizer.Form.NFKC)).toUpperCase(Locale.ROOT);
    return Normalizer.normalize(lower(upper), Normalizer.Form.NFKC);
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
    return lower.toString();
  }
}
