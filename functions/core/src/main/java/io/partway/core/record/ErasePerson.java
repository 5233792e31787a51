package io.partway.core.record;

import io.partway.core.history.HistoryEntry;
import io.partway.core.history.Ledger;
import io.partway.core.party.Party;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a person out of the records of a party: subject, address and user agent of what he did for
/// it. The chains stay valid, in what capacity he acted stays known, and nobody can tell any more
/// that it was he: a decision of his is then nobody's to replay.
public final class ErasePerson {
  private final HistoryStore store;
  private final Ledger ledger;

  @Inject
  ErasePerson(HistoryStore store, Ledger ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  /// @param erased entries and reveals that named the person and do so no more
  /// @param next where to go on with another call; null when all records were seen
  public record Erasure(int erased, @Nullable String next) {}

  /// Erases. Doing it again finds nothing and does no harm.
  ///
  /// @param position of the erasure before, which had no time for the rest; null to begin
  public Erasure erase(Party party, String partyId, String subject, @Nullable String position) {
    int[] erased = new int[1];
    String next =
        store.forEach(
            party, partyId, position, record -> erased[0] += erase(record, party, subject));
    return new Erasure(erased[0], next);
  }

  private int erase(HistoryRecord record, Party party, String subject) {
    if (record instanceof HistoryRecord.Revealed revealed) {
      if (party != Party.PARTNER || !subject.equals(revealed.subject())) {
        return 0;
      }
      store.erase(record, List.of());
      return 1;
    }
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < record.entries().size(); i++) {
      HistoryEntry entry = record.entries().get(i);
      if (entry.actor() != null
          && entry.actor().party() == party
          && ledger
              .person(record.pair(), entry)
              .filter(person -> person.subject().equals(subject))
              .isPresent()) {
        places.add(i);
      }
    }
    if (!places.isEmpty()) {
      store.erase(record, places);
    }
    return places.size();
  }
}
