package io.partway.core.ingest;

import io.partway.core.Deadline;
import io.partway.core.Limit;
import io.partway.core.ingest.Checkpoints.Progress;
import io.partway.core.ingest.Checkpoints.Refused;
import io.partway.core.ingest.ImportFormat.Content;
import io.partway.core.ingest.ImportFormat.Line;
import io.partway.core.ingest.ImportFormat.Lines;
import io.partway.core.ingest.IngestFacts.Outcome;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/// Takes in a file of bulk facts, however long it is and however often it has to start again.
///
/// The file is read as a stream and taken in batch by batch; lines of different pairs go side by
/// side, those of one pair in the file's order. After each batch the place reached is written down,
/// so that a run that stops before its deadline is followed by one that goes on; a file that has
/// been taken in whole answers its counts and does nothing else.
///
/// Promised of the counts: every line that is not blank is counted once. Only when a run breaks off
/// (a crash, an outage) may some lines after the place written down have been taken in already;
/// they are then met again, and count as ignored instead of accepted. Two runs at once do no harm
/// either: only one of them gets to write down a batch, and the other one leaves the file to it.
///
/// Refused lines are listed in objects beside the file, `KEY.refused-1.jsonl` and on, one for every
/// batch that has some. Such an object is written before the place is, and again under the same
/// name after a crash between the two.
public final class ImportFile {
  private static final Pattern REPORTS =
      Pattern.compile(".*\\.refused-[0-9]+\\.jsonl", Pattern.DOTALL);

  /// Characters of reasons that a checkpoint has room for.
  private static final int SHOWN_CHARACTERS = 100_000;

  private final IntakeObjects objects;
  private final Checkpoints checkpoints;
  private final ImportFormat format;
  private final IngestFacts ingest;
  private final Pace pace;

  @Inject
  ImportFile(
      IntakeObjects objects, Checkpoints checkpoints, ImportFormat format, IngestFacts ingest) {
    this(objects, checkpoints, format, ingest, Pace.STANDARD);
  }

  ImportFile(
      IntakeObjects objects,
      Checkpoints checkpoints,
      ImportFormat format,
      IngestFacts ingest,
      Pace pace) {
    this.objects = objects;
    this.checkpoints = checkpoints;
    this.format = format;
    this.ingest = ingest;
    this.pace = pace;
  }

  /// How much is done at once.
  ///
  /// @param lines of a batch
  /// @param bytes after which a batch takes no further line
  /// @param parallel lines taken in side by side
  /// @param reserve kept of the time for the last lines on their way and for writing down the place
  record Pace(int lines, long bytes, int parallel, Duration reserve) {
    static final Pace STANDARD = new Pace(500, 4_000_000, 32, Duration.ofSeconds(3));
  }

  /// What became of a run.
  public sealed interface Result {
    /// How far the file is now; when it is not complete, the next run goes on.
    record Reached(Progress progress) implements Result {}

    /// The file is not there any more, or another one has its name.
    record Gone() implements Result {}
  }

  /// Whether an object of this name is a report of ours on a file, not a file to take in: the
  /// bucket tells of both.
  public static boolean isReport(String key) {
    return REPORTS.matcher(key).matches();
  }

  /// What the name of a report has beyond the name of its file.
  ///
  /// @param part from 1
  public static String reportSuffix(int part) {
    return ".refused-" + part + ".jsonl";
  }

  /// Takes in as much of the file as there is time for.
  ///
  /// @throws IOException when the file cannot be read at present
  public Result run(IntakeObjects.Ref object) throws IOException {
    Progress progress = checkpoints.read(object);
    if (progress.complete()) {
      return new Result.Reached(progress);
    }
    try (Lines lines = format.open(objects, object, progress.offset(), progress.line())) {
      while (!progress.complete() && timeIsLeft()) {
        Batch batch = takeIn(lines, progress.offset());
        Progress next = counted(progress, batch);
        if (next.equals(progress)) {
          break; // Time ran out before its first line.
        }
        report(object, batch, next);
        if (!checkpoints.advance(object, progress, next)) {
          Progress stored = checkpoints.read(object);
          if (!stored.equals(next)) {
            return new Result.Reached(stored);
          }
        }
        progress = next;
      }
      return new Result.Reached(progress);
    } catch (IntakeObjects.Gone _) {
      return new Result.Gone();
    }
  }

