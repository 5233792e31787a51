package io.partway.core.record;

import io.partway.core.Bookmark;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationStore;
import io.partway.core.party.Pair;
import io.partway.core.party.Principal.Member;
import io.partway.core.request.AllowedActions;
import io.partway.core.request.Permissions;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A member reads the history of his party, newest first. An account manager sees the lines of the
/// customers assigned to him at present, so that his pages may be short.
public final class ListRecords {
  private final RecordStore records;
  private final AssociationStore associations;
  private final InstantSource clock;

  @Inject
  ListRecords(RecordStore records, AssociationStore associations, InstantSource clock) {
    this.records = records;
    this.associations = associations;
    this.clock = clock;
  }

  /// A line and what its reader may do with it.
  public record Line(RecordLine record, AllowedActions actions) {}

  /// @param next null at the end
  public record Page(List<Line> lines, @Nullable Bookmark next, boolean complete) {}

  /// One page.
  ///
  /// @param query of the member's own party
  public Page list(Member member, RecordQuery query, @Nullable Bookmark bookmark, int limit) {
    Instant now =
        bookmark == null ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : bookmark.now();
    RecordStore.Slice slice =
        records.page(query, now, bookmark == null ? null : bookmark.position(), limit);
    Map<Pair, Association> known =
        associations.associations(
            slice.lines().stream()
                .map(RecordLine::pair)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    List<Line> lines = new ArrayList<>();
    for (RecordLine line : slice.lines()) {
      Pair pair = line.pair();
      Association association = pair == null ? null : known.get(pair);
      if (association != null && association.visibleTo(member)) {
        lines.add(new Line(line, actions(member, line, association, now)));
      } else if (pair == null && seesAll(member)) {
        lines.add(new Line(line, AllowedActions.NONE));
      }
    }
    String next = slice.next();
    return new Page(
        List.copyOf(lines), next == null ? null : new Bookmark(now, next), slice.complete());
  }

  /// What is about no customer is for those who see all of them.
  private static boolean seesAll(Member member) {
    return switch (member.role()) {
      case ADMIN, VIEWER -> true;
      case ACCOUNT_MANAGER -> false;
    };
  }

  private static AllowedActions actions(
      Member member, RecordLine line, Association association, Instant now) {
    return switch (line) {
      case HistoryRecord.Request(var request) ->
          Permissions.onRequest(member, request, association.clearance(), now);
      case HistoryRecord.Established _,
          HistoryRecord.Ended _,
          HistoryRecord.Revealed _,
          RecordLine.Granted _ ->
          AllowedActions.NONE;
    };
  }
}
