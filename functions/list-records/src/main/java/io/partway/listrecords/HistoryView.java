package io.partway.listrecords;

import io.avaje.jsonb.Json;
import io.partway.core.history.Acknowledgement;
import io.partway.core.history.Actor;
import io.partway.core.history.Digests;
import io.partway.core.history.HistoryEntry;
import io.partway.core.history.Person;
import io.partway.core.history.State;
import io.partway.core.record.ViewHistory.Break;
import io.partway.core.record.ViewHistory.History;
import io.partway.core.record.ViewHistory.Line;
import io.partway.gateway.Principals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The history of a pair, from its first entry on, and whether it holds.
///
/// @param nextCursor null: a chain is read, and checked, as a whole
/// @param broken the first place where it does not hold; null where it holds
@Json
record HistoryView(
    List<EntryView> items,
    @Nullable String nextCursor,
    boolean valid,
    @Nullable BreakView broken,
    HeadView head) {
  /// Where the chain ends, as the association has it.
  @Json
  record HeadView(long sequence, String mac) {}

  /// @param cause word of [io.partway.core.history.Flaw]
  @Json
  record BreakView(long sequence, String cause) {
    static @Nullable BreakView of(@Nullable Break broken) {
      return broken == null ? null : new BreakView(broken.sequence(), broken.cause().word());
    }
  }

  /// @param party null, as role and digests are, for what happens by itself or upstream reports
  /// @param person of the caller's own party; null for the other's, and once erased
  @Json
  record EntryView(
      long sequence,
      Instant at,
      String action,
      String recordId,
      @Nullable String party,
      @Nullable String role,
      @Nullable PersonView person,
      @Nullable DigestsView digests,
      StateView before,
      StateView after,
      @Nullable StatementRef statement,
      String content,
      String keyId,
      String mac) {
    static EntryView of(Line line) {
      HistoryEntry entry = line.entry();
      Actor actor = entry.actor();
      return new EntryView(
          entry.sequence(),
          entry.at(),
          entry.action().word(),
          entry.recordId(),
          actor == null ? null : actor.party().word(),
          actor == null ? null : Principals.word(actor.role()),
          PersonView.of(line.person()),
          DigestsView.of(entry.digests()),
          StateView.of(entry.before()),
          StateView.of(entry.after()),
          StatementRef.of(entry.acknowledged()),
          entry.content(),
          entry.keyId(),
          entry.mac());
    }
  }

  /// Who acted, and from where.
  @Json
  record PersonView(String subject, @Nullable String address, @Nullable String userAgent) {
    static @Nullable PersonView of(@Nullable Person person) {
      return person == null
          ? null
          : new PersonView(
              person.subject(), person.origin().address(), person.origin().userAgent());
    }
  }

  /// Salted SHA-256 of the person's members.
  @Json
  record DigestsView(String subject, @Nullable String address, @Nullable String userAgent) {
    static @Nullable DigestsView of(@Nullable Digests digests) {
      return digests == null
          ? null
          : new DigestsView(digests.subject(), digests.address(), digests.userAgent());
    }
  }

  /// How things stood.
  @Json
  record StateView(@Nullable String request, @Nullable String association) {
    static StateView of(State state) {
      return new StateView(state.request(), state.association());
    }
  }

  /// What was acknowledged, and the consequences that were announced with it.
  @Json
  record StatementRef(String version, String hash, List<String> consequences) {
    static @Nullable StatementRef of(@Nullable Acknowledgement acknowledged) {
      return acknowledged == null
          ? null
          : new StatementRef(
              acknowledged.version(), acknowledged.hash(), acknowledged.consequences());
    }
  }

  static HistoryView of(History history) {
    return new HistoryView(
        history.entries().stream().map(EntryView::of).toList(),
        null,
        history.broken() == null,
        BreakView.of(history.broken()),
        new HeadView(history.head().sequence(), history.head().mac()));
  }
}
