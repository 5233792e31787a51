package io.partway.core.reveal;

import io.partway.core.association.Association;
import io.partway.core.party.Pair;
import io.partway.core.record.HistoryRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps the audit of reveals.
public interface RevealStore {
  /// The associations of these pairs, strongly consistent; unknown ones are left out.
  Map<Pair, Association> read(Set<Pair> pairs);

  /// Records these looks and counts them against the user's clock hour, in one transaction.
  /// Repeating it with the same records, after a lost answer, neither records nor counts twice.
  ///
  /// @param subject who looks
  /// @param hour the start of the clock hour
  /// @param limit values a user may reveal in it
  /// @return false when they would exceed the limit; nothing was written then
  boolean record(List<HistoryRecord.Revealed> records, String subject, Instant hour, int limit);
}
