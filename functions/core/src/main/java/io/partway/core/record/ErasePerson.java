package io.partway.core.record;

import io.partway.core.history.HistoryEntry;
import io.partway.core.history.Ledger;
import io.partway.core.history.Person;
import io.partway.core.party.Party;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes a person out of what is kept of a party: subject, address and user agent of what he did
/// for it, his own settings and read marks. The chains stay valid, in what capacity he acted stays
/// known, and nobody can tell any more that it was he: a decision of his is then nobody's to
/// replay.
public final class ErasePerson {
  /// Where an erasure goes on once all records were seen; no place among the records.
  private static final String TRACES = "traces";

  private final HistoryStore store;
  private final TraceStore traces;
  private final Ledger ledger;

  @Inject
  ErasePerson(HistoryStore store, TraceStore traces, Ledger ledger) {
    this.store = store;
    this.traces = traces;
    this.ledger = ledger;
  }

  /// @param erased entries and reveals that named the person and do so no more
  /// @param skipped records and entries of which it cannot be told whom they name: unreadable,
  ///   altered, or sealed under a value of the secret that is not kept any more
  /// @param next where to go on with another call; null when there is nothing left to do
  public record Erasure(int erased, int skipped, @Nullable String next) {}

  /// Erases. Doing it again finds nothing and does no harm.
  ///
  /// @param position of the erasure before, which had no time for the rest; null to begin
  public Erasure erase(Party party, String partyId, String subject, @Nullable String position) {
    Tally tally = new Tally();
    if (!TRACES.equals(position)) {
      HistoryStore.Pass pass =
          store.forEach(party, partyId, position, record -> erase(record, party, subject, tally));
      tally.skipped += pass.unreadable();
      if (pass.next() != null) {
        return tally.with(pass.next());
      }
    }
    return tally.with(traces.erase(party, partyId, subject) ? null : TRACES);
  }

  private static final class Tally {
    private int erased;
    private int skipped;

    Erasure with(@Nullable String next) {
      return new Erasure(erased, skipped, next);
    }
  }

  private void erase(HistoryRecord record, Party party, String subject, Tally tally) {
    if (record instanceof HistoryRecord.Revealed revealed) {
      if (party == Party.PARTNER && subject.equals(revealed.subject())) {
        erase(record, List.of(), 1, tally);
      }
      return;
    }
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < record.entries().size(); i++) {
      HistoryEntry entry = record.entries().get(i);
      if (entry.actor() == null || entry.actor().party() != party || entry.person() == null) {
        continue;
      }
      Optional<Person> person = ledger.person(record.pair(), entry);
      if (person.isEmpty()) {
        tally.skipped++;
      } else if (person.get().subject().equals(subject)) {
        places.add(i);
      }
    }
    if (!places.isEmpty()) {
      erase(record, places, places.size(), tally);
    }
  }

  private void erase(HistoryRecord record, List<Integer> places, int count, Tally tally) {
    if (store.erase(record, places)) {
      tally.erased += count;
    } else {
      tally.skipped += count;
    }
  }
}
