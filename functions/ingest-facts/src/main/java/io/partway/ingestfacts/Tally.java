package io.partway.ingestfacts;

import io.partway.core.Limit;
import io.partway.core.ingest.Checkpoints.Progress;
import io.partway.core.ingest.Checkpoints.Refused;
import io.partway.core.ingest.IngestFacts.Outcome;
import io.partway.gateway.EventFailed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one event came to.
///
/// @param refusedLines all that were refused
/// @param refused the first of them
/// @param complete whether nothing is left to do
record Tally(
    long accepted,
    long ignored,
    long alreadyEnded,
    long refusedLines,
    List<Refused> refused,
    boolean complete) {
  static final Tally NOTHING = new Tally(0, 0, 0, 0, List.of(), true);

  static Tally of(Progress progress) {
    return new Tally(
        progress.accepted(),
        progress.ignored(),
        progress.alreadyEnded(),
        progress.refused(),
        progress.shown(),
        progress.complete());
  }

  /// Of one report.
  ///
  /// @throws EventFailed when it was refused
  static Tally of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> new Tally(1, 0, 0, 0, List.of(), true);
      case Outcome.Ignored _ -> new Tally(0, 1, 0, 0, List.of(), true);
      case Outcome.AlreadyEnded _ -> new Tally(0, 0, 1, 0, List.of(), true);
      case Outcome.Refused(String reason) -> throw new EventFailed(reason);
    };
  }

  /// Both together.
  Tally plus(Tally other) {
    return new Tally(
        accepted + other.accepted,
        ignored + other.ignored,
        alreadyEnded + other.alreadyEnded,
        refusedLines + other.refusedLines,
        Stream.concat(refused.stream(), other.refused.stream())
            .limit(Limit.IMPORT_REFUSALS_SHOWN.standard())
            .toList(),
        complete && other.complete);
  }

  /// The members of an answer.
  Map<String, @Nullable Object> members() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("accepted", accepted);
    members.put("ignored", ignored);
    members.put("alreadyEnded", alreadyEnded);
    members.put("refusedLines", refusedLines);
    members.put("refused", refused.stream().map(Tally::members).toList());
    members.put("complete", complete);
    return members;
  }

  private static Map<String, Object> members(Refused line) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("line", line.line());
    members.put("reason", line.reason());
    return members;
  }
}
