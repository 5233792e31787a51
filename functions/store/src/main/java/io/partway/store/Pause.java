package io.partway.store;

import java.time.Duration;

/// Lets time pass between two attempts; in tests it passes at once.
@FunctionalInterface
public interface Pause {
  /// The real one.
  Pause SLEEP = Thread::sleep;

  /// Returns after this time.
  ///
  /// @throws InterruptedException when nobody waits for the result any more
  void last(Duration duration) throws InterruptedException;
}
