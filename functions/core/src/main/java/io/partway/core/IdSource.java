package io.partway.core;

/// Draws ids that nobody can guess and that never repeat, for things that have no identity of their
/// own.
@FunctionalInterface
public interface IdSource {
  /// A new id, well formed as every id is.
  String next();
}
