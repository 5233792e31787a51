package io.partway.local.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.partway.core.ingest.ImportFile;
import io.partway.core.ingest.IntakeObjects;
import io.partway.local.functions.FunctionOutcome;
import io.partway.local.functions.Functions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path root;
  private IntakeFolder folder = new IntakeFolder(Path.of(""));
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ProgressBar progress =
      new ProgressBar(new PrintStream(shown, true, StandardCharsets.UTF_8), false, "import");
  private final List<String> read = new ArrayList<>();

  @BeforeEach
  void open() {
    folder = new IntakeFolder(root);
  }

  private Importer.Result take(Functions functions, Importer.Format format) throws IOException {
    var clock = InstantSource.fixed(Instant.EPOCH);
    return new Importer(folder, functions, "Ingest", clock)
        .take(
            new ByteArrayInputStream("line 1\nline 2\n".getBytes(StandardCharsets.UTF_8)),
            format,
            progress);
  }

  private static IntakeObjects.Ref object(byte[] event) throws IOException {
    var s3 = JSON.readTree(event).path("Records").path(0).path("s3");
    return new IntakeObjects.Ref(
        s3.path("bucket").path("name").asText(),
        s3.path("object").path("key").asText(),
        s3.path("object").path("eTag").asText());
  }

  private FunctionOutcome readAll(byte[] event, boolean complete) {
    try {
      var object = object(event);
      assertThat(folder.size(object)).isEqualTo(14);
      try (var content = folder.open(object, 0)) {
        read.add(object.key() + ": " + new String(content.readAllBytes(), StandardCharsets.UTF_8));
      }
      var answer =
          "{\"accepted\": 1, \"ignored\": 0, \"alreadyEnded\": 0, \"refused\": [{\"line\": 2, \"reason\": \"bad\"}], \"complete\": %s}"
              .formatted(complete);
      return new FunctionOutcome.Answered(answer.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void goesOnUntilTheFunctionIsThrough() throws Exception {
    var result = take((_, event) -> readAll(event, read.size() == 2), Importer.Format.JSON_LINES);

    assertThat(read).hasSize(3);
    assertThat(read.getFirst()).contains(".jsonl: line 1\nline 2\n");
    assertThat(result)
        .isEqualTo(
            new Importer.Result.Done(
                JSON.readTree(
                    "{\"accepted\": 1, \"ignored\": 0, \"alreadyEnded\": 0, \"refused\":"
                        + " [{\"line\": 2, \"reason\": \"bad\"}]}")));
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("import 100 %")
        .contains("1 accepted, 0 ignored, 0 already ended, 1 refused");
  }

  @Test
  void keepsNoUploadedFile() throws Exception {
    take((_, event) -> readAll(event, true), Importer.Format.CSV);

    assertThat(read.getFirst()).contains(".csv: ");
    try (var files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void keepsNoFileThatBreaksOffWhileItIsUploaded() {
    var broken =
        new FilterInputStream(new ByteArrayInputStream(new byte[100])) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            var read = super.read(into, offset, Math.min(length, 60));
            if (read < 60) {
              throw new IOException("connection reset");
            }
            return read;
          }
        };

    assertThatThrownBy(() -> folder.put("k", broken)).hasMessage("connection reset");
    assertThat(root.resolve("intake/k")).doesNotExist();
  }

  @Test
  void listsMoreRefusedLinesThanTheFunctionAnswers() throws Exception {
    var result =
        take(
            (_, event) -> {
              try {
                var object = object(event);
                folder.putBeside(object, ImportFile.reportSuffix(1), report(1, 700));
                folder.putBeside(object, ImportFile.reportSuffix(2), report(701, 1500));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              return readAll(event, true);
            },
            Importer.Format.CSV);

    assertThat(result)
        .isInstanceOfSatisfying(
            Importer.Result.Done.class,
            done -> {
              var refused = done.report().path("refused");
              assertThat(refused).hasSize(1_500);
              for (var line = 1; line <= 1_500; line++) {
                assertThat(refused.path(line - 1).toString())
                    .isEqualTo("{\"line\":%d,\"reason\":\"bad\"}".formatted(line));
              }
            });
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("1500 refused");
    try (var files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  private static byte[] report(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj("{\"line\":%d,\"reason\":\"bad\"}%n"::formatted)
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void keepsNothingOfASystemThatWasKilled() throws Exception {
    folder.put("imports/1.jsonl", new ByteArrayInputStream(new byte[10]));

    folder.clear();

    assertThat(root.resolve("intake/imports/1.jsonl")).doesNotExist();
    new IntakeFolder(root.resolve("none")).clear();
  }

  @Test
  void givesUpOnAFunctionThatKeepsFailing() throws Exception {
    assertThat(take((_, _) -> new FunctionOutcome.Failed("no table"), Importer.Format.CSV))
        .isEqualTo(new Importer.Result.Stopped("the function failed 3 times in a row: no table"));
  }

  @Test
  void readsFromAnOffsetAndNoticesAnotherContent() throws Exception {
    var object =
        folder.put("k/1", new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)));
    try (var rest = folder.open(object, 1)) {
      assertThat(rest.readAllBytes()).isEqualTo("bc".getBytes(StandardCharsets.UTF_8));
    }
    folder.putBeside(object, ".refused.jsonl", new byte[] {1});
    assertThat(root.resolve("intake/k/1.refused.jsonl")).exists();

    Files.writeString(folder.file(object), "other");
    assertThatThrownBy(() -> folder.open(object, 0)).isInstanceOf(IntakeObjects.Gone.class);
    Files.delete(folder.file(object));
    assertThatThrownBy(() -> folder.size(object)).isInstanceOf(IntakeObjects.Gone.class);
    assertThatThrownBy(() -> folder.size(new IntakeObjects.Ref("b", "../../x", "")))
        .isInstanceOf(IOException.class);
  }
}
