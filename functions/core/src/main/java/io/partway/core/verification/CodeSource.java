package io.partway.core.verification;

/// Draws codes that nobody can guess.
@FunctionalInterface
public interface CodeSource {
  /// As many decimal digits as [io.partway.core.Limit#CODE_DIGITS] says, all of them equally
  /// likely.
  String next();
}
