package io.partway.core.record;

import io.partway.core.association.Association;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads whole histories for checking them, and erases persons from them.
public interface HistoryStore {
  /// All that the chain of a pair consists of, strongly consistent and as of one moment.
  Chain read(Pair pair);

  /// @param association whose head ends the chain; null where there is none that can be read: the
  ///   two never were associated, unless there are records
  /// @param records of the pair that can be read, reveals left out, in no order
  /// @param altered ids of those among them whose stored form is not the one that they are written
  ///   in
  /// @param unreadable how many cannot be read at all
  record Chain(
      @Nullable Association association,
      List<HistoryRecord> records,
      List<String> altered,
      int unreadable) {
    public Chain {
      records = List.copyOf(records);
      altered = List.copyOf(altered);
    }
  }

  /// Hands over every record of a party that may hold a person, until all were seen or the
  /// invocation's deadline is near. A record of the last moments may be missed.
  ///
  /// @param position where an earlier call has stopped; null for the first one
  Pass forEach(
      Party party, String partyId, @Nullable String position, Consumer<HistoryRecord> action);

  /// What became of it.
  ///
  /// @param unreadable records that could not be handed over, since they cannot be read
  /// @param next where to go on; null when all were seen
  record Pass(int unreadable, @Nullable String next) {}

  /// Erases what is sealed of the person in these entries of a record, and nothing else. Of a
  /// reveal, who looked.
  ///
  /// @param entries places in the record's list, from 0; none for a reveal
  /// @return whether it was done; not where the record is not the one any more that was read
  boolean erase(HistoryRecord record, List<Integer> entries);
}
