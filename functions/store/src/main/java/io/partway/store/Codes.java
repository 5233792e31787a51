package io.partway.store;

import io.partway.core.verification.Purpose;
import io.partway.core.verification.SpentCode;
import io.partway.core.verification.StoredCode;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A verification code as it is stored, and the write by which an act spends the one that it was
/// allowed by.
final class Codes {
  /// For how long a code that has expired is known as such.
  static final Duration KEPT = Duration.ofDays(1);

  private Codes() {}

  static Map<String, AttributeValue> item(Purpose purpose, StoredCode code) {
    return Writer.of(Keys.code(purpose))
        .text(Attribute.HASH, code.hash())
        .number(Attribute.ATTEMPTS, code.attempts())
        .instant(Attribute.SENT_AT, code.sentAt())
        .instant(Attribute.EXPIRES_AT, code.expiresAt())
        .number(Attribute.TTL, code.expiresAt().plus(KEPT).getEpochSecond())
        .item();
  }

  /// Deletes it, provided that it is still the one that was right.
  static Write spend(SpentCode code) {
    return Write.delete(Keys.code(code.purpose()))
        .whenEqual(Attribute.HASH, Writer.value(code.hash()));
  }
}
