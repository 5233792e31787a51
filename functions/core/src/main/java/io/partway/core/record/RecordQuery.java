package io.partway.core.record;

import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which lines of a party's history; null filters nothing.
///
/// @param owner whose history
/// @param direction matches requests only
/// @param from the earliest instant of a line, included
/// @param to the latest, included
public record RecordQuery(
    Party owner,
    String ownerId,
    @Nullable RecordKind kind,
    @Nullable RecordStatus status,
    @Nullable Direction direction,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String counterpartyId) {
  /// Whether this line, as readers see it, is asked for. Lines of kind reveal are the customer's
  /// only.
  public boolean matches(RecordLine line) {
    Pair pair = line.pair();
    return line.belongsTo(owner, ownerId)
        && (owner == Party.CUSTOMER || line.kind() != RecordKind.REVEAL)
        && (kind == null || line.kind() == kind)
        && (status == null || line.status() == status)
        && (direction == null
            || (line instanceof HistoryRecord.Request(var request)
                && Direction.of(owner, request.initiator()) == direction))
        && (from == null || !line.at().isBefore(from))
        && (to == null || !line.at().isAfter(to))
        && (counterpartyId == null
            || (pair != null && pair.idOf(owner.other()).equals(counterpartyId)));
  }
}
