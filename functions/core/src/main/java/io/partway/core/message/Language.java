package io.partway.core.message;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A language that Partway speaks. On the wire it is its BCP 47 tag.
public enum Language {
  EN("en"),
  ZH_HANS("zh-Hans"),
  ES("es");

  private final Locale locale;

  Language(String tag) {
    locale = Locale.forLanguageTag(tag);
  }

  /// The BCP 47 tag: `en`, `zh-Hans`, `es`.
  public String tag() {
    return locale.toLanguageTag();
  }

  /// For formatting dates and numbers.
  public Locale locale() {
    return locale;
  }

  /// The language with exactly this tag; empty for any other text.
  public static Optional<Language> parse(String tag) {
    return Arrays.stream(values()).filter(language -> language.tag().equals(tag)).findFirst();
  }

  /// The language for a reader who asks with this `Accept-Language` (RFC 9110, 12.5.4): that of the
  /// best liked range whose primary language is spoken here, whatever its region or script. [#EN]
  /// without such a range, without a header, and for one that cannot be read.
  public static Language negotiate(@Nullable String acceptLanguage) {
    for (LanguageRange range : ranges(acceptLanguage)) {
      Optional<Language> spoken = spoken(range.getRange());
      if (range.getWeight() > 0 && spoken.isPresent()) {
        return spoken.get();
      }
    }
    return EN;
  }

  private static Optional<Language> spoken(String range) {
    String primary = range.split("-", 2)[0];
    return Arrays.stream(values())
        .filter(language -> language.locale.getLanguage().equals(primary))
        .findFirst();
  }

  /// By falling weight, equal ones in the header's order.
  private static List<LanguageRange> ranges(@Nullable String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.isBlank()) {
      return List.of();
    }
    try {
      return LanguageRange.parse(acceptLanguage);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }
}
