package io.partway.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What functions are started with in tests: this JVM's JDK, and the runtime interface client that
/// the build has put down.
public final class Runtime25 {
  private Runtime25() {}

  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /// The client's jars.
  public static List<Path> jars() {
    try (Stream<Path> files = Files.list(Path.of("target/runtime").toAbsolutePath())) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
