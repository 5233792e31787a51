package io.partway.core.association;

import io.partway.core.party.Ids;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// The id of a disassociation request.
public record RequestId(String value) {
  private static final int BYTES = 18;

  public RequestId {
    if (!Ids.wellFormed(value)) {
      throw new IllegalArgumentException("malformed id");
    }
  }

  /// The id that a submit of this side on this pair under this key always has. Derived, not drawn:
  /// a repeated submit meets its own record, so that recognising a replay costs no item and lasts
  /// for ever.
  ///
  /// The parts cannot run into each other: ids hold no line feed, and a key holds visible ASCII
  /// only.
  public static RequestId derive(Party initiator, Pair pair, String idempotencyKey) {
    String source =
        String.join(
            "\n",
            initiator.word(),
            pair.partner().value(),
            pair.customer().value(),
            idempotencyKey);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return new RequestId(
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
