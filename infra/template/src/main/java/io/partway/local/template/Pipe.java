package io.partway.local.template;

import java.util.List;
import java.util.Optional;

/// A Pipe from a table's stream to the event bus.
///
/// @param name its logical id
/// @param table whose stream it follows
/// @param filters a record has to match one of them; none lets everything through
/// @param function the logical id of the function that enriches
/// @param batchSize how many records the function gets at most
/// @param source of the events
/// @param detailType of the events: a text, or `$.member` of what the function returns
/// @param deadLetters the queue that tells which records were given up; empty for none
public record Pipe(
    String name,
    TableDefinition table,
    List<EventPattern> filters,
    String function,
    int batchSize,
    String source,
    String detailType,
    Optional<String> deadLetters) {
  public Pipe {
    filters = List.copyOf(filters);
  }
}
