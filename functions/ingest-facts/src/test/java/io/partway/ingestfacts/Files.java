package io.partway.ingestfacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.core.ingest.ImportFormat.Content;
import io.partway.core.ingest.ImportFormat.Line;
import io.partway.core.ingest.ImportFormat.Lines;
import io.partway.core.ingest.IntakeObjects;
import io.partway.core.ingest.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Reads whole files as the import does.
final class Files {
  private Files() {}

  static List<Line> lines(String key, String content) {
    return lines(key, content.getBytes(UTF_8), 0, 0);
  }

  /// From a place on.
  static List<Line> lines(String key, byte[] content, long offset, long before) {
    Folder folder = new Folder();
    IntakeObjects.Ref object = folder.put(key, content);
    List<Line> all = new ArrayList<>();
    try (Lines lines = new LineFormat().open(folder, object, offset, before)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        all.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /// The report of a file's only line.
  static Report report(String key, String content) {
    List<Line> lines = lines(key, content);
    if (lines.size() == 1 && lines.getFirst().content() instanceof Content.Good(Report report)) {
      return report;
    }
    throw new AssertionError(lines);
  }

  /// Numbers of lines with what is wrong with them, or `good`.
  static List<String> verdicts(List<Line> lines) {
    return lines.stream().map(line -> line.number() + " " + verdict(line.content())).toList();
  }

  private static String verdict(Content content) {
    return switch (content) {
      case Content.Good _ -> "good";
      case Content.Bad(String reason) -> reason;
    };
  }

  /// What is wrong with the last line of a file.
  static String reason(String key, String content) {
    if (lines(key, content).getLast().content() instanceof Content.Bad(String reason)) {
      return reason;
    }
    throw new AssertionError("good");
  }
}
