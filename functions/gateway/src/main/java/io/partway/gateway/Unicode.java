package io.partway.gateway;

/// Keeps lone surrogates, which JSON can spell and UTF-8 cannot, out of what is written.
final class Unicode {
  private static final char REPLACEMENT = '\uFFFD';

  private Unicode() {}

  /// The text with each lone surrogate replaced.
  static String wellFormed(String text) {
    if (text.codePoints().noneMatch(Unicode::surrogate)) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints().forEach(c -> whole.appendCodePoint(surrogate(c) ? REPLACEMENT : c));
    return whole.toString();
  }

  private static boolean surrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
