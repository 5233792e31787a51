package io.partway.core;

/// A secret could not be read, and without it nothing true can be said. Nothing has been written;
/// repeating the call settles it once the secret can be read.
public final class KeysUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message which secret and why, without anything of it: it is logged
  public KeysUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /// @param message as above
  public KeysUnavailable(String message) {
    super(message);
  }
}
