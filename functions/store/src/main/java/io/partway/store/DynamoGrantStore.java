package io.partway.store;

import io.partway.core.Ticker;
import io.partway.core.association.AssociationState;
import io.partway.core.grant.GrantId;
import io.partway.core.grant.GrantStatus;
import io.partway.core.grant.GrantStore;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.record.RecordKind;
import io.partway.core.request.RequestStore.Commit;
import io.partway.store.Block.Line;
import io.partway.store.Transaction.Outcome;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Grants, each written together with the register that it adds to and the key that it was entered
/// under.
final class DynamoGrantStore implements GrantStore {
  private static final String GRANT = "grant";
  private static final String KEY = "key";
  private static final String QUOTA = "quota";

  private static final Comparator<IndexPoint> NEWEST_FIRST = Comparator.reverseOrder();

  private final Database database;
  private final IndexReader reader;
  private final Ticker ticker;

  @Inject
  DynamoGrantStore(Database database, Ticker ticker) {
    this.database = database;
    this.reader = new IndexReader(database, 0);
    this.ticker = ticker;
  }

  @Override
  public Filed read(@Nullable String key, @Nullable GrantId id, @Nullable QuotaScope scope) {
    List<Key> keys = new ArrayList<>();
    if (key != null) {
      keys.add(Keys.grantKey(key));
    }
    if (id != null) {
      keys.add(Keys.grant(id.value()));
    }
    if (scope != null) {
      keys.add(Keys.quota(scope));
    }
    Map<Key, Item> found = database.read(keys, Database.Reading.STRONG);
    Item use = key == null ? null : found.get(Keys.grantKey(key));
    Item grant = id == null ? null : found.get(Keys.grant(id.value()));
    Item quota = scope == null ? null : found.get(Keys.quota(scope));
    return new Filed(
        use == null
            ? null
            : new KeyUse(use.id(Attribute.GRANT, GrantId::new), use.text(Attribute.BODY_HASH)),
        grant == null ? null : GrantItem.read(grant),
        quota == null ? QuotaRegister.EMPTY : QuotaItem.read(quota));
  }

  @Override
  public boolean knows(Party party, String partyId) {
    return switch (party) {
      case CUSTOMER -> DynamoAssociationStore.any(database, new CustomerId(partyId));
      case PARTNER ->
          knowsPartner(partyId, AssociationState.ACTIVE)
              || knowsPartner(partyId, AssociationState.ENDED);
    };
  }

  private boolean knowsPartner(String partnerId, AssociationState state) {
    IndexQuery query =
        new IndexQuery(
            Party.PARTNER,
            partnerId,
            AssociationItem.KIND,
            state.word(),
            true,
            point -> Keys.grant(point.id()),
            IndexRange.ALL,
            Map.of());
    return database.query(request -> query.ask(request, null, 1)).count() > 0;
  }

  @Override
  public boolean knows(Pair pair) {
    return database.read(Keys.association(pair)) != null;
  }

  @Override
  public Commit enter(QuotaGrant grant, String key, KeyUse use, @Nullable Addition addition) {
    Transaction transaction =
        new Transaction()
            .with(KEY, use(key, use))
            .with(GRANT, Write.put(GrantItem.of(grant)).whenNew());
    if (addition != null) {
      transaction.with(QUOTA, add(grant.scope(), addition));
    }
    return commit(transaction);
  }

  @Override
  public Commit confirm(QuotaGrant confirmed, Addition addition) {
    return commit(
        new Transaction()
            .with(
                GRANT,
                Write.put(GrantItem.of(confirmed))
                    .whenEqual(Attribute.STATUS, Writer.value(GrantStatus.AWAITING_CONFIRMATION)))
            .with(QUOTA, add(confirmed.scope(), addition)));
  }

  @Override
  public Commit remember(String key, KeyUse use) {
    return commit(new Transaction().with(KEY, use(key, use)));
  }

