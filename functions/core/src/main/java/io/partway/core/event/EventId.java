package io.partway.core.event;

import io.partway.core.association.RequestId;
import io.partway.core.party.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// The id of an event: the same whenever, wherever and however often the event is derived, so that
/// who has handled it once can tell.
public record EventId(String value) {
  private static final int BYTES = 18;

  public EventId {
    if (!Ids.wellFormed(value)) {
      throw new IllegalArgumentException("malformed id");
    }
  }

  /// Of what a record tells. A record tells each type once: a request leaves PENDING once, and the
  /// others are written once.
  static EventId derive(EventType type, String recordId) {
    return hashed(type.text() + "\n" + recordId);
  }

  /// Of the reminder of a request that is sent this many days before its deadline.
  static EventId derive(RequestId request, int days) {
    return hashed(EventType.DISASSOCIATION_REMINDER.text() + "\n" + request.value() + "\n" + days);
  }

  private static EventId hashed(String source) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return new EventId(
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
