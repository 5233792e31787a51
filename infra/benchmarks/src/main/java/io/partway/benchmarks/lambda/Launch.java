package io.partway.benchmarks.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a process is started that serves a function.
///
/// @param title what it is called where something goes wrong
/// @param environment all of it: nothing is inherited
/// @param folder the process's own, from which the runtime client loads what the class path lacks
/// @param snapshot whether it goes through a snapshot: it is told its credentials at an endpoint
///   then
public record Launch(
    String title,
    List<String> command,
    Map<String, String> environment,
    Path folder,
    Duration timeout,
    boolean snapshot) {
  /// The same, which also writes to a file what classes it loads and where they come from.
  public Launch tellingClasses(Path file) {
    Map<String, String> more = new HashMap<>(environment);
    more.merge(
        "JAVA_TOOL_OPTIONS", "-Xlog:class+load=info:file=" + file, (old, own) -> old + " " + own);
    return new Launch(title, command, more, folder, timeout, snapshot);
  }
}
