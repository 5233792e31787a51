package io.partway.core.history;

/// Where the chain of a pair ends: what the next entry continues.
///
/// @param sequence number of the last entry; 0 before the first
/// @param mac of the last entry; empty before the first
public record Head(long sequence, String mac) {
  /// Of a chain without entries.
  public static final Head NONE = new Head(0, "");
}
