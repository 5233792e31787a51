package io.partway.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How a local system shall run.
///
/// @param port of loopback; 0 for a free one
/// @param data where it keeps its state; empty for nothing kept
/// @param functions where the functions run
/// @param demo which demonstration data to load on the first start
/// @param schedule whether the schedule ticks and runs after a jump of the clock
/// @param sharedEngine whether to share one DynamoDB Local in memory with the other systems of this
///   process, for tests
/// @param parameters values of the template's parameters, by name; the others have their defaults
public record LocalOptions(
    int port,
    Optional<Path> data,
    FunctionHost functions,
    DemoExtent demo,
    boolean schedule,
    boolean sharedEngine,
    Map<String, String> parameters) {

  /// How much demonstration data to load.
  public enum DemoExtent {
    NONE,
    /// Two small partners, and pending requests in both directions.
    SMALL,
    /// The small partners, and one with 10,000 customers.
    ALL
  }

  public LocalOptions {
    parameters = Map.copyOf(parameters);
  }

  /// What tests want: a free port, nothing kept, no demonstration data, the engine shared, the
  /// schedule running.
  public static LocalOptions forTests() {
    return new LocalOptions(
        0, Optional.empty(), new FunctionHost.Here(), DemoExtent.NONE, true, true, Map.of());
  }

  /// These options with one parameter of the template set: `with("SubmissionLimit", "5")`.
  public LocalOptions with(String parameter, String value) {
    var all = new TreeMap<>(parameters);
    all.put(parameter, value);
    return new LocalOptions(port, data, functions, demo, schedule, sharedEngine, all);
  }

  /// These options with the functions elsewhere; what they work with is then theirs alone.
  public LocalOptions withFunctions(FunctionHost host) {
    return new LocalOptions(port, data, host, demo, schedule, false, parameters);
  }

  /// These options with the two small partners of the demonstration data.
  public LocalOptions withSmallDemo() {
    return new LocalOptions(
        port, data, functions, DemoExtent.SMALL, schedule, sharedEngine, parameters);
  }

  /// These options with the schedule switched off: no sweep, not even after a jump of the clock.
  public LocalOptions withoutSchedule() {
    return new LocalOptions(port, data, functions, demo, false, sharedEngine, parameters);
  }

  /// These options with state that is kept; the engine is then one of its own.
  public LocalOptions withData(Path folder) {
    return new LocalOptions(
        port, Optional.of(folder), functions, demo, schedule, false, parameters);
  }
}
