package io.partway.ingestfacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.core.Limit;
import io.partway.core.ingest.Checkpoints.Refused;
import io.partway.core.ingest.ImportFormat;
import io.partway.core.ingest.IntakeObjects;
import io.partway.gateway.JsonValue;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The two formats of files, told apart by the end of their names: CSV with a header, and JSON
/// Lines.
final class LineFormat implements ImportFormat {
  static final String TOO_LONG =
      "Make the line shorter than " + Limit.IMPORT_LINE_BYTES.standard() + " bytes.";
  static final String NOT_UTF_8 = "Save the file in UTF-8.";

  private static final String CSV = ".csv";
  private static final List<String> JSON_LINES = List.of(".jsonl", ".ndjson", ".json");
  private static final String NO_FORMAT =
      "No line was taken in: the file's name must end in .csv, .jsonl, .ndjson or .json.";

  @Inject
  LineFormat() {}

  @Override
  public Lines open(IntakeObjects objects, IntakeObjects.Ref object, long offset, long line)
      throws IOException {
    String name = object.key().toLowerCase(Locale.ROOT);
    if (name.endsWith(CSV)) {
      return csv(objects, object, offset, line);
    }
    return JSON_LINES.stream().anyMatch(name::endsWith)
        ? new JsonLines(new PhysicalLines(objects.open(object, offset), offset, line))
        : whole(1, NO_FORMAT, offset, objects.size(object));
  }

  private static Lines csv(IntakeObjects objects, IntakeObjects.Ref object, long offset, long line)
      throws IOException {
    CsvRecords records = new CsvRecords(new PhysicalLines(objects.open(object, 0), 0, 0));
    CsvHeader header = CsvHeader.read(records);
    if (header instanceof CsvHeader.Good(List<Member> columns) && offset == 0) {
      return new CsvLines(columns, records);
    }
    records.close();
    return switch (header) {
      case CsvHeader.Good(List<Member> columns) ->
          new CsvLines(
              columns,
              new CsvRecords(new PhysicalLines(objects.open(object, offset), offset, line)));
      case CsvHeader.Bad(long number, String reason) ->
          whole(number, reason, offset, objects.size(object));
      case CsvHeader.None _ -> new Remaining(Collections.emptyIterator());
    };
  }

  /// A file that cannot be read at all, as if it were one line.
  private static Lines whole(long line, String reason, long offset, long size) {
    Line all = new Line(line, new Content.Bad(reason), size, line);
    return new Remaining(offset < size ? List.of(all).iterator() : Collections.emptyIterator());
  }

  @Override
  public byte[] report(List<Refused> refused) {
    StringBuilder report = new StringBuilder();
    for (Refused line : refused) {
      report
          .append("{\"line\":")
          .append(line.line())
          .append(",\"reason\":")
          .append(new JsonValue.Str(line.reason()).canonical())
          .append("}\n");
    }
    return report.toString().getBytes(UTF_8);
  }

  private record Remaining(Iterator<Line> lines) implements Lines {
    @Override
    public @Nullable Line next() {
      return lines.hasNext() ? lines.next() : null;
    }

    @Override
    public void close() {}
  }
}
