package io.partway.core.ingest;

import io.partway.core.StoreUnavailable;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.AssociationType;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.history.Head;
import io.partway.core.history.Ledger;
import io.partway.core.ingest.FactStore.Change;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.record.HistoryRecord;
import io.partway.core.record.RecordStatus;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import io.partway.core.request.RequestStore.Commit;
import io.partway.core.search.Spend;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Takes in what upstream systems report, in whatever order and however often it comes.
///
/// Each stream has versions of its own; a report that is not newer than what its stream said before
/// is ignored. An ended association is revived only by a start that lies after its end, so that a
/// nightly import cannot undo an agreement; and an end that arrives before the start it belongs to
/// is remembered.
public final class IngestFacts {
  private static final int ROUNDS = 16;

  private final FactStore store;
  private final InstantSource clock;
  private final Ledger ledger;

  @Inject
  IngestFacts(FactStore store, InstantSource clock, Ledger ledger) {
    this.store = store;
    this.clock = clock;
    this.ledger = ledger;
  }

  /// What became of a report.
  public sealed interface Outcome {
    /// At least one stream is newer than before.
    record Accepted() implements Outcome {}

    /// Nothing new in it.
    record Ignored() implements Outcome {}

    /// About an association that has ended, and no new start. What it says of other streams is kept
    /// all the same, for the day the two associate again.
    record AlreadyEnded() implements Outcome {}

    /// It cannot be taken in as it is.
    ///
    /// @param reason what to change, one English sentence
    record Refused(String reason) implements Outcome {}
  }

