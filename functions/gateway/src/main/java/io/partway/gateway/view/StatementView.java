package io.partway.gateway.view;

import io.avaje.jsonb.Json;
import io.partway.core.request.Statement;

/// What who submits, or agrees, acknowledges.
///
/// @param hash lower-case hex SHA-256 of the text in UTF-8
@Json
public record StatementView(String version, String hash, String text) {
  /// This statement.
  public static StatementView of(Statement statement) {
    return new StatementView(statement.version(), statement.hash(), statement.text());
  }
}
