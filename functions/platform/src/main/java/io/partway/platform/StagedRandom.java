package io.partway.platform;

import io.partway.core.rehearsal.Rehearsal;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/// Randomness of which a rehearsal draws nothing, so that no snapshot has any: it is given zeros.
final class StagedRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  /// @param real where it comes from otherwise
  StagedRandom(SecureRandom real) {
    super(new Spi(real), null);
  }

  private static final class Spi extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;

    private final SecureRandom real;

    Spi(SecureRandom real) {
      this.real = real;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {
      real.setSeed(seed);
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      if (!Rehearsal.running()) {
        real.nextBytes(bytes);
      }
    }

    @Override
    protected byte[] engineGenerateSeed(int bytes) {
      return Rehearsal.running() ? new byte[bytes] : real.generateSeed(bytes);
    }
  }
}
