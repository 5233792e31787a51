package io.partway.platform;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;

/// Ed25519 keys out of a seed. The JDK derives a public key only while it generates a pair, and a
/// pair is what RFC 8032 makes of 32 random bytes; so the seed stands in for those.
final class SeededKeys {
  private static final int SEED_BYTES = 32;

  private SeededKeys() {}

  /// @param seed 32 bytes
  static KeyPair of(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes");
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != SEED_BYTES) {
        throw new IllegalStateException("asked for something else than the seed");
      }
      System.arraycopy(seed, 0, bytes, 0, SEED_BYTES);
    }
  }
}
