package io.partway.core;

import java.util.Optional;

/// A secret that may be rotated while the system runs, by anybody and without a word. What this
/// process knows of it may lag, but never for long, and never once something shows that it does.
public interface SecretKeys {
  /// Its values, as they were at most [Limit#SECRET_SECONDS] ago.
  ///
  /// @throws KeysUnavailable where they cannot be read and never were
  KeyRing ring();

  /// Its values, as they were at most [Limit#SECRET_AGAIN_SECONDS] ago: for telling others which
  /// there are.
  ///
  /// @throws KeysUnavailable where they cannot be read and never were
  KeyRing latest();

  /// The key of this [KeyRing.Key#id()]; empty where it is not kept any more, or never was. One
  /// that is not among the known values is looked for among the present ones: somebody else may
  /// have heard of a rotation earlier than we.
  ///
  /// @throws KeysUnavailable where there is no telling
  Optional<KeyRing.Key> named(String id);

  /// Values that nobody rotates.
  static SecretKeys of(KeyRing ring) {
    return new SecretKeys() {
      @Override
      public KeyRing ring() {
        return ring;
      }

      @Override
      public KeyRing latest() {
        return ring;
      }

      @Override
      public Optional<KeyRing.Key> named(String id) {
        return ring.named(id);
      }

      @Override
      public String toString() {
        return ring.toString();
      }
    };
  }
}
