package io.partway.core;

import java.time.Instant;
import java.util.Optional;

/// Where the next page of a list starts, and as of when the whole list is read: *now* is fixed by
/// the first page, so that a row cannot change its place between two pages only because time went
/// by.
///
/// @param position of the store's own making
public record Bookmark(Instant now, String position) {
  /// As text, to be sealed at the boundary.
  public String text() {
    return now.toEpochMilli() + ":" + position;
  }

  /// Reads [#text()]; empty for anything else.
  public static Optional<Bookmark> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Bookmark(
              Instant.ofEpochMilli(Long.parseLong(text.substring(0, colon))),
              text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
