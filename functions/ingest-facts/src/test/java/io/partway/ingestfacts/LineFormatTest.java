package io.partway.ingestfacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.ingest.Checkpoints.Refused;
import io.partway.core.ingest.ImportFormat.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole files: where lines begin and end, how they are numbered, and that reading can start again
/// at each of them.
class LineFormatTest {
  private static final String HEADER = "customerId,partnerId,version,name\n";
  private static final String GOOD =
      "{\"customerId\":\"c\",\"partnerId\":\"p\",\"version\":1,\"name\":\"x\"}";

  @Test
  void numbersLinesOfJsonAsAnEditorDoes() {
    assertThat(
            Files.verdicts(
                Files.lines(
                    "a.jsonl", "\uFEFF" + GOOD + "\r\n\n  \t\r\n{\n" + GOOD + "\n\n" + GOOD)))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("1 good"),
            broken -> assertThat(broken).startsWith("4 Send one JSON value"),
            fifth -> assertThat(fifth).isEqualTo("5 good"),
            last -> assertThat(last).isEqualTo("7 good"));
  }

  @Test
  void numbersRecordsOfCsvByTheirFirstLine() {
    assertThat(
            Files.verdicts(
                Files.lines(
                    "a.csv",
                    "\uFEFF\r\n"
                        + HEADER
                        + "a,p,1,x\r\n\nb,p,1,\"[\"\"\n\n]\"\n,,,\nc,p,1,\"x\"\nd,p,1\ne,p,1,x,y\nf,p,0,x")))
        .satisfiesExactly(
            a -> assertThat(a).isEqualTo("3 good"),
            b -> assertThat(b).startsWith("5 name: Give text"),
            c -> assertThat(c).isEqualTo("9 good"),
            d -> assertThat(d).isEqualTo("10 Give as many cells as the header has, 4; here are 3."),
            e -> assertThat(e).isEqualTo("11 Give as many cells as the header has, 4; here are 5."),
            f -> assertThat(f).startsWith("12 version: "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b,p,1,\"never closed",
        "b,p,1,\"closed\"too early",
        "\"b\"x,p,1,x",
        "b,p,1,\"a\rb\"c\"",
      })
  void aBrokenRecordOfCsvCostsItsFirstLineOnly(String broken) {
    assertThat(
            Files.verdicts(
                Files.lines("a.csv", HEADER + "a,p,1,x\n" + broken + "\nc,p,1,x\nd,p,1,\"x\"\n")))
        .satisfiesExactly(
            a -> assertThat(a).isEqualTo("2 good"),
            b -> assertThat(b).startsWith("3 Put a cell that has quotes"),
            c -> assertThat(c).isEqualTo("4 good"),
            d -> assertThat(d).isEqualTo("5 good"));
  }

  @Test
  void aQuoteInsideAPlainCellIsAQuote() {
    assertThat(Files.verdicts(Files.lines("a.csv", HEADER + "a,p,1,5\" disk\nb,p,1,x\n")))
        .containsExactly("2 good", "3 good");
  }

  @Test
  void aLineThatIsTooLongCostsNoMemoryAndNoOtherLine() {
    String tooLong = "x".repeat(2_000_000);

    assertThat(Files.verdicts(Files.lines("a.jsonl", GOOD + "\n" + tooLong + "\n" + GOOD)))
        .containsExactly("1 good", "2 Make the line shorter than 300000 bytes.", "3 good");
    assertThat(
            Files.verdicts(
                Files.lines("a.csv", HEADER + tooLong + "\na,p,1,\"" + tooLong + "\nb,p,1,x")))
        .containsExactly(
            "2 Make the line shorter than 300000 bytes.",
            "3 Make the line shorter than 300000 bytes.",
            "4 good");
  }

  @Test
  void aQuoteNeverClosedInALongFileCostsOneLine() {
    String rest = "b,p,1,x\n".repeat(60_000);

    assertThat(Files.lines("a.csv", HEADER + "a,p,1,\"x\n" + rest)).hasSize(60_001);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] json = (GOOD + "\nx\n" + GOOD).getBytes(UTF_8);
    json[GOOD.length() + 1] = (byte) 0xFF;
    byte[] csv = (HEADER + "a,p,1,?\nb,p,1,x").getBytes(UTF_8);
    csv[HEADER.length() + 6] = (byte) 0xC0;

    assertThat(Files.verdicts(Files.lines("a.jsonl", json, 0, 0)))
        .containsExactly("1 good", "2 Save the file in UTF-8.", "3 good");
    assertThat(Files.verdicts(Files.lines("a.csv", csv, 0, 0)))
        .containsExactly("2 Save the file in UTF-8.", "3 good");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          customerId,partnerId               | Add the column version.
          customerId,partnerId,version,Name  | column 4: Write its name name.
          CustomerID, partnerId,version      | column 1: Write its name customerId. column 2: Write its name partnerId.
          customerId,partnerId,version,x     | column 4: Its name is not known
          version,customerId,partnerId,version | column 4: It repeats version
          customerId;partnerId;version       | Separate columns by commas.
          customerId,,version                | column 2: Its name is not known
          "customerId,partnerId              | Put a cell that has quotes
          a,b,1                              | Let the first line name the columns. Add the column customerId. Add the column partnerId.
          """)
  void withoutAGoodHeaderNothingIsTakenIn(String header, String reason) {
    byte[] file = (header + "\na,b,1\nc,d,1").getBytes(UTF_8);
    List<Line> lines = Files.lines("a.csv", file, 0, 0);

    assertThat(Files.verdicts(lines)).singleElement().asString().startsWith("1 ").contains(reason);
    assertThat(Files.lines("a.csv", file, lines.getFirst().nextOffset(), 1)).isEmpty();
  }

  @Test
  void anEmptyFileHasNoLines() {
    assertThat(Files.lines("a.csv", "")).isEmpty();
    assertThat(Files.lines("a.csv", "\n\n")).isEmpty();
    assertThat(Files.lines("a.csv", HEADER)).isEmpty();
    assertThat(Files.lines("a.jsonl", "\uFEFF")).isEmpty();
  }

  @Test
  void aFileOfNoKnownFormatIsRefusedAsAWhole() {
    assertThat(Files.verdicts(Files.lines("a.xlsx", "PK\n1\n2")))
        .containsExactly(
            "1 No line was taken in: the file's name must end in .csv, .jsonl, .ndjson or .json.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.jsonl"})
  void readingCanStartAgainAtEveryLine(String key) {
    String text =
        key.endsWith("csv")
            ? "\uFEFF"
                + HEADER
                + "a,p,1,\"é\r\né\"\r\n\r\nb,p,1,\"open\nc,p,1,x\n\n,,,\nd,p,1,木\ne,p,x,\"\"\"\"\n\n"
            : "\uFEFF" + GOOD + "\r\n\n{\n木\n" + GOOD.replace("x", "é木") + "\n\n" + GOOD;
    byte[] file = text.getBytes(UTF_8);
    List<Line> whole = Files.lines(key, file, 0, 0);

    for (int i = 0; i < whole.size(); i++) {
      Line line = whole.get(i);
      assertThat(Files.lines(key, file, line.nextOffset(), line.nextLine()))
          .isEqualTo(whole.subList(i + 1, whole.size()));
      assertThat(lineFeeds(file, line.nextOffset())).isEqualTo(line.nextLine());
    }
  }

  private static long lineFeeds(byte[] file, long end) {
    String before = new String(Arrays.copyOf(file, (int) end), UTF_8);
    long feeds = before.chars().filter(c -> c == '\n').count();
    return before.endsWith("\n") ? feeds : feeds + 1;
  }

  @Test
  void reportsRefusedLinesAsJsonLines() {
    List<Refused> refused = new ArrayList<>();
    refused.add(new Refused(3, "name: Say it."));
    refused.add(new Refused(1_000, "x"));

    assertThat(new String(new LineFormat().report(refused), UTF_8))
        .isEqualTo("{\"line\":3,\"reason\":\"name: Say it.\"}\n{\"line\":1000,\"reason\":\"x\"}\n");
  }
}
