package io.partway.gateway.view;

import io.avaje.jsonb.Json;
import io.partway.core.history.Actor;
import io.partway.core.message.Language;
import io.partway.core.party.Party;
import io.partway.core.request.AllowedActions;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.Impact;
import io.partway.core.request.RequestStatus;
import io.partway.core.request.TimelineEntry;
import io.partway.gateway.Principals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A disassociation request.
///
/// @param counterpartyId the other side of who reads it, whoever submitted
@Json
public record RequestView(
    String requestId,
    String counterpartyId,
    String initiator,
    String status,
    String reason,
    Instant submittedAt,
    Instant expiresAt,
    @Nullable Instant decidedAt,
    @Nullable String decisionReason,
    List<StepView> timeline,
    ImpactView impact,
    Map<String, ActionView> allowedActions) {
  /// One step of its life.
  ///
  /// @param party null, as the role is, for what happens by itself
  @Json
  public record StepView(Instant at, String action, @Nullable String party, @Nullable String role) {
    private static final String SUBMITTED = "submitted";

    static StepView of(TimelineEntry entry) {
      Actor actor = entry.actor();
      String action = entry.action() == RequestStatus.PENDING ? SUBMITTED : entry.action().word();
      return actor == null
          ? new StepView(entry.at(), action, null, null)
          : new StepView(entry.at(), action, actor.party().word(), Principals.word(actor.role()));
    }
  }

  /// As a member of this side sees it.
  ///
  /// @param language of the consequences
  public static RequestView of(
      DisassociationRequest request, AllowedActions actions, Party viewer, Language language) {
    return new RequestView(
        request.id().value(),
        request.pair().idOf(viewer.other()),
        request.initiator().word(),
        request.status().word(),
        request.reason(),
        request.submittedAt(),
        request.expiresAt(),
        request.decidedAt(),
        request.decisionReason(),
        request.timeline().stream().map(StepView::of).toList(),
        ImpactView.of(Impact.of(request.associationType()), language),
        ActionView.of(actions));
  }
}
