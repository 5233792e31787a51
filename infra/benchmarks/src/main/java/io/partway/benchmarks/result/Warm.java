package io.partway.benchmarks.result;

import io.partway.benchmarks.lambda.Sample;

/// What calls cost when a function has been at work for a while. Times in milliseconds.
///
/// @param calls how many there were
/// @param cpu of the function's process, a call
public record Warm(int calls, double p50, double p90, double p99, double cpu, double resident) {
  public static Warm of(Sample sample) {
    double[] ordered = sample.warm().stream().mapToDouble(Figures::millis).sorted().toArray();
    return new Warm(
        ordered.length,
        Figures.percentile(ordered, 50),
        Figures.percentile(ordered, 90),
        Figures.percentile(ordered, 99),
        Figures.millis(sample.warmCpu()),
        sample.residentBytes() / 1e6);
  }
}
