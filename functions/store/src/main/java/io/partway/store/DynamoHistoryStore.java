package io.partway.store;

import io.partway.core.Deadline;
import io.partway.core.StoreUnavailable;
import io.partway.core.association.Association;
import io.partway.core.history.Head;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.record.HistoryRecord;
import io.partway.core.record.HistoryStore;
import io.partway.core.record.RecordKind;
import io.partway.core.request.RequestStatus;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// The records of a pair out of the customer's partition, between two readings of the association:
/// where its head has not moved in between, nothing has.
final class DynamoHistoryStore implements HistoryStore {
  private static final int ROUNDS = 16;

  /// What an erasure leaves of the invocation's time for its last record and its answer.
  private static final Duration RESERVE = Duration.ofSeconds(2);

  /// Records looked at between two looks at the time: each may be a write.
  private static final int PAGE = 25;

  /// The stored status of every record that may hold a person: requests by theirs, then reveals.
  private static final List<String> SHELVES = shelves();

  private final Database database;

  @Inject
  DynamoHistoryStore(Database database) {
    this.database = database;
  }

  @Override
  public Chain read(Pair pair) {
    for (int round = 0; round < ROUNDS; round++) {
      Association before = association(pair);
      Chain chain = records(pair, before);
      Association after = association(pair);
      if (headOf(before).equals(headOf(after))) {
        return chain;
      }
    }
    throw new StoreUnavailable("the history kept growing");
  }

  /// Null where there is none, and where what lies in its place is none of this pair.
  private @Nullable Association association(Pair pair) {
    Item item = database.read(Keys.association(pair));
    if (item == null) {
      return null;
    }
    try {
      Association association = AssociationItem.read(item);
      return association.pair().equals(pair) ? association : null;
    } catch (CorruptItem _) {
      return null;
    }
  }

  private static Head headOf(@Nullable Association association) {
    return association == null ? Head.NONE : association.head();
  }

  private Chain records(Pair pair, @Nullable Association association) {
    List<HistoryRecord> records = new ArrayList<>();
    List<String> altered = new ArrayList<>();
    int unreadable = 0;
    Map<String, AttributeValue> start = Map.of();
    do {
      QueryResponse page = page(pair, start);
      for (Map<String, AttributeValue> values : page.items()) {
        HistoryRecord record = readable(values);
        // Reveals lie elsewhere: one that is here was put here.
        if (record == null || record.kind() == RecordKind.REVEAL) {
          unreadable++;
          continue;
        }
        records.add(record);
        if (!RecordItem.of(record).equals(values)) {
          altered.add(record.id());
        }
      }
      start = page.lastEvaluatedKey();
    } while (!start.isEmpty());
    return new Chain(association, records, altered, unreadable);
  }

  private QueryResponse page(Pair pair, Map<String, AttributeValue> start) {
    return database.query(q ->
        q.consistentRead(true)
            .keyConditionExpression("#pk = :customer AND begins_with(#sk, :prefix)")
            .filterExpression("#partner = :partner")
            .expressionAttributeNames(
                Map.of(
                    "#pk", Attribute.PK.stored(),
                    "#sk", Attribute.SK.stored(),
                    "#partner", Attribute.PARTNER_ID.stored()))
            .expressionAttributeValues(
                Map.of(
                    ":customer", Writer.value(Keys.customer(pair.customer())),
                    ":prefix", Writer.value(Keys.RECORD_PREFIX),
                    ":partner", Writer.value(pair.partner().value())))
            .exclusiveStartKey(start.isEmpty() ? null : start));
  }

  @Override
  public Pass forEach(
      Party party, String partyId, @Nullable String position, Consumer<HistoryRecord> action) {
    int unreadable = 0;
    int first = position == null ? 0 : Integer.parseInt(position.substring(0, 1));
    Map<String, AttributeValue> start =
        position == null || position.length() == 1
            ? Map.of()
            : startKey(party, partyId, first, IndexPoint.parse(position.substring(1)));
    for (int shelf = first; shelf < SHELVES.size(); shelf++) {
      do {
        QueryResponse page = shelf(party, partyId, shelf, start);
        for (Map<String, AttributeValue> values : page.items()) {
          HistoryRecord record = readable(values);
          if (record == null) {
            unreadable++;
          } else {
            action.accept(record);
          }
        }
        start = page.lastEvaluatedKey();
        if (outOfTime() && (!start.isEmpty() || shelf + 1 < SHELVES.size())) {
          return new Pass(
              unreadable,
              start.isEmpty() ? Integer.toString(shelf + 1) : shelf + point(start).text());
        }
      } while (!start.isEmpty());
    }
    return new Pass(unreadable, null);
  }

