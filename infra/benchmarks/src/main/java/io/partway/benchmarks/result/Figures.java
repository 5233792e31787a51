package io.partway.benchmarks.result;

import io.partway.benchmarks.lambda.Sample;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The medians of several runs of one thing. Times in milliseconds, memory in megabytes (10⁶
/// bytes).
///
/// @param runs how many there were
/// @param restore from the restore until the function asked for its first event
/// @param coldLeast the quickest cold start, to show with [#coldMost] how far runs lay apart
public record Figures(
    int runs,
    double init,
    double restore,
    double first,
    double cold,
    double coldLeast,
    double coldMost,
    double coldCpu,
    double resident) {
  private static final double MEGA = 1e6;

  public static Figures of(List<Sample> samples) {
    return new Figures(
        samples.size(),
        median(samples, s -> millis(s.init())),
        median(samples, s -> millis(s.restore())),
        median(samples, s -> millis(s.first())),
        median(samples, s -> millis(s.cold())),
        samples.stream().mapToDouble(s -> millis(s.cold())).min().orElseThrow(),
        samples.stream().mapToDouble(s -> millis(s.cold())).max().orElseThrow(),
        median(samples, s -> millis(s.coldCpu())),
        median(samples, s -> s.residentBytes() / MEGA));
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return percentile(samples.stream().mapToDouble(figure).sorted().toArray(), 50);
  }

  static double millis(Duration duration) {
    return duration.toNanos() / MEGA;
  }

  /// A percentile of ordered values, between two of them where it falls there.
  static double percentile(double[] ordered, double percent) {
    double place = (ordered.length - 1) * percent / 100;
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below);
  }
}
