package io.partway.core.grant;

import io.partway.core.party.Ids;
import io.partway.core.party.Party;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// The id of a grant.
public record GrantId(String value) {
  private static final int BYTES = 18;

  public GrantId {
    if (!Ids.wellFormed(value)) {
      throw new IllegalArgumentException("malformed id");
    }
  }

  /// The id that a grant to this party on this service ticket always has, so that a ticket is good
  /// for one grant, whoever enters it how often.
  ///
  /// The parts cannot run into each other: none of them holds a line feed.
  public static GrantId derive(Party party, String partyId, String ticketNumber) {
    String source = String.join("\n", "grant", party.word(), partyId, ticketNumber);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return new GrantId(
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
