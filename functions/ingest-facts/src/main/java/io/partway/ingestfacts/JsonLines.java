package io.partway.ingestfacts;

import io.partway.core.ingest.ImportFormat.Content;
import io.partway.core.ingest.ImportFormat.Line;
import io.partway.core.ingest.ImportFormat.Lines;
import io.partway.gateway.JsonValue;
import io.partway.gateway.RequestFault;
import io.partway.gateway.StrictJson;
import io.partway.ingestfacts.PhysicalLines.Physical;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file with one JSON object in each line.
final class JsonLines implements Lines {
  private final PhysicalLines lines;

  JsonLines(PhysicalLines lines) {
    this.lines = lines;
  }

  @Override
  public @Nullable Line next() throws IOException {
    Physical line = lines.next();
    while (line != null && line.blank()) {
      line = lines.next();
    }
    return line == null ? null : new Line(line.number(), content(line), line.end(), line.number());
  }

  private static Content content(Physical line) {
    if (line.tooLong()) {
      return new Content.Bad(LineFormat.TOO_LONG);
    }
    String text = Utf8.text(line.bytes());
    if (text == null) {
      return new Content.Bad(LineFormat.NOT_UTF_8);
    }
    Problems problems = new Problems();
    return object(text, problems) instanceof JsonValue.Obj(Map<String, JsonValue> members)
        ? Reports.line(members)
        : new Content.Bad(problems.reason());
  }

  /// The object; null when there is a problem with it.
  static JsonValue.@Nullable Obj object(String text, Problems problems) {
    JsonValue value = value(text, problems);
    if (value instanceof JsonValue.Obj object) {
      return object;
    }
    if (value != null) {
      problems.add("Give one JSON object a line.");
    }
    return null;
  }

  /// The value; null when there is a problem with it.
  static @Nullable JsonValue value(String text, Problems problems) {
    StrictJson.Parsed parsed = StrictJson.parse(text);
    for (RequestFault fault : parsed.faults()) {
      // Not where it is: the names on the way there may be anything.
      problems.add(fault.code().equals("duplicate") ? "Give every member once." : fault.detail());
    }
    return parsed.faults().isEmpty() ? parsed.value() : null;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
