package io.partway.gateway.view;

import io.avaje.jsonb.Json;
import io.partway.core.association.Association;
import io.partway.core.association.PendingRequest;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The request that waits on a pair.
@Json
public record PendingRequestView(
    String requestId, String href, String initiator, Instant expiresAt) {
  /// As this side sees it.
  public static PendingRequestView of(PendingRequest pending, Pair pair, Party viewer) {
    return new PendingRequestView(
        pending.id().value(),
        Hrefs.request(pair, viewer, pending.id()),
        pending.initiator().word(),
        pending.expiresAt());
  }

  /// The one that waits at this instant; null where none does.
  public static @Nullable PendingRequestView of(
      Association association, Party viewer, Instant now) {
    PendingRequest pending = association.pendingAt(now);
    return pending == null ? null : of(pending, association.pair(), viewer);
  }
}
