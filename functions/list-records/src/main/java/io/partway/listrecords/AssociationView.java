package io.partway.listrecords;

import io.avaje.jsonb.Json;
import io.partway.core.association.Association;
import io.partway.core.party.Party;
import io.partway.core.request.AllowedActions;
import io.partway.gateway.view.ActionView;
import io.partway.gateway.view.PendingRequestView;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An association.
///
/// @param counterpartyName a customer's masked
/// @param pendingRequest the one that waits for its decision; an overdue one does not
@Json
record AssociationView(
    String counterpartyId,
    @Nullable String counterpartyName,
    String type,
    String state,
    Instant since,
    @Nullable Instant endedAt,
    @Nullable PendingRequestView pendingRequest,
    Map<String, ActionView> allowedActions) {
  /// As a member of this side sees it at this instant.
  static AssociationView of(
      Association association, AllowedActions actions, Party viewer, Instant now) {
    return new AssociationView(
        association.pair().idOf(viewer.other()),
        association.names().counterpartyOf(viewer),
        association.type().word(),
        association.state().word(),
        association.since(),
        association.endedAt(),
        PendingRequestView.of(association, viewer, now),
        ActionView.of(actions));
  }

  /// What its entity tag is about: all but what follows from other things.
  AssociationView displayed() {
    return new AssociationView(
        counterpartyId, counterpartyName, type, state, since, endedAt, pendingRequest, Map.of());
  }
}
