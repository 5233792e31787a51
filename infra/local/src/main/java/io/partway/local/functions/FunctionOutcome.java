package io.partway.local.functions;

/// What came of an invocation.
public sealed interface FunctionOutcome {
  /// The function answered.
  ///
  /// @param output what it wrote
  @SuppressWarnings("ArrayRecordComponent") // nobody compares outcomes
  record Answered(byte[] output) implements FunctionOutcome {}

  /// The function threw: it refused an event, or met a bug or an outage of its own.
  ///
  /// @param why its reason, for the console and for what is put aside; never for a caller
  record Failed(String why) implements FunctionOutcome {}

  /// The function did not get the event, or did not answer in time.
  ///
  /// @param why for whoever runs the system, never for a caller of the API
  record Unreachable(String why) implements FunctionOutcome {}
}
