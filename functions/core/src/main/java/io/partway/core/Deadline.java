package io.partway.core;

import java.time.Duration;

/// How long the running invocation may still take. Bound once at the boundary and read where time
/// is spent (retries, sweeps, bulk intake), so that it does not have to travel through signatures
/// that have nothing to do with it.
@FunctionalInterface
public interface Deadline {
  /// The invocation's deadline; unbound outside of one.
  ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

  /// What is left; zero or negative when it has passed.
  Duration remaining();

  /// The running invocation's deadline, or one that never comes.
  static Deadline current() {
    return CURRENT.orElse(() -> Duration.ofDays(1));
  }
}
