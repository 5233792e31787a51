package io.partway.store;

import io.partway.core.association.Association;
import io.partway.core.party.Pair;
import io.partway.core.record.HistoryRecord;
import io.partway.core.reveal.RevealStore;
import io.partway.store.Transaction.Outcome;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The audit of reveals, and how many a user has made in a clock hour.
final class DynamoRevealStore implements RevealStore {
  private static final Duration COUNTER_KEPT = Duration.ofHours(25);

  private static final String COUNTER = "counter";

  private final Database database;

  @Inject
  DynamoRevealStore(Database database) {
    this.database = database;
  }

  @Override
  public Map<Pair, Association> read(Set<Pair> pairs) {
    return DynamoAssociationStore.associations(database, pairs, Database.Reading.STRONG);
  }

  @Override
  public boolean record(
      List<HistoryRecord.Revealed> records, String subject, Instant hour, int limit) {
    if (records.size() > limit) {
      return false;
    }
    Transaction transaction = new Transaction();
    for (HistoryRecord.Revealed look : records) {
      transaction.with(look.id(), Write.put(RecordItem.of(look)).whenNew());
    }
    transaction.with(COUNTER, count(records.size(), subject, hour, limit));
    return switch (database.commit(transaction)) {
      case Outcome.Done() -> true;
      // Refused to repeat what it has done: all records came with the first of them.
      case Outcome.Refused _ -> recorded(records.getFirst());
    };
  }

  private boolean recorded(HistoryRecord.Revealed look) {
    return database.read(Keys.record(look)) != null;
  }

  private static Write count(int values, String subject, Instant hour, int limit) {
    Write write =
        Write.update(Keys.reveals(subject, hour))
            .add(Attribute.REVEALS, values)
            .set(Attribute.TTL, Writer.value(hour.plus(COUNTER_KEPT).getEpochSecond()));
    String reveals = write.name(Attribute.REVEALS);
    return write.when(
        "attribute_not_exists("
            + reveals
            + ") OR "
            + reveals
            + " <= "
            + write.value(Writer.value(limit - values)));
  }
}
