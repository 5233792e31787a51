package io.partway.core.history;

import java.util.List;

/// What an actor has acknowledged.
///
/// @param version of the statement, its language included
/// @param hash of the statement's text, lower-case hex SHA-256
/// @param consequences that were announced with it, by their codes
public record Acknowledgement(String version, String hash, List<String> consequences) {
  public Acknowledgement {
    consequences = List.copyOf(consequences);
  }
}
