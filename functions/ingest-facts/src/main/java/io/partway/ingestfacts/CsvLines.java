package io.partway.ingestfacts;

import io.partway.core.ingest.ImportFormat.Content;
import io.partway.core.ingest.ImportFormat.Line;
import io.partway.core.ingest.ImportFormat.Lines;
import io.partway.gateway.JsonValue;
import io.partway.ingestfacts.CsvRecords.Row;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A CSV file's records below its header.
final class CsvLines implements Lines {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]*");

  private final List<Member> columns;
  private final CsvRecords records;

  CsvLines(List<Member> columns, CsvRecords records) {
    this.columns = columns;
    this.records = records;
  }

  @Override
  public @Nullable Line next() throws IOException {
    Row record = records.next();
    while (record != null && empty(record)) {
      record = records.next();
    }
    return record == null
        ? null
        : new Line(record.number(), content(record), record.end(), record.lastNumber());
  }

  /// As spreadsheets write rows below the last one in use.
  private static boolean empty(Row record) {
    return record.content() instanceof CsvRecords.Content.Cells(List<String> cells)
        && cells.stream().allMatch(String::isEmpty);
  }

  private Content content(Row record) {
    return switch (record.content()) {
      case CsvRecords.Content.Broken(String reason) -> new Content.Bad(reason);
      case CsvRecords.Content.Cells(List<String> cells) ->
          cells.size() == columns.size()
              ? report(cells)
              : new Content.Bad(
                  "Give as many cells as the header has, "
                      + columns.size()
                      + "; here are "
                      + cells.size()
                      + ".");
    };
  }

  private Content report(List<String> cells) {
    Problems problems = new Problems();
    Map<String, JsonValue> members = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      Member column = columns.get(i);
      if (!cells.get(i).isEmpty()) {
        members.put(column.text(), value(column, cells.get(i), problems));
      }
    }
    return joined(problems, Reports.line(members));
  }

  /// Problems of cells before those of what they say.
  private static Content joined(Problems problems, Content content) {
    if (problems.none()) {
      return content;
    }
    return switch (content) {
      case Content.Good _ -> new Content.Bad(problems.reason());
      case Content.Bad(String reason) -> new Content.Bad(problems.reason() + " " + reason);
    };
  }

  /// What cannot be read as its column's kind stays a text, which its reader then refuses.
  private static JsonValue value(Member column, String cell, Problems problems) {
    JsonValue text = new JsonValue.Str(cell);
    return switch (column.kind()) {
      case TEXT -> text;
      case NUMBER -> WHOLE_NUMBER.matcher(cell).matches() ? new JsonValue.Num(cell) : text;
      case FLAG ->
          switch (cell.toLowerCase(Locale.ROOT)) {
            case "true" -> new JsonValue.Bool(true);
            case "false" -> new JsonValue.Bool(false);
            default -> text;
          };
      case LIST -> {
        Problems list = new Problems();
        JsonValue value = JsonLines.value(cell, list);
        if (value == null) {
          problems.add(column.text(), list.reason());
          yield new JsonValue.Null();
        }
        yield value;
      }
    };
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