  /// Takes in one report.
  public Outcome ingest(Report report) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    for (int round = 0; round < ROUNDS; round++) {
      Known known = store.read(report.pair());
      Step step =
          switch (report) {
            case Report.Observed observed -> observe(known, observed, now);
            case Report.Ended ended -> end(known, ended, now);
          };
      if (step.change() == null || store.write(step.change()) == Commit.DONE) {
        return step.outcome();
      }
    }
    throw new StoreUnavailable("ingest kept losing races");
  }

  /// @param change null when nothing is to be written
  private record Step(Outcome outcome, @Nullable Change change) {
    static Step nothing(Outcome outcome) {
      return new Step(outcome, null);
    }
  }

  private Step observe(Known known, Report.Observed report, Instant now) {
    Association before = known.association();
    Facts facts =
        new Facts(
            newer(known.facts().account(), report.account(), report.version(), now),
            newer(known.facts().billing(), report.billing(), report.version(), now));
    Reported<Spend> spend = newer(known.spend(), report.spend(), report.version(), now);
    Relating relating =
        report.association() == null ? null : relate(known, report, report.association());
    if (relating == null && before == null && isNewRelation(known, report)) {
      return Step.nothing(
          new Outcome.Refused(
              "The association is not known yet: give associationType and associatedAt to establish"
                  + " it."));
    }

    boolean told = relating != null || !facts.equals(known.facts());
    boolean moved = told || !Objects.equals(spend, known.spend());
    Association after = relating == null ? before : relating.after();
    if (after != null && told) {
      after = after.withFacts(facts);
    }
    Outcome outcome =
        after != null && !after.active()
            ? new Outcome.AlreadyEnded()
            : moved ? new Outcome.Accepted() : new Outcome.Ignored();
    if (!moved) {
      return Step.nothing(outcome);
    }
    return new Step(
        outcome,
        new Change(
            report.pair(),
            known,
            new Known(
                after,
                relating == null
                    ? known.associationVersion()
                    : Math.max(known.associationVersion(), report.version()),
                after == null ? known.endedAt() : null,
                facts,
                spend,
                known.revision()),
            relating == null ? List.of() : relating.records(),
            null));
  }

  private static boolean isNewRelation(Known known, Report.Observed report) {
    return report.association() != null && report.version() > known.associationVersion();
  }

  /// What a report of stream `association` makes of the association.
  private record Relating(Association after, List<HistoryRecord> records) {}

  /// Null when it makes nothing of it.
  private @Nullable Relating relate(Known known, Report.Observed report, Report.Relation relation) {
    Association before = known.association();
    if (isNewRelation(known, report)) {
      if (before != null && before.active()) {
        return new Relating(updated(before, relation), List.of());
      }
      if (isStart(before, known.endedAt(), relation)) {
        Association started = started(report.pair(), before, relation);
        HistoryRecord.Established established = established(report, before, started);
        return new Relating(started.entered(headOf(established)), List.of(established));
      }
    }
    if (before == null && known.endedAt() != null && isStart(null, null, relation)) {
      // The start that its end has overtaken: an association that has been, with its whole history.
      Association started = started(report.pair(), null, relation);
      HistoryRecord.Established established = established(report, null, started);
      HistoryRecord.Ended ended =
          ended(known.associationVersion(), started.entered(headOf(established)), known.endedAt());
      return new Relating(
          started.ended(known.endedAt()).entered(headOf(ended)), List.of(established, ended));
    }
    return null;
  }

  /// Whether this is the start of an association: the first one, or one after the end of the last.
  /// An end may be dated before its start; a report of that very start is no new one even then.
  private static boolean isStart(
      @Nullable Association before, @Nullable Instant awaited, Report.Relation relation) {
    Instant lastEnd = before == null ? awaited : before.endedAt();
    return relation.associatedAt() != null
        && (before != null || relation.type() != null)
        && (lastEnd == null || relation.associatedAt().isAfter(lastEnd))
        && (before == null || relation.associatedAt().isAfter(before.since()));
  }

  private static Association started(
      Pair pair, @Nullable Association before, Report.Relation relation) {
    AssociationType type = relation.type();
    return new Association(
        pair,
        AssociationState.ACTIVE,
        type == null ? Objects.requireNonNull(before).type() : type,
        Objects.requireNonNull(relation.associatedAt()),
        null,
        relation.profile(),
        null,
        null,
        Clearance.of(Facts.NONE),
        before == null ? Head.NONE : before.head(),
        before == null ? 1 : before.version() + 1);
  }

  private static Association updated(Association before, Report.Relation relation) {
    AssociationType type = relation.type();
    Instant associatedAt = relation.associatedAt();
    return before.withRelation(
        type == null ? before.type() : type,
        associatedAt == null ? before.since() : associatedAt,
        relation.profile());
  }

  private Step end(Known known, Report.Ended report, Instant now) {
    if (report.version() <= known.associationVersion()) {
      return Step.nothing(new Outcome.Ignored());
    }
    Association before = known.association();
    if (before == null || !before.active()) {
      // Nothing to end, but it must be remembered: the start it overtook may still be on its way.
      Instant awaited = before == null ? report.endedAt() : null;
      return new Step(
          new Outcome.AlreadyEnded(),
          new Change(
              report.pair(), known, withRelation(known, before, report, awaited), List.of(), null));
    }
    HistoryRecord.Ended ended = ended(report.version(), before, report.endedAt());
    DisassociationRequest cancelled = cancelled(before, headOf(ended), now);
    Association after =
        before
            .ended(report.endedAt())
            .entered(cancelled == null ? headOf(ended) : cancelled.head());
    return new Step(
        new Outcome.Accepted(),
        new Change(
            report.pair(),
            known,
            withRelation(known, after, report, null),
            List.of(ended),
            cancelled));
  }

  private static Known withRelation(
      Known known,
      @Nullable Association association,
      Report.Ended report,
      @Nullable Instant awaited) {
    return new Known(
        association, report.version(), awaited, known.facts(), known.spend(), known.revision());
  }

  /// The request that waited on the association. An overdue one has expired already: the sweep will
  /// write that.
  ///
  /// @param head where the history of the two ends by then
  private @Nullable DisassociationRequest cancelled(
      Association association, Head head, Instant now) {
    PendingRequest pending = association.pendingAt(now);
    if (pending == null) {
      return null;
    }
    DisassociationRequest request = store.request(association.pair(), pending.id());
    return request == null || request.status() != RequestStatus.PENDING
        ? null
        : request.cancelled(now).entered(ledger, head, AssociationState.ENDED, null, null);
  }

  private static <T> @Nullable Reported<T> newer(
      @Nullable Reported<T> stored, @Nullable T reported, long version, Instant now) {
    return reported == null || (stored != null && stored.version() >= version)
        ? stored
        : new Reported<>(reported, version, now);
  }

  private HistoryRecord.Established established(
      Report report, @Nullable Association before, Association started) {
    return new HistoryRecord.Established(
            recordId(RecordStatus.ESTABLISHED, report.pair(), report.version()),
            report.pair(),
            started.names(),
            started.since(),
            List.of())
        .entered(ledger, started.head(), before == null ? null : before.state());
  }

  private HistoryRecord.Ended ended(long version, Association association, Instant endedAt) {
    Pair pair = association.pair();
    return new HistoryRecord.Ended(
            recordId(RecordStatus.ENDED, pair, version),
            pair,
            association.names(),
            endedAt,
            List.of())
        .entered(ledger, association.head());
  }

  private static Head headOf(HistoryRecord written) {
    return written.entries().getLast().head();
  }

  /// Derived, so that a report taken in twice meets its own record. The blanks keep it apart from
  /// the ids of requests: no idempotency key has any.
  private static String recordId(RecordStatus change, Pair pair, long version) {
    return RequestId.derive(Party.PARTNER, pair, "upstream " + change.word() + " " + version)
        .value();
  }
}
