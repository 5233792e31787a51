package io.partway.benchmarks;

import io.partway.benchmarks.micro.CoreBenchmark;
import io.partway.gateway.GatewayBenchmark;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// What is measured within one process, by JMH; on the compiler that functions have on demand.
final class Micro {
  private Micro() {}

  /// @param error half the width of the interval that holds the mean with 99.9 %
  record Score(String name, double micros, double error) {}

  /// @param quick fewer and shorter rounds: enough to see an order of magnitude
  /// @param log where JMH tells what it does
  static List<Score> run(boolean quick, Path log) {
    TimeValue round = TimeValue.milliseconds(quick ? 200 : 1_000);
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(CoreBenchmark.class.getName())
                  .include(GatewayBenchmark.class.getName())
                  .forks(quick ? 1 : 3)
                  .warmupIterations(quick ? 3 : 5)
                  .warmupTime(round)
                  .measurementIterations(5)
                  .measurementTime(round)
                  .jvmArgs("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m")
                  .shouldFailOnError(true)
                  .output(log.toString())
                  .build())
          .run().stream().map(Micro::score).toList();
    } catch (RunnerException e) {
      throw new IllegalStateException("see " + log, e);
    }
  }

  private static Score score(RunResult result) {
    var primary = result.getPrimaryResult();
    String[] names = result.getParams().getBenchmark().split("\\.", -1);
    return new Score(
        names[names.length - 1],
        primary.getScore(),
        Double.isNaN(primary.getScoreError()) ? 0 : primary.getScoreError());
  }
}
