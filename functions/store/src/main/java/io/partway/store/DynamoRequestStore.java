package io.partway.store;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Facts;
import io.partway.core.history.Head;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.Dossier;
import io.partway.core.request.RequestStore;
import io.partway.core.verification.SpentCode;
import io.partway.store.Transaction.Outcome;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Requests, each written together with the association that it is about and the quota that pays
/// for it.
final class DynamoRequestStore implements RequestStore {
  private static final String ASSOCIATION = "association";
  private static final String REQUEST = "request";
  private static final String QUOTA = "quota";
  private static final String CODE = "code";

  private final Database database;
  private final DueIndex due;

  @Inject
  DynamoRequestStore(Database database, DueIndex due) {
    this.database = database;
    this.due = due;
  }

  @Override
  public Dossier read(
      Pair pair, @Nullable Party actor, @Nullable QuotaScope scope, @Nullable RequestId request) {
    List<Key> keys = new ArrayList<>(List.of(Keys.association(pair), Keys.facts(pair)));
    if (scope != null) {
      keys.add(Keys.quota(scope));
    }
    if (request != null) {
      keys.add(Keys.request(pair, request));
    }
    Key settings = actor == null ? null : Keys.partySettings(actor, pair.idOf(actor));
    if (settings != null) {
      keys.add(settings);
    }
    Map<Key, Item> found = database.read(keys, Database.Reading.STRONG);
    Item association = found.get(Keys.association(pair));
    Item facts = found.get(Keys.facts(pair));
    Item quota = scope == null ? null : found.get(Keys.quota(scope));
    Item record = request == null ? null : found.get(Keys.request(pair, request));
    return new Dossier(
        association == null ? null : AssociationItem.read(association),
        facts == null ? Facts.NONE : FactsItem.read(facts),
        quota == null ? QuotaRegister.EMPTY : QuotaItem.read(quota),
        record == null ? null : RecordItem.readRequest(record),
        actor != null && SettingsItem.readParty(actor, found.get(settings)).verificationRequired());
  }

  @Override
  public Commit submit(NewRequest submission) {
    DisassociationRequest request = submission.request();
    return commit(
        new Transaction()
            .with(ASSOCIATION, occupy(request, submission.head()))
            .with(REQUEST, Write.put(RecordItem.of(request)).whenNew())
            .with(QUOTA, pay(submission)),
        submission.code());
  }

  /// Gives the association's slot to a new request.
  private static Write occupy(DisassociationRequest request, Head head) {
    Instant now = request.submittedAt();
    Write write =
        Write.update(Keys.association(request.pair()))
            .set(Attribute.PENDING_REQUEST, Writer.value(request.id().value()))
            .set(Attribute.PENDING_INITIATOR, Writer.value(request.initiator()))
            .set(Attribute.PENDING_UNTIL, Writer.value(request.expiresAt()))
            .add(Attribute.VERSION, 1)
            .whenEqual(Attribute.STATUS, Writer.value(AssociationState.ACTIVE))
            .whenPassed(Attribute.PENDING_UNTIL, now);
    return Clear.of(AssociationItem.enter(write, head, request.head()), now);
  }

  /// Shifts the register by one, provided that what stood in the last slot of the limit has been
  /// released, and that releases do not go backwards. The right-hand sides read the slots as they
  /// were.
  private static Write pay(NewRequest submission) {
    Write write = Write.update(Keys.quota(submission.scope()));
    String neverTaken = write.value(QuotaItem.NEVER_TAKEN);
    for (int number = QuotaItem.SLOTS; number > 1; number--) {
      write.assign(
          write.name(QuotaItem.slot(number)),
          "if_not_exists(" + write.name(QuotaItem.slot(number - 1)) + ", " + neverTaken + ")");
    }
    write.assign(write.name(QuotaItem.slot(1)), write.value(QuotaItem.slot(submission.slot())));
    int last = Math.min(submission.limit(), QuotaItem.SLOTS);
    whenReleased(write, last, submission.request().submittedAt());
    whenReleased(write, 1, submission.slot().releasesAt());
    return QuotaItem.whenVersion(write, submission.grantsVersion());
  }

  private static void whenReleased(Write write, int number, Instant instant) {
    String slot = write.name(QuotaItem.slot(number));
    String release = slot + "." + write.name(Attribute.RELEASE);
    write.when(
        "attribute_not_exists("
            + slot
            + ") OR "
            + release
            + " <= "
            + write.value(Writer.value(instant)));
  }

  @Override
  public Commit decide(DisassociationRequest decided, Head head, @Nullable SpentCode code) {
    Instant now = Objects.requireNonNull(decided.decidedAt());
    Write association =
        switch (decided.status()) {
          case AGREED -> Clear.of(end(release(decided), now), now);
          case REJECTED, WITHDRAWN -> release(decided);
          case PENDING, EXPIRED, CANCELLED ->
              throw new IllegalArgumentException("not a decision: " + decided.status());
        };
    return commit(
        new Transaction()
            .with(REQUEST, Requests.leave(decided).whenAfter(Attribute.EXPIRES_AT, now))
            .with(ASSOCIATION, AssociationItem.enter(association, head, decided.head())),
        code);
  }

  /// Frees the association's slot from this request, which must be what holds it.
  private static Write release(DisassociationRequest request) {
    return Write.update(Keys.association(request.pair()))
        .remove(Attribute.PENDING_REQUEST, Attribute.PENDING_INITIATOR, Attribute.PENDING_UNTIL)
        .add(Attribute.VERSION, 1)
        .whenEqual(Attribute.PENDING_REQUEST, Writer.value(request.id().value()));
  }

  private static Write end(Write association, Instant now) {
    return association
        .set(Attribute.STATUS, Writer.value(AssociationState.ENDED))
        .set(Attribute.ENDED_AT, Writer.value(now))
        .whenEqual(Attribute.STATUS, Writer.value(AssociationState.ACTIVE));
  }

  @Override
  public Commit expire(DisassociationRequest expired, Association association) {
    Instant deadline = Objects.requireNonNull(expired.decidedAt());
    PendingRequest slot = association.pending();
    Write write =
        slot != null && slot.id().equals(expired.id())
            ? release(expired)
            : Write.update(Keys.association(expired.pair())).add(Attribute.VERSION, 1);
    return commit(
        new Transaction()
            .with(
                REQUEST,
                Requests.leave(expired).whenEqual(Attribute.EXPIRES_AT, Writer.value(deadline)))
            .with(ASSOCIATION, AssociationItem.enter(write, association.head(), expired.head())));
  }

  @Override
  public boolean forEachOverdue(Instant now, Consumer<Overdue> action) {
    return due.forEach(Instant.EPOCH, now, action);
  }

  private Commit commit(Transaction transaction, @Nullable SpentCode code) {
    return commit(code == null ? transaction : transaction.with(CODE, Codes.spend(code)));
  }

  private Commit commit(Transaction transaction) {
    return switch (database.commit(transaction)) {
      case Outcome.Done() -> Commit.DONE;
      case Outcome.Refused _ -> Commit.CONFLICT;
    };
  }
}
