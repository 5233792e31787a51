package io.partway.ingestfacts;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.partway.core.Limit;
import io.partway.ingestfacts.PhysicalLines.Physical;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The records of a CSV file (RFC 4180), each with its place in the file. Where records end is
/// found out here, byte by byte, so that reading can start again at any of them; what is in them is
/// left to the library.
///
/// A record that is broken, by a quote that is never closed say, costs its first line only: reading
/// goes on with the next one, lest a single slip should swallow good lines.
final class CsvRecords implements Closeable {
  private static final String BROKEN =
      "Put a cell that has quotes, commas or line breaks between double quotes, and double its quotes.";
  private static final CsvReader.CsvReaderBuilder READER =
      CsvReader.builder().allowExtraCharsAfterClosingQuote(false);

  private final PhysicalLines lines;

  CsvRecords(PhysicalLines lines) {
    this.lines = lines;
  }

  /// @param number of its first line
  /// @param end bytes of the file up to its end
  /// @param lastNumber of its last line
  record Row(long number, Content content, long end, long lastNumber) {}

  /// What a record comes to.
  sealed interface Content {
    record Cells(List<String> cells) implements Content {}

    /// @param reason what to change
    record Broken(String reason) implements Content {}
  }

  /// The next record that is not blank; null at the end.
  @Nullable Row next() throws IOException {
    Physical first = lines.next();
    while (first != null && first.blank()) {
      first = lines.next();
    }
    if (first == null) {
      return null;
    }
    if (first.tooLong()) {
      return broken(List.of(first), LineFormat.TOO_LONG);
    }
    List<Physical> record = new ArrayList<>();
    record.add(first);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(first.bytes());
    Quoting quoting = Quoting.CELL_START.after(first.bytes());
    while (quoting == Quoting.QUOTED) {
      Physical more = lines.next();
      if (more == null) {
        return broken(record, BROKEN);
      }
      record.add(more);
      bytes.writeBytes(more.bytes());
      if (bytes.size() > Limit.IMPORT_LINE_BYTES.standard()) {
        return broken(record, BROKEN);
      }
      quoting = quoting.after(more.bytes());
    }
    String text = Utf8.text(bytes.toByteArray());
    if (text == null) {
      return broken(record, LineFormat.NOT_UTF_8);
    }
    try {
      CsvRecord cells = READER.ofSingleCsvRecord(text);
      return new Row(
          first.number(),
          new Content.Cells(cells.getFields()),
          record.getLast().end(),
          record.getLast().number());
    } catch (CsvParseException _) {
      return broken(record, BROKEN);
    }
  }

  private Row broken(List<Physical> record, String reason) {
    lines.handBack(record.subList(1, record.size()));
    Physical first = record.getFirst();
    return new Row(first.number(), new Content.Broken(reason), first.end(), first.number());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /// Where a byte stands: only between quotes does a line feed not end the record.
  private enum Quoting {
    CELL_START,
    PLAIN,
    QUOTED,
    /// After a quote between quotes: the last one, or the first half of a doubled one.
    QUOTE;

    Quoting after(byte[] bytes) {
      Quoting quoting = this;
      for (byte b : bytes) {
        quoting = quoting.after(b);
      }
      return quoting;
    }

    private Quoting after(byte b) {
      return switch (this) {
        case CELL_START -> b == '"' ? QUOTED : outside(b);
        case PLAIN -> outside(b);
        case QUOTED -> b == '"' ? QUOTE : QUOTED;
        case QUOTE -> b == '"' ? QUOTED : outside(b);
      };
    }

    private static Quoting outside(byte b) {
      return b == ',' ? CELL_START : PLAIN;
    }
  }
}
