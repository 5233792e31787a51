package io.partway.local;

import java.io.PrintStream;

/// Where a local system tells its progress and its failures.
///
/// @param terminal whether a line can be drawn again
public record Console(PrintStream out, boolean terminal) {
  /// The standard output.
  @SuppressWarnings("SystemConsoleNull") // JDK 25 went back to the console that may be null
  static Console standard() {
    var console = System.console();
    return new Console(System.out, console != null && console.isTerminal());
  }

  /// The standard error stream, line by line, as suits tests.
  static Console plain() {
    return new Console(System.err, false);
  }
}
