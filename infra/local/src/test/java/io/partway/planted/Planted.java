package io.partway.planted;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/// Faults that a rule must find: what is taken here would be the same in all that is restored.
public final class Planted {
  private Planted() {}

  public static final class Id {
    static final String ID = UUID.randomUUID().toString();
  }

  public static final class Start {
    final long start = System.nanoTime();
  }

  public static final class Now {
    final Instant now = Instant.now();
  }

  public static final class Given {
    final Instant now;

    public Given(InstantSource clock) {
      now = clock.instant();
    }
  }

  public static final class Drawn {
    final long drawn;

    public Drawn(SecureRandom random) {
      drawn = random.nextLong();
    }
  }

  public static final class OwnRandom {
    final SecureRandom random = new SecureRandom();
  }

  /// No fault: it is taken when it is needed.
  public static final class Later {
    final Supplier<Instant> now;

    public Later(InstantSource clock, SecureRandom random) {
      now = () -> clock.instant().plusNanos(random.nextInt(2));
    }
  }
}
