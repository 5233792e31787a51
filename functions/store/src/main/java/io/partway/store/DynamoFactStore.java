package io.partway.store;

import io.partway.core.association.Association;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Facts;
import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.ingest.FactStore;
import io.partway.core.ingest.Known;
import io.partway.core.party.Pair;
import io.partway.core.record.HistoryRecord;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import io.partway.core.request.RequestStore.Commit;
import io.partway.core.search.Spend;
import io.partway.store.Transaction.Outcome;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What upstream reports, with optimistic locks: the association's version and stream version, the
/// facts' revision, the spend's version. Each item that a change was computed from is written or
/// checked, except that an association stands for its facts too: whoever writes those writes it as
/// well.
final class DynamoFactStore implements FactStore {
  private final Database database;

  @Inject
  DynamoFactStore(Database database) {
    this.database = database;
  }

  @Override
  public Known read(Pair pair) {
    Map<Key, Item> found =
        database.read(
            List.of(Keys.association(pair), Keys.facts(pair), Keys.spend(pair)),
            Database.Reading.STRONG);
    Item association = found.get(Keys.association(pair));
    Item facts = found.get(Keys.facts(pair));
    Item spend = found.get(Keys.spend(pair));
    long waiting = facts == null ? 0 : FactsItem.streamVersion(facts);
    return new Known(
        association == null ? null : AssociationItem.read(association),
        association == null ? waiting : AssociationItem.streamVersion(association),
        association == null && facts != null ? FactsItem.endedAt(facts) : null,
        facts == null ? Facts.NONE : FactsItem.read(facts),
        spend == null ? null : SpendItem.read(spend),
        facts == null ? 0 : FactsItem.revision(facts));
  }

  @Override
  public @Nullable DisassociationRequest request(Pair pair, RequestId id) {
    Item item = database.read(Keys.request(pair, id));
    DisassociationRequest request = item == null ? null : RecordItem.readRequest(item);
    return request == null || request.status() != RequestStatus.PENDING ? null : request;
  }

  @Override
  public Commit write(Change change) {
    Transaction transaction = new Transaction();
    association(change, transaction);
    facts(change, transaction);
    spend(change, transaction);
    for (HistoryRecord record : change.records()) {
      transaction.with("record " + record.id(), Write.put(RecordItem.of(record)).whenNew());
    }
    DisassociationRequest cancelled = change.cancelled();
    if (cancelled != null) {
      transaction.with("request", Requests.leave(cancelled));
    }
    return switch (database.commit(transaction)) {
      case Outcome.Done() -> Commit.DONE;
      case Outcome.Refused _ -> Commit.CONFLICT;
    };
  }

  private static void association(Change change, Transaction transaction) {
    Association before = change.before().association();
    Association after = change.after().association();
    long versionBefore = change.before().associationVersion();
    long versionAfter = change.after().associationVersion();
    Key key = Keys.association(change.pair());
    if (after == null) {
      if (factsChange(change)) {
        transaction.with("association", Write.check(key).whenNew());
      }
    } else if (before == null) {
      transaction.with("association", Write.put(AssociationItem.of(after, versionAfter)).whenNew());
    } else if (!before.equals(after) || versionBefore != versionAfter) {
      transaction.with(
          "association",
          Write.change(
                  key,
                  AssociationItem.of(before, versionBefore),
                  AssociationItem.of(after, versionAfter))
              .whenEqual(Attribute.VERSION, Writer.value(before.version()))
              .whenEqual(Attribute.STREAM_VERSION, Writer.value(versionBefore)));
    }
  }

  private static void facts(Change change, Transaction transaction) {
    Known before = change.before();
    Known after = change.after();
    if (factsChange(change)) {
      Write put = Write.put(FactsItem.of(change.pair(), after, before.revision() + 1));
      transaction.with("facts", unchanged(put, before));
    } else if (summaryChanges(before.association(), after.association())) {
      transaction.with("facts", unchanged(Write.check(Keys.facts(change.pair())), before));
    }
  }

  /// Whether the association gets another summary although the facts stay. It does when it starts,
  /// and when the two were read at different moments; the facts must be those it was made from.
  private static boolean summaryChanges(@Nullable Association before, @Nullable Association after) {
    return after != null
        && (before == null
            || !before.clearance().equals(after.clearance())
            || !Objects.equals(before.autoFrozen(), after.autoFrozen()));
  }

  /// Whether the facts' item is to be written. As long as there is no association, it also keeps
  /// what is known of that stream.
  private static boolean factsChange(Change change) {
    Known before = change.before();
    Known after = change.after();
    boolean awaits =
        before.associationVersion() != after.associationVersion()
            || !Objects.equals(before.endedAt(), after.endedAt());
    return !before.facts().equals(after.facts()) || (after.association() == null && awaits);
  }

  private static Write unchanged(Write facts, Known before) {
    return before.revision() == 0
        ? facts.whenNew()
        : facts.whenEqual(Attribute.REVISION, Writer.value(before.revision()));
  }

  private static void spend(Change change, Transaction transaction) {
    Reported<Spend> before = change.before().spend();
    Reported<Spend> after = change.after().spend();
    if (after == null || Objects.equals(before, after)) {
      return;
    }
    Write put = Write.put(SpendItem.of(change.pair(), after));
    transaction.with(
        "spend",
        before == null
            ? put.whenNew()
            : put.whenEqual(Attribute.VERSION, Writer.value(before.version())));
  }
}
