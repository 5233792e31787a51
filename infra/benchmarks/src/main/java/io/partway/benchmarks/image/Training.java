package io.partway.benchmarks.image;

import io.partway.benchmarks.lambda.FunctionPackage;
import io.partway.benchmarks.lambda.FunctionProcess;
import io.partway.benchmarks.lambda.Launcher;
import java.util.List;
import java.util.Map;

/// Makes the AOT caches of an image: its JVM runs its jars through a function's calls, and writes
/// down which classes they came to be, how they are linked, and which methods were worth compiling.
///
/// One for each function: the JVM loads at its start all that a cache holds, so that one for all
/// would have every function load what only another one needs.
public final class Training {
  private static final String TRAIN = "PARTWAY_TRAIN";
  private static final String WRITTEN = "AOTCache creation is complete";

  private final ImageLayout image;
  private final Launcher launcher;

  public Training(ImageLayout image, Launcher launcher) {
    this.image = image;
    this.launcher = launcher;
  }

  /// Trains a function's cache with these events.
  public void run(FunctionPackage function, List<byte[]> events) {
    calls(function, events).run();
  }

  /// Runs a function through these events.
  ///
  /// @return what remains to be done: have its cache written, which takes longer and concerns
  ///   nobody else, so that others may be trained meanwhile
  public Runnable calls(FunctionPackage function, List<byte[]> events) {
    FunctionProcess process =
        FunctionProcess.start(
            launcher.image(function, image.root(), Map.of(TRAIN, image.cache(function).toString())),
            List.of(),
            () -> {});
    events.forEach(process::invoke);
    return () -> {
      try (process) {
        String written = process.finish();
        if (!written.contains(WRITTEN)) {
          throw new IllegalStateException("no cache was written:\n" + written);
        }
      }
      image.seal(function);
    };
  }
}
