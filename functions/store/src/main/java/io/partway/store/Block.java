package io.partway.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one or more reads of an ordered source gave.
///
/// @param lines in the source's order; those that were not asked for are left out already
/// @param next up to where was read, included; null when nothing lies beyond
record Block<T>(List<Line<T>> lines, @Nullable IndexPoint next) {
  /// A value and where it stands.
  record Line<T>(IndexPoint point, T value) {}
}
