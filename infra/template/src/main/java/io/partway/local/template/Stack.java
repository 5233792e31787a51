package io.partway.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A template with every value put in: what is "deployed" locally.
///
/// @param functions by logical id
/// @param audience what a token's audience must be
/// @param cors empty where no origin is allowed
/// @param queues their logical ids
public record Stack(
    Map<String, FunctionDefinition> functions,
    List<Route> routes,
    List<String> audience,
    Optional<Cors> cors,
    List<Schedule> schedules,
    List<Rule> rules,
    List<TableDefinition> tables,
    List<Pipe> pipes,
    List<String> queues) {
  private static final String ERASING = ".ErasePersonFunction";

  /// The function that erases persons; no event leads to it.
  public FunctionDefinition erasing() {
    return functions.values().stream()
        .filter(function -> function.className().endsWith(ERASING))
        .findFirst()
        .orElseThrow(() -> new BadTemplate("no function erases persons"));
  }
}
