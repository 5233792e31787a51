package io.partway.core.verification;

import io.partway.core.KeyRing;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Hashes codes together with what they are good for, under a key: six digits alone would be found
/// by trying them all, and a hash that was moved to another purpose fits nothing there.
public final class CodeHash {
  private static final String LABEL = "verification code";

  private final KeyRing keys;

  /// @param keys the secret `CODE_PEPPER`
  @Inject
  public CodeHash(@Named("CODE_PEPPER") KeyRing keys) {
    this.keys = keys;
  }

  /// What is kept of a new code: 64 hexadecimal digits.
  String of(Purpose purpose, String code) {
    return hash(keys.newest(), purpose, code);
  }

  /// Whether this is the code, told in a time that does not depend on how much of it is right.
  boolean matches(StoredCode stored, Purpose purpose, String code) {
    byte[] kept = ascii(stored.hash());
    boolean matches = false;
    for (KeyRing.Key key : keys.keys()) {
      matches |= MessageDigest.isEqual(kept, ascii(hash(key, purpose, code)));
    }
    return matches;
  }

  private static String hash(KeyRing.Key key, Purpose purpose, String code) {
    // No part but the last can hold a line break: words and well-formed ids. The code is told apart
    // from the subject by the subject's length.
    String bound =
        String.join(
            "\n",
            purpose.party().word(),
            purpose.partyId(),
            purpose.operation().word(),
            purpose.target(),
            Integer.toString(purpose.subject().length()),
            purpose.subject() + code);
    return HexFormat.of().formatHex(key.mac(LABEL, bound.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] ascii(String hash) {
    return hash.getBytes(StandardCharsets.US_ASCII);
  }
}
