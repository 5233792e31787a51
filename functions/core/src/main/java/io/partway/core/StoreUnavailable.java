package io.partway.core;

/// The store could not answer before the deadline: contention, throttling or an outage. Nothing can
/// be said of whether the last write took effect; repeating the same call settles it, since every
/// write is conditional on its own identity.
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreUnavailable(String message) {
    super(message);
  }
}
