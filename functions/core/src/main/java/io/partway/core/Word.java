package io.partway.core;

import java.util.Locale;
import java.util.Optional;

/// An enum constant that has a name on the wire: lower-kebab-case of its Java name
/// (`ALREADY_DECIDED` ⇒ `already-decided`).
public interface Word {
  /// The Java name, as every enum has it.
  String name();

  /// The name on the wire.
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The constant whose [#word()] this is; empty for any other text.
  static <E extends Enum<E> & Word> Optional<E> parse(Class<E> type, String word) {
    for (E constant : type.getEnumConstants()) {
      if (constant.word().equals(word)) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }
}
