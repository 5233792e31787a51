package io.partway.core.ingest;

import io.partway.core.association.RequestId;
import io.partway.core.party.Pair;
import io.partway.core.record.HistoryRecord;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStore.Commit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps what upstream reports. Like all stores it throws [io.partway.core.StoreUnavailable] when
/// contention or an outage outlasts the deadline.
public interface FactStore {
  /// What is known of this pair, strongly consistent.
  Known read(Pair pair);

  /// The pending request of a pair, strongly consistent; null when there is none of this id.
  @Nullable DisassociationRequest request(Pair pair, RequestId id);

  /// Writes what has changed between the two, in one transaction, provided that everything is still
  /// as it was read. Items that have not changed are not written; with a pending request an end is
  /// three items.
  Commit write(Change change);

  /// @param records the lines of the history that belong to the change, none to two
  /// @param cancelled the request that the end of the association cancels; null for none
  record Change(
      Pair pair,
      Known before,
      Known after,
      List<HistoryRecord> records,
      @Nullable DisassociationRequest cancelled) {
    public Change {
      records = List.copyOf(records);
    }
  }
}
