package io.partway.store;

import io.partway.core.verification.SpentCode;

/// The write by which an act spends the code that it was allowed by.
final class Codes {
  private Codes() {}

  /// Deletes it, provided that it is still the one that was right.
  static Write spend(SpentCode code) {
    return Write.delete(Keys.code(code.purpose()))
        .whenEqual(Attribute.HASH, Writer.value(code.hash()));
  }
}
