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

  @Inject
  IngestFacts(FactStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// What became of a report.
  public sealed interface Outcome {
    /// At least one stream is newer than before.
    record Accepted() implements Outcome {}

    /// Nothing new in it.
    record Ignored() implements Outcome {}

    /// About an association that has ended, and no new start.
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

  private static Step observe(Known known, Report.Observed report, Instant now) {
    Association before = known.association();
    Report.Relation relation =
        report.version() > known.associationVersion() ? report.association() : null;
    boolean starts = relation != null && starts(before, relation);
    if (before != null && !before.active() && !starts) {
      return Step.nothing(new Outcome.AlreadyEnded());
    }
    if (before == null && relation != null && !starts) {
      return Step.nothing(
          new Outcome.Refused(
              "The association is not known yet: give associationType and associatedAt to establish it."));
    }

    Facts facts =
        new Facts(
            newer(known.facts().account(), report.account(), report.version(), now),
            newer(known.facts().billing(), report.billing(), report.version(), now));
    Reported<Spend> spend = newer(known.spend(), report.spend(), report.version(), now);
    boolean spendOnly = relation == null && facts.equals(known.facts());
    if (spendOnly && Objects.equals(spend, known.spend())) {
      return Step.nothing(new Outcome.Ignored());
    }

    Association after = before;
    if (relation != null) {
      after =
          starts
              ? started(report.pair(), before, relation)
              : updated(Objects.requireNonNull(before), relation);
    }
    if (after != null && !spendOnly) {
      after = after.withFacts(facts);
    }
    HistoryRecord record =
        starts && after != null
            ? new HistoryRecord.Established(
                recordId(RecordStatus.ESTABLISHED, report),
                report.pair(),
                after.names(),
                after.since())
            : null;
    long associationVersion = relation == null ? known.associationVersion() : report.version();
    return new Step(
        new Outcome.Accepted(),
        new Change(
            report.pair(),
            known,
            new Known(after, associationVersion, facts, spend, known.revision()),
            record,
            null));
  }

  /// Whether this is the start of an association: the first one, or one after the end of the last.
  private static boolean starts(@Nullable Association before, Report.Relation relation) {
    Instant associatedAt = relation.associatedAt();
    if (associatedAt == null) {
      return false;
    }
    if (before == null) {
      return relation.type() != null;
    }
    return before.endedAt() != null && associatedAt.isAfter(before.endedAt());
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
      // Nothing to end, but its version must be remembered: the start it overtook may still be on
      // its way.
      return new Step(
          new Outcome.AlreadyEnded(),
          new Change(report.pair(), known, ended(known, before, report), null, null));
    }
    HistoryRecord record =
        new HistoryRecord.Ended(
            recordId(RecordStatus.ENDED, report), report.pair(), before.names(), report.endedAt());
    return new Step(
        new Outcome.Accepted(),
        new Change(
            report.pair(),
            known,
            ended(known, before.ended(report.endedAt()), report),
            record,
            cancelled(before, now)));
  }

  private static Known ended(Known known, @Nullable Association association, Report.Ended report) {
    return new Known(association, report.version(), known.facts(), known.spend(), known.revision());
  }

  /// The request that waited on the association. An overdue one has expired already: the sweep will
  /// write that.
  private @Nullable DisassociationRequest cancelled(Association association, Instant now) {
    PendingRequest pending = association.pendingAt(now);
    if (pending == null) {
      return null;
    }
    DisassociationRequest request = store.request(association.pair(), pending.id());
    return request == null || request.status() != RequestStatus.PENDING
        ? null
        : request.cancelled(now);
  }

  private static <T> @Nullable Reported<T> newer(
      @Nullable Reported<T> stored, @Nullable T reported, long version, Instant now) {
    return reported == null || (stored != null && stored.version() >= version)
        ? stored
        : new Reported<>(reported, version, now);
  }

  /// Derived, so that a report taken in twice meets its own record.
  private static String recordId(RecordStatus change, Report report) {
    return RequestId.derive(
            Party.PARTNER, report.pair(), "upstream " + change.word() + " " + report.version())
        .value();
  }
}
