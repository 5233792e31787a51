package io.partway.benchmarks.load;

import io.partway.benchmarks.lambda.FunctionFailed;
import io.partway.benchmarks.lambda.FunctionPackage;
import io.partway.benchmarks.lambda.FunctionProcess;
import io.partway.benchmarks.lambda.FunctionProcess.Check;
import io.partway.benchmarks.lambda.Launch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Functions that stay up and bring about what a measured call needs to find: the deployed packages
/// themselves, so that there is no second way into the table.
public final class Workers implements AutoCloseable {
  private final Function<FunctionPackage, Launch> launches;
  private final Map<String, FunctionProcess> running = new ConcurrentHashMap<>();

  public Workers(Function<FunctionPackage, Launch> launches) {
    this.launches = launches;
  }

  /// Sends a function an event.
  ///
  /// @throws FunctionFailed when it does not answer, or `check` does not like its answer
  byte[] invoke(FunctionPackage function, byte[] event, Check check) {
    return running
        .computeIfAbsent(
            function.name(),
            _ -> FunctionProcess.start(launches.apply(function), List.of(), () -> {}))
        .invoke(event, check);
  }

  @Override
  public void close() {
    running.values().forEach(FunctionProcess::close);
    running.clear();
  }
}
