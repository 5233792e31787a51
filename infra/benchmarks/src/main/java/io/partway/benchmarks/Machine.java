package io.partway.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// What was measured on.
///
/// @param loadBefore how many processes wanted a processor in the minute before, by `/proc/loadavg`
/// @param loadAfter the same after the last start
record Machine(
    String at,
    String commit,
    String processor,
    int processors,
    String jvm,
    double loadBefore,
    double loadAfter) {
  static Machine now(Path root, InstantSource clock) {
    double load = loadNow();
    return new Machine(
        clock.instant().toString(),
        described(root),
        model(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vendor.version") + " " + Runtime.version(),
        load,
        load);
  }

  Machine after() {
    return new Machine(at, commit, processor, processors, jvm, loadBefore, loadNow());
  }

  @Override
  public String toString() {
    return "%s, commit %s, %s, JVM %s, load %.2f before and %.2f after"
        .formatted(at, commit, processor, jvm, loadBefore, loadAfter);
  }

  private static double loadNow() {
    return Double.parseDouble(read(Path.of("/proc/loadavg")).split(" ", 2)[0]);
  }

  private static String model() {
    return read(Path.of("/proc/cpuinfo"))
        .lines()
        .filter(line -> line.startsWith("model name"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse(System.getProperty("os.arch"));
  }

  private static String described(Path root) {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .directory(root.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
      return git.waitFor() == 0 ? said : "unknown";
    } catch (IOException _) {
      return "unknown";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