  private static @Nullable HistoryRecord readable(Map<String, AttributeValue> values) {
    try {
      return RecordItem.read(Item.of(values));
    } catch (CorruptItem _) {
      return null;
    }
  }

  private QueryResponse shelf(
      Party party, String partyId, int shelf, Map<String, AttributeValue> start) {
    return database.query(q ->
        q.indexName(party == Party.PARTNER ? Tables.BY_PARTNER : Tables.BY_CUSTOMER)
            .keyConditionExpression("#party = :party AND #kind = :kind AND #status = :status")
            .expressionAttributeNames(
                Map.of(
                    "#party", owner(party).stored(),
                    "#kind", Attribute.KIND.stored(),
                    "#status", Attribute.STATUS.stored()))
            .expressionAttributeValues(
                Map.of(
                    ":party", Writer.value(partyId),
                    ":kind", Writer.value(kind(shelf)),
                    ":status", Writer.value(SHELVES.get(shelf))))
            .exclusiveStartKey(start.isEmpty() ? null : start)
            .limit(PAGE));
  }

  private static Map<String, AttributeValue> startKey(
      Party party, String partyId, int shelf, IndexPoint point) {
    Map<String, AttributeValue> key =
        new LinkedHashMap<>(Keys.record(kind(shelf), point.customer(), point.id()).attributes());
    key.put(owner(party).stored(), Writer.value(partyId));
    key.put(Attribute.KIND.stored(), Writer.value(kind(shelf)));
    key.put(Attribute.STATUS.stored(), Writer.value(SHELVES.get(shelf)));
    key.put(Attribute.AT.stored(), Writer.value(point.at()));
    key.put(Attribute.ID.stored(), Writer.value(point.id()));
    return key;
  }

  private static IndexPoint point(Map<String, AttributeValue> key) {
    Item item = Item.of(key);
    CustomerId customer = Keys.customerOf(item.key());
    return new IndexPoint(item.number(Attribute.AT), item.text(Attribute.ID), customer);
  }

  private static Attribute owner(Party party) {
    return party == Party.PARTNER ? Attribute.PARTNER_ID : Attribute.CUSTOMER_ID;
  }

  private static RecordKind kind(int shelf) {
    return SHELVES.get(shelf).equals(RecordItem.REVEALED)
        ? RecordKind.REVEAL
        : RecordKind.DISASSOCIATION;
  }

  private static List<String> shelves() {
    List<String> shelves =
        new ArrayList<>(Arrays.stream(RequestStatus.values()).map(RequestStatus::word).toList());
    shelves.add(RecordItem.REVEALED);
    return List.copyOf(shelves);
  }

  private static boolean outOfTime() {
    return Deadline.current().remaining().compareTo(RESERVE) <= 0;
  }

  @Override
  public boolean erase(HistoryRecord record, List<Integer> entries) {
    Write write = Write.update(Keys.record(record));
    if (record instanceof HistoryRecord.Revealed) {
      write.remove(Attribute.SUBJECT).when("attribute_exists(" + write.name(Attribute.PK) + ")");
    }
    for (int place : entries) {
      String entry = write.name(Attribute.ENTRIES) + "[" + place + "].";
      AttributeValue mac = Writer.value(record.entries().get(place).mac());
      write
          .removePath(entry + write.name(Attribute.PERSON))
          .when(entry + write.name(Attribute.MAC) + " = " + write.value(mac));
    }
    return switch (database.commit(new Transaction().with("record", write))) {
      case Transaction.Outcome.Done() -> true;
      case Transaction.Outcome.Refused _ -> false;
    };
  }
}
