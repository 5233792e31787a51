package io.partway.benchmarks.load;

import io.partway.benchmarks.lambda.FunctionPackage;
import io.partway.benchmarks.lambda.FunctionProcess.Check;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What is measured: one route of the API, called as those do who use it.
///
/// @param title the route's key
/// @param known whether there is a call made for it; otherwise it gets one that it refuses
/// @param source makes an event, and what it needs to find; each is used once
public record Operation(
    String title, FunctionPackage function, boolean known, Check check, Supplier<byte[]> source) {
  /// This many events.
  public List<byte[]> events(int count) {
    return Stream.generate(source).limit(count).toList();
  }
}
