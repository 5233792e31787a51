package io.partway.core.history;

/// What an entry holds of the record that it lies in.
///
/// @param id of the record
/// @param content all of it as of the entry, written out
public record Recorded(String id, Canonical content) {}
