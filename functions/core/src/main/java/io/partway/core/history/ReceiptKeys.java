package io.partway.core.history;

import io.partway.core.KeyRing;
import io.partway.core.SecretKeys;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;

/// Signs receipts with Ed25519 (RFC 8032), so that anybody can check one who has the public keys,
/// and nobody who has them can make one. The private keys follow from the values of the history's
/// secret.
public final class ReceiptKeys {
  private static final int RAW_BYTES = 32;

  private final SecretKeys keys;
  private final Ed25519 ed25519;

  @Inject
  ReceiptKeys(@Named("HISTORY_KEY") SecretKeys keys, Ed25519 ed25519) {
    this.keys = keys;
    this.ed25519 = ed25519;
  }

  /// Makes the pair of keys that RFC 8032 derives from a seed.
  @FunctionalInterface
  public interface Ed25519 {
    /// @param seed 32 bytes
    KeyPair of(byte[] seed);
  }

  /// The ids of all keys, newest first; a key that others sign with already is among them.
  public List<String> ids() {
    return keys.latest().keys().stream().map(KeyRing.Key::id).toList();
  }

  /// The raw public key of this id, 32 bytes.
  ///
  /// @throws IllegalArgumentException for an unknown id
  public byte[] publicKey(String id) {
    byte[] encoded = pair(id).getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
  }

  /// The signature of these bytes: the same ones always have the same.
  ///
  /// @throws IllegalArgumentException for an unknown id
  public byte[] sign(String id, byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair(id).getPrivate());
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private KeyPair pair(String id) {
    KeyRing.Key key = keys.named(id).orElseThrow(() -> new IllegalArgumentException("unknown key"));
    return ed25519.of(key.derive("receipt seed"));
  }
}
