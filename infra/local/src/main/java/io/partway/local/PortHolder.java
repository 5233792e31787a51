package io.partway.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds out who listens on a port: from `/proc` on Linux, by `lsof` elsewhere.
final class PortHolder {
  private static final String LISTEN = "0A";

  private PortHolder() {}

  /// `process 4711 (java -jar …)`; empty where it cannot be known.
  static Optional<String> describe(int port) {
    return pid(port).map(PortHolder::described);
  }

  private static String described(long pid) {
    var command =
        ProcessHandle.of(pid)
            .map(ProcessHandle::info)
            .flatMap(info -> info.commandLine().or(info::command))
            .map(line -> line.length() > 120 ? line.substring(0, 120) + "…" : line);
    return "process " + pid + command.map(line -> " (" + line + ")").orElse("");
  }

  private static Optional<Long> pid(int port) {
    return Files.isDirectory(Path.of("/proc/self/fd")) ? fromProc(port) : fromLsof(port);
  }

  private static Optional<Long> fromProc(int port) {
    var sockets =
        Stream.of("/proc/net/tcp", "/proc/net/tcp6")
            .flatMap(file -> lines(Path.of(file)))
            .map(line -> line.strip().split("\\s+"))
            .filter(column ->
                column.length > 9
                    && column[3].equals(LISTEN)
                    && column[1].endsWith(":%04X".formatted(port)))
            .map(column -> "socket:[" + column[9] + "]")
            .collect(Collectors.toSet());
    return sockets.isEmpty()
        ? Optional.empty()
        : ProcessHandle.allProcesses()
            .map(ProcessHandle::pid)
            .filter(pid -> holds(pid, sockets))
            .findFirst();
  }

  private static boolean holds(long pid, Set<String> sockets) {
    try (var files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files.anyMatch(file -> sockets.contains(target(file)));
    } catch (IOException _) {
      // Somebody else's process, or one that has just ended.
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException _) {
      return "";
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException _) {
      return Stream.empty();
    }
  }

  private static Optional<Long> fromLsof(int port) {
    try {
      var process =
          new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN").start();
      try (var output = process.inputReader()) {
        var first = output.readLine();
        process.waitFor(5, TimeUnit.SECONDS);
        return first == null ? Optional.empty() : Optional.of(Long.valueOf(first.strip()));
      }
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
