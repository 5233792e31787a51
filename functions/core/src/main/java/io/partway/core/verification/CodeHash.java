package io.partway.core.verification;

import io.partway.core.KeyRing;
import io.partway.core.SecretKeys;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/// Hashes codes together with what they are good for, under a key: six digits alone would be found
/// by trying them all, and a hash that was moved to another purpose fits nothing there.
public final class CodeHash {
  private static final String LABEL = "verification code";
  private static final char SEPARATOR = ':';

  private final SecretKeys keys;

  /// @param keys the secret `CODE_PEPPER`
  @Inject
  public CodeHash(@Named("CODE_PEPPER") SecretKeys keys) {
    this.keys = keys;
  }

  /// What is kept of a new code: the id of the key, a colon, and 64 hexadecimal digits.
  public String of(Purpose purpose, String code) {
    KeyRing.Key key = keys.ring().newest();
    return key.id() + SEPARATOR + hash(key, purpose, code);
  }

  /// What codes that are given in place of this one are compared by; to be had before an attempt is
  /// counted, since a secret that cannot be read is nobody's wrong guess.
  ///
  /// @throws io.partway.core.KeysUnavailable where the secret cannot be read
  Comparison comparison(StoredCode stored, Purpose purpose) {
    int end = stored.hash().indexOf(SEPARATOR);
    Optional<KeyRing.Key> key =
        end < 0 ? Optional.empty() : keys.named(stored.hash().substring(0, end));
    return given ->
        key.isPresent()
            && MessageDigest.isEqual(
                ascii(stored.hash()),
                ascii(key.get().id() + SEPARATOR + hash(key.get(), purpose, given)));
  }

  /// Compares with one stored code.
  @FunctionalInterface
  interface Comparison {
    /// Whether this is the code, told in a time that does not depend on how much of it is right;
    /// never where the key is not kept any more.
    boolean matches(String given);
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
