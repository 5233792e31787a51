package io.partway.core.request;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Names;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.RequestId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request to end an association by mutual consent. Every change returns a new one;
/// [#at(Instant)] is how it reads at an instant.
///
/// @param names of both sides when it was submitted
/// @param version 1 when submitted, moved by its one transition
/// @param bodyHash of the body that submitted it, so that its idempotency key can be told from a
///   reused one
/// @param decidedAt when it left PENDING; null before
/// @param decisionReason what the decider gave; null where none
public record DisassociationRequest(
    RequestId id,
    Pair pair,
    Party initiator,
    AssociationType associationType,
    Names names,
    String reason,
    Instant submittedAt,
    Instant expiresAt,
    RequestStatus status,
    @Nullable Instant decidedAt,
    @Nullable String decisionReason,
    List<TimelineEntry> timeline,
    String bodyHash,
    long version) {
  public DisassociationRequest {
    timeline = List.copyOf(timeline);
  }

  /// A new one, pending until `expiresAt`.
  public static DisassociationRequest submitted(
      RequestId id,
      Association association,
      Actor initiator,
      String reason,
      String statementVersion,
      String bodyHash,
      Instant now,
      Instant expiresAt) {
    return new DisassociationRequest(
        id,
        association.pair(),
        initiator.party(),
        association.type(),
        association.names(),
        reason,
        now,
        expiresAt,
        RequestStatus.PENDING,
        null,
        null,
        List.of(new TimelineEntry(now, RequestStatus.PENDING, initiator, statementVersion)),
        bodyHash,
        1);
  }

  /// As every reader sees it at this instant: a pending request *at* its deadline is expired, dated
  /// by its deadline, with the very body and version that the sweep will write. The sweep only
  /// tidies up.
  public DisassociationRequest at(Instant now) {
    return status == RequestStatus.PENDING && !now.isBefore(expiresAt)
        ? ended(RequestStatus.EXPIRED, expiresAt, null, null, null)
        : this;
  }

  /// As it was in the first answer to its submit, for replays.
  public DisassociationRequest asSubmitted() {
    return new DisassociationRequest(
        id,
        pair,
        initiator,
        associationType,
        names,
        reason,
        submittedAt,
        expiresAt,
        RequestStatus.PENDING,
        null,
        null,
        timeline.subList(0, 1),
        bodyHash,
        1);
  }

  /// Decided by a member of a party.
  public DisassociationRequest decided(
      Decision decision,
      Actor actor,
      @Nullable String reason,
      @Nullable String statementVersion,
      Instant now) {
    return ended(decision.outcome(), now, actor, reason, statementVersion);
  }

  /// Cancelled, since the association has ended by other means.
  public DisassociationRequest cancelled(Instant now) {
    return ended(RequestStatus.CANCELLED, now, null, null, null);
  }

  /// What the association remembers of it while it is pending.
  public PendingRequest pending() {
    return new PendingRequest(id, initiator, expiresAt);
  }

  /// Who brought it to its end; null while pending, and for an expired or cancelled one.
  public @Nullable Actor decidedBy() {
    return status == RequestStatus.PENDING ? null : timeline.getLast().actor();
  }

  private DisassociationRequest ended(
      RequestStatus outcome,
      Instant when,
      @Nullable Actor actor,
      @Nullable String reason,
      @Nullable String statementVersion) {
    if (status != RequestStatus.PENDING) {
      throw new IllegalStateException("a request leaves PENDING once, this one is " + status);
    }
    List<TimelineEntry> steps = new ArrayList<>(timeline);
    steps.add(new TimelineEntry(when, outcome, actor, statementVersion));
    return new DisassociationRequest(
        id,
        pair,
        initiator,
        associationType,
        names,
        this.reason,
        submittedAt,
        expiresAt,
        outcome,
        when,
        reason,
        steps,
        bodyHash,
        version + 1);
  }
}
