package io.partway.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.Deadline;
import io.partway.core.Samples;
import io.partway.core.StoreUnavailable;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Facts;
import io.partway.core.ingest.Checkpoints.Progress;
import io.partway.core.ingest.Checkpoints.Refused;
import io.partway.core.ingest.ImportFile.Pace;
import io.partway.core.ingest.ImportFile.Result;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStore.Commit;
import io.partway.core.search.Spend;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportFileTest {
  private static final IntakeObjects.Ref FILE = new IntakeObjects.Ref("bucket", "a.txt", "1");
  private static final Pace TINY = new Pace(3, 1_000, 2, Duration.ofSeconds(1));

  private final MemoryFacts facts = new MemoryFacts();
  private final MemoryObjects objects = new MemoryObjects();
  private final MemoryCheckpoints checkpoints = new MemoryCheckpoints();

  @Test
  void tellsItsOwnReportsFromFilesToTakeIn() {
    assertThat(ImportFile.isReport("in/a.jsonl.refused-1.jsonl")).isTrue();
    assertThat(ImportFile.isReport("a.csv.refused-12.jsonl")).isTrue();
    assertThat(ImportFile.isReport("a.jsonl")).isFalse();
    assertThat(ImportFile.isReport("a.jsonl.refused-.jsonl")).isFalse();
    assertThat(ImportFile.isReport("a.refused-1.jsonl.csv")).isFalse();
  }

  @Test
  void takesInTheGoodLinesAndListsTheOthers() throws IOException {
    objects.content = "a 1\n\nwrong\nb 1\na 1\na 2\nbad\n";

    Progress end = reached(importFile(TINY).run(FILE));

    assertThat(end)
        .isEqualTo(
            new Progress(
                objects.content.length(),
                7,
                3,
                1,
                0,
                2,
                List.of(new Refused(3, "no version: wrong"), new Refused(7, "no version: bad")),
                2,
                true));
    assertThat(facts.versions()).isEqualTo(Map.of("a", 2L, "b", 1L));
    assertThat(objects.beside)
        .isEqualTo(
            Map.of(
                "a.txt.refused-1.jsonl",
                "3 no version: wrong",
                "a.txt.refused-2.jsonl",
                "7 no version: bad"));
    assertThat(objects.beside.keySet()).allMatch(ImportFile::isReport);
  }

  @Test
  void answersAFinishedFileWithoutTouchingAnything() throws IOException {
    objects.content = "a 1\n";
    Result first = importFile(TINY).run(FILE);
    facts.failures.set(Integer.MAX_VALUE);
    objects.content = "";

    assertThat(importFile(TINY).run(FILE)).isEqualTo(first);
  }

  @Test
  void anEmptyFileIsComplete() throws IOException {
    assertThat(reached(importFile(TINY).run(FILE)).complete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 100})
  void runsThatStopEarlyAddUpToOneThatDoesNot(int linesPerRun) throws IOException {
    objects.content =
        IntStream.range(0, 100)
            .mapToObj(i -> i % 7 == 0 ? "wrong" : "c" + i % 13 + " " + (i / 5 + 1))
            .collect(Collectors.joining("\n"));
    Progress whole = reached(importFile(TINY).run(FILE));
    Map<String, Long> versions = facts.versions();
    facts.known.clear();
    checkpoints.stored.clear();

    ImportFile importFile = importFile(TINY);
    int runs = 0;
    Progress last;
    do {
      AtomicInteger looks = new AtomicInteger(2 * linesPerRun + 1);
      // Two looks at the clock a line are more than it takes, so that every run ends somewhere else
      // in a batch.
      Deadline deadline = () -> Duration.ofSeconds(looks.decrementAndGet() > 0 ? 60 : 0);
      last =
          ScopedValue.where(Deadline.CURRENT, deadline).call(() -> reached(importFile.run(FILE)));
      runs++;
    } while (!last.complete());

    assertThat(runs).isGreaterThan(linesPerRun < 50 ? 1 : 0);
    assertThat(last).usingRecursiveComparison().ignoringFields("parts").isEqualTo(whole);
    assertThat(facts.versions()).isEqualTo(versions);
  }

  @Test
  void linesOfOnePairKeepTheirOrder() throws IOException {
    objects.content =
        IntStream.rangeClosed(1, 200).mapToObj(i -> "same " + i).collect(Collectors.joining("\n"));

    Progress end =
        reached(importFile(new Pace(50, 1_000_000, 16, Duration.ofSeconds(1))).run(FILE));

    // Out of order, some would have met a newer version and been ignored.
    assertThat(end.accepted()).isEqualTo(200);
  }

  @Test
  void anOutageBreaksOffAndTheNextRunMeetsItsLinesAgain() throws IOException {
    objects.content = "a 1\nb 1\nc 1\nd 1\ne 1\n";
    facts.failOnlyFor = "e";
    facts.failures.set(1);
    ImportFile importFile = importFile(TINY);

    assertThatThrownBy(() -> importFile.run(FILE)).isInstanceOf(StoreUnavailable.class);
    Progress end = reached(importFile.run(FILE));

    assertThat(end.complete()).isTrue();
    assertThat(end.accepted() + end.ignored()).isEqualTo(5);
    assertThat(end.accepted()).isEqualTo(4);
  }

  @Test
  void leavesTheFileToAnotherRunThatWasFaster() throws IOException {
    objects.content = "a 1\nb 1\nc 1\nd 1\n";
    Progress others = new Progress(8, 2, 2, 0, 0, 0, List.of(), 0, false);
    checkpoints.overtakeWith = others;

    assertThat(importFile(TINY).run(FILE)).isEqualTo(new Result.Reached(others));
  }

  @Test
  void goesOnWhereOnlyTheAnswerToItsOwnCheckpointWasLost() throws IOException {
    objects.content = "a 1\nb 1\nc 1\nd 1\n";
    checkpoints.loseAnswer = true;

    assertThat(reached(importFile(TINY).run(FILE)).complete()).isTrue();
  }

  @Test
  void aFileThatHasGoneIsNoOutage() throws IOException {
    objects.gone = true;

    assertThat(importFile(TINY).run(FILE)).isEqualTo(new Result.Gone());
  }

  @Test
  void showsAsManyRefusedLinesAsACheckpointHasRoomFor() throws IOException {
    String long20 = "x".repeat(20_000);
    objects.content = (long20 + "\n").repeat(6) + "short\n" + "short\n".repeat(2_000);

    Progress end = reached(importFile(TINY).run(FILE));

    assertThat(end.refused()).isEqualTo(2_007);
    assertThat(end.shown()).hasSize(4).extracting(Refused::line).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void showsNoMoreThanTheLimitOfRefusedLines() throws IOException {
    objects.content = "s\n".repeat(1_200);

    assertThat(reached(importFile(TINY).run(FILE)).shown()).hasSize(1_000);
  }

  private static Progress reached(Result result) {
    return switch (result) {
      case Result.Reached(Progress progress) -> progress;
      case Result.Gone _ -> throw new AssertionError("gone");
    };
  }

  private ImportFile importFile(Pace pace) {
    IngestFacts ingest =
        new IngestFacts(
            facts, InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")), Samples.LEDGER);
    return new ImportFile(objects, checkpoints, new Words(), ingest, pace);
  }

  /// Lines of a customer and a version, both only in what they report of spend.
  private static final class Words implements ImportFormat {
    @Override
    public Lines open(IntakeObjects objects, IntakeObjects.Ref object, long offset, long line)
        throws IOException {
      InputStream bytes = objects.open(object, offset);
      return new Lines() {
        private long at = offset;
        private long before = line;

        @Override
        public @Nullable Line next() throws IOException {
          while (true) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            int next = bytes.read();
            if (next < 0) {
              return null;
            }
            for (; next >= 0 && next != '\n'; next = bytes.read()) {
              text.write(next);
            }
            at += text.size() + (next < 0 ? 0 : 1);
            before++;
            if (text.size() > 0) {
              return new Line(before, content(text.toString(UTF_8)), at, before);
            }
          }
        }

        @Override
        public void close() throws IOException {
          bytes.close();
        }
      };
    }

    private static Content content(String text) {
      int space = text.indexOf(' ');
      if (space < 0) {
        return new Content.Bad("no version: " + text);
      }
      Pair pair = new Pair(new CustomerId(text.substring(0, space)), new PartnerId("p"));
      return new Content.Good(
          new Report.Observed(
              pair,
              Long.parseLong(text.substring(space + 1)),
              null,
              null,
              null,
              new Spend(BigDecimal.ONE, "EUR", null, null)));
    }

    @Override
    public byte[] report(List<Refused> refused) {
      return refused.stream()
          .map(line -> line.line() + " " + line.reason())
          .collect(Collectors.joining("\n"))
          .getBytes(UTF_8);
    }
  }

  private static final class MemoryFacts implements FactStore {
    final Map<Pair, Known> known = new ConcurrentHashMap<>();
    final AtomicInteger failures = new AtomicInteger();
    @Nullable String failOnlyFor;

    Map<String, Long> versions() {
      Map<String, Long> versions = new TreeMap<>();
      known.forEach((pair, what) ->
          versions.put(pair.customer().value(), requireNonNull(what.spend()).version()));
      return versions;
    }

    @Override
    public Known read(Pair pair) {
      if ((failOnlyFor == null || failOnlyFor.equals(pair.customer().value()))
          && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new StoreUnavailable("down");
      }
      return known.getOrDefault(pair, new Known(null, 0, null, Facts.NONE, null, 0));
    }

    @Override
    public @Nullable DisassociationRequest request(Pair pair, RequestId id) {
      return null;
    }

    @Override
    public Commit write(Change change) {
      known.put(change.pair(), change.after());
      return Commit.DONE;
    }
  }

  private static final class MemoryObjects implements IntakeObjects {
    String content = "";
    boolean gone;
    final Map<String, String> beside = new ConcurrentHashMap<>();

    @Override
    public InputStream open(Ref object, long offset) throws IOException {
      if (gone) {
        throw new Gone("replaced");
      }
      byte[] bytes = content.getBytes(UTF_8);
      return new ByteArrayInputStream(bytes, (int) offset, bytes.length);
    }

    @Override
    public long size(Ref object) {
      return content.getBytes(UTF_8).length;
    }

    @Override
    public void putBeside(Ref object, String suffix, byte[] report) {
      beside.put(object.key() + suffix, new String(report, UTF_8));
    }
  }

  private static final class MemoryCheckpoints implements Checkpoints {
    final Map<IntakeObjects.Ref, Progress> stored = new ConcurrentHashMap<>();
    @Nullable Progress overtakeWith;
    boolean loseAnswer;

    @Override
    public Progress read(IntakeObjects.Ref object) {
      return stored.getOrDefault(object, Progress.START);
    }

    @Override
    public boolean advance(IntakeObjects.Ref object, Progress before, Progress after) {
      if (overtakeWith != null) {
        stored.put(object, overtakeWith);
        return false;
      }
      assertThat(read(object)).isEqualTo(before);
      stored.put(object, after);
      return !loseAnswer;
    }
  }
}
