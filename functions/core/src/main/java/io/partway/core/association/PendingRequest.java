package io.partway.core.association;

import io.partway.core.party.Party;
import java.time.Instant;

/// The one request that waits on a pair, as its association remembers it.
public record PendingRequest(RequestId id, Party initiator, Instant expiresAt) {
  /// Whether nobody can decide it any more; a request is expired *at* its deadline.
  public boolean overdueAt(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
