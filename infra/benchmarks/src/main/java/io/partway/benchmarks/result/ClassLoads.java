package io.partway.benchmarks.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where the classes that a process loads come from, told by the JVM's `-Xlog:class+load`: what is
/// looked at first when a start is too slow.
///
/// @param bySource how many of each jar, of the JDK's modules, of caches, and made while running
/// @param byPackage how many of each package among those that no cache had; the most first
public record ClassLoads(int all, Map<String, Integer> bySource, Map<String, Integer> byPackage) {
  private static final Pattern LINE =
      Pattern.compile("(?:\\[[^]]*])*\\s*(?<name>[\\w.$/+]+) source: (?<source>.*)");
  private static final int DEPTH = 5;
  private static final int SHOWN = 25;

  /// Reads the log.
  ///
  /// @param before how many lines at its beginning are left out
  public static ClassLoads of(Path log, long before) {
    try (Stream<String> lines = Files.lines(log)) {
      return of(lines.skip(before).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many lines the log has by now.
  public static long told(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ClassLoads of(List<String> lines) {
    List<Matcher> loads = lines.stream().map(LINE::matcher).filter(Matcher::matches).toList();
    return new ClassLoads(
        loads.size(),
        counted(loads, ClassLoads::source),
        counted(
            loads.stream().filter(load -> !load.group("source").contains("shared")).toList(),
            load -> packageOf(load.group("name"))));
  }

  /// As a table for a reader.
  public String table() {
    StringBuilder table = new StringBuilder();
    table.append("%d classes: ".formatted(all));
    table.append(
        bySource.entrySet().stream()
            .limit(SHOWN)
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining(", ")));
    table.append("\nby package, without those from caches: ");
    table.append(
        byPackage.entrySet().stream()
            .limit(SHOWN)
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining(", ")));
    return table.append('\n').toString();
  }

  private static Map<String, Integer> counted(
      List<Matcher> loads, Function<Matcher, String> group) {
    Map<String, Integer> counts = new TreeMap<>();
    loads.forEach(load -> counts.merge(group.apply(load), 1, Integer::sum));
    Map<String, Integer> ordered = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .forEach(each -> ordered.put(each.getKey(), each.getValue()));
    return ordered;
  }

  private static String source(Matcher load) {
    String source = load.group("source").strip();
    if (source.contains("shared objects file") || source.startsWith("jrt:")) {
      return source;
    }
    if (load.group("name").contains("/0x")) {
      return "made while running";
    }
    return source.startsWith("file:") ? source.replaceFirst(".*/(?=[^/])", "") : source;
  }

  private static String packageOf(String name) {
    String[] parts = name.split("[./]", -1);
    return String.join(".", List.of(parts).subList(0, Math.min(DEPTH, parts.length - 1)));
  }
}