  private static Write use(String key, KeyUse use) {
    return Write.put(
            Writer.of(Keys.grantKey(key))
                .text(Attribute.GRANT, use.grant().value())
                .text(Attribute.BODY_HASH, use.bodyHash())
                .item())
        .whenNew();
  }

  /// The version alone would do for the limit; that the newest submission is the one that was read
  /// keeps a grant from being too small for a submission that came between.
  private static Write add(QuotaScope scope, Addition addition) {
    QuotaRegister read = addition.read();
    Write write =
        Write.update(Keys.quota(scope))
            .set(Attribute.GRANTS, QuotaItem.grants(addition.grants()))
            .set(Attribute.GRANTS_VERSION, Writer.value(read.grantsVersion() + 1));
    String newest = write.name(QuotaItem.slot(1)) + "." + write.name(Attribute.REQUEST);
    write.when(
        read.submissions().isEmpty()
            ? "attribute_not_exists(" + newest + ")"
            : newest
                + " = "
                + write.value(Writer.value(read.submissions().getFirst().request().value())));
    return QuotaItem.whenVersion(write, read.grantsVersion());
  }

  @Override
  public Slice page(Query query, Instant now, @Nullable String position, int limit) {
    IndexRange range = IndexRange.of(query.from(), query.to());
    if (range.empty()) {
      return new Slice(List.of(), null, true);
    }
    Budget budget = Budget.start(ticker);
    List<MergedRuns.Run<QuotaGrant>> runs = new ArrayList<>();
    // What waits comes last, because from there grants move to the others; see MergedRuns.
    for (GrantStatus stored : List.of(GrantStatus.GRANTED, GrantStatus.AWAITING_CONFIRMATION)) {
      for (Party party : Party.values()) {
        if ((query.party() == null || query.party() == party) && mayHold(stored, query.status())) {
          runs.add(run(party, stored, query, now, range, limit));
        }
      }
    }
    Block<QuotaGrant> found =
        new MergedRuns<>(runs, NEWEST_FIRST, position == null ? null : IndexPoint.parse(position))
            .gather(limit + 1, null, budget::spent);
    List<Line<QuotaGrant>> lines = found.lines().subList(0, Math.min(limit, found.lines().size()));
    IndexPoint next = lines.size() < found.lines().size() ? lines.getLast().point() : found.next();
    return new Slice(
        lines.stream().map(Line::value).toList(),
        next == null ? null : next.text(),
        next == null || lines.size() == limit);
  }

  /// Whether grants of the one status may be stored as the other.
  private static boolean mayHold(GrantStatus stored, @Nullable GrantStatus wanted) {
    return switch (wanted) {
      case null -> true;
      case AWAITING_CONFIRMATION, LAPSED -> stored == GrantStatus.AWAITING_CONFIRMATION;
      case GRANTED, ENDED -> stored == GrantStatus.GRANTED;
    };
  }

  /// One party's grants lie in its own index, all parties' in the other side's under the desk.
  private MergedRuns.Run<QuotaGrant> run(
      Party party, GrantStatus stored, Query query, Instant now, IndexRange range, int limit) {
    String ticketNumber = query.ticketNumber();
    return reader.run(
        new IndexQuery(
            query.partyId() == null ? party.other() : party,
            query.partyId() == null ? GrantItem.DESK : query.partyId(),
            RecordKind.GRANT.word(),
            stored.word(),
            false,
            point -> Keys.grant(point.id()),
            range,
            ticketNumber == null
                ? Map.of()
                : Map.of(Attribute.TICKET_NUMBER, Writer.value(ticketNumber))),
        limit + 1,
        item -> {
          QuotaGrant grant = GrantItem.read(item);
          return query.matches(grant, now) ? grant : null;
        });
  }

  private Commit commit(Transaction transaction) {
    return switch (database.commit(transaction)) {
      case Outcome.Done() -> Commit.DONE;
      case Outcome.Refused _ -> Commit.CONFLICT;
    };
  }
}
