package io.partway.core;

/// A monotonic source of elapsed time, apart from the clock of the domain: that one may be moved or
/// stopped.
@FunctionalInterface
public interface Ticker {
  /// Nanoseconds since an arbitrary origin.
  long nanos();
}