  private boolean timeIsLeft() {
    return Deadline.current().remaining().compareTo(pace.reserve()) > 0;
  }

  private record Taken(Line line, CompletableFuture<Outcome> outcome) {}

  /// @param last whether the file ends with it
  private record Batch(List<Taken> lines, boolean last) {
    List<Refused> refused() {
      List<Refused> refused = new ArrayList<>();
      for (Taken taken : lines) {
        if (taken.outcome().resultNow() instanceof Outcome.Refused(String reason)) {
          refused.add(new Refused(taken.line().number(), reason));
        }
      }
      return refused;
    }
  }

  /// Takes in one batch, shorter where time runs out.
  private Batch takeIn(Lines lines, long start) throws IOException {
    List<Taken> batch = new ArrayList<>();
    boolean last = false;
    long offset = start;
    try (Lanes lanes = new Lanes(ingest, pace.parallel(), pace.reserve().dividedBy(2))) {
      while (!last
          && batch.size() < pace.lines()
          && offset - start < pace.bytes()
          && timeIsLeft()) {
        Line line = lines.next();
        if (line == null) {
          last = true;
        } else {
          offset = line.nextOffset();
          batch.add(
              new Taken(
                  line,
                  switch (line.content()) {
                    case Content.Good(Report report) -> lanes.start(report);
                    case Content.Bad(String reason) ->
                        CompletableFuture.completedFuture(new Outcome.Refused(reason));
                  }));
        }
      }
    }
    for (Taken taken : batch) {
      if (taken.outcome().isCompletedExceptionally()) {
        throw failure(taken.outcome().exceptionNow());
      }
    }
    return new Batch(batch, last);
  }

  private static RuntimeException failure(Throwable failure) {
    return switch (failure) {
      case RuntimeException unchecked -> unchecked;
      case Error error -> throw error;
      default -> new IllegalStateException(failure);
    };
  }

  private static Progress counted(Progress before, Batch batch) {
    long accepted = before.accepted();
    long ignored = before.ignored();
    long alreadyEnded = before.alreadyEnded();
    for (Taken taken : batch.lines()) {
      switch (taken.outcome().resultNow()) {
        case Outcome.Accepted _ -> accepted++;
        case Outcome.Ignored _ -> ignored++;
        case Outcome.AlreadyEnded _ -> alreadyEnded++;
        case Outcome.Refused _ -> {}
      }
    }
    List<Refused> refused = batch.refused();
    Line end = batch.lines().isEmpty() ? null : batch.lines().getLast().line();
    return new Progress(
        end == null ? before.offset() : end.nextOffset(),
        end == null ? before.line() : end.nextLine(),
        accepted,
        ignored,
        alreadyEnded,
        before.refused() + refused.size(),
        shown(before, refused),
        refused.isEmpty() ? before.parts() : before.parts() + 1,
        batch.last());
  }

  private static List<Refused> shown(Progress before, List<Refused> refused) {
    if (before.shown().size() < before.refused()) {
      return before.shown();
    }
    List<Refused> shown = new ArrayList<>(before.shown());
    int characters = shown.stream().mapToInt(line -> line.reason().length()).sum();
    for (Refused line : refused) {
      characters += line.reason().length();
      if (shown.size() == Limit.IMPORT_REFUSALS_SHOWN.standard() || characters > SHOWN_CHARACTERS) {
        break;
      }
      shown.add(line);
    }
    return shown;
  }

  private void report(IntakeObjects.Ref object, Batch batch, Progress next) throws IOException {
    List<Refused> refused = batch.refused();
    if (!refused.isEmpty()) {
      objects.putBeside(object, reportSuffix(next.parts()), format.report(refused));
    }
  }
}
