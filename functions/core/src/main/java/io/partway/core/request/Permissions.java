package io.partway.core.request;

import io.partway.core.association.Association;
import io.partway.core.eligibility.Clearance;
import io.partway.core.party.Principal.Member;
import io.partway.core.quota.Quota;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Who may do what, and why not. The use cases ask here before they act, and `allowedActions` shows
/// the same answers, so what is listed as allowed succeeds unless something has changed since.
///
/// Source: seed ("Only the partner administrator can …"); the order is the order of refusals of the
/// contract.
public final class Permissions {
  private Permissions() {}

  /// Why this member's role bars him from changing anything; empty when it does not.
  public static Optional<Refusal> refusalByRole(Member member) {
    return switch (member.role()) {
      case ADMIN -> Optional.empty();
      case ACCOUNT_MANAGER, VIEWER -> Optional.of(Refusal.ROLE_NOT_ALLOWED);
    };
  }

  /// Why a submit on this association would be refused, by anything but what its body says.
  public static Optional<Refusal> refusalToSubmit(
      Member member, Association association, Quota quota, Instant now) {
    return refusalByRole(member).or(() -> refusalToSubmit(association, quota, now));
  }

  /// The same for somebody whose role allows it.
  public static Optional<Refusal> refusalToSubmit(
      Association association, Quota quota, Instant now) {
    if (!association.active()) {
      return Optional.of(Refusal.ASSOCIATION_ENDED);
    }
    if (association.pendingAt(now) != null) {
      return Optional.of(Refusal.REQUEST_PENDING);
    }
    if (!association.clearance().clearAt(now)) {
      return Optional.of(Refusal.INELIGIBLE);
    }
    return quota.free() ? Optional.empty() : Optional.of(Refusal.QUOTA_EXCEEDED);
  }

  /// Why this decision on this request would be refused, by anything but what its body says and its
  /// ETag.
  ///
  /// @param clearance the association's
  public static Optional<Refusal> refusalToDecide(
      Member member,
      Decision decision,
      DisassociationRequest request,
      Clearance clearance,
      Instant now) {
    return refusalByRole(member)
        .or(() -> refusalBySide(member, decision, request))
        .or(() -> refusalByStatus(request, now))
        .or(() -> refusalByClearance(decision, clearance, now));
  }

  /// Why this decision is not this side's to take, whatever has become of the request.
  public static Optional<Refusal> refusalBySide(
      Member member, Decision decision, DisassociationRequest request) {
    return decision.sideOf(request.initiator()) == member.party()
        ? Optional.empty()
        : Optional.of(Refusal.NOT_YOUR_SIDE);
  }

  /// Why nobody can decide this request any more.
  public static Optional<Refusal> refusalByStatus(DisassociationRequest request, Instant now) {
    return switch (request.at(now).status()) {
      case PENDING -> Optional.empty();
      case EXPIRED -> Optional.of(Refusal.REQUEST_EXPIRED);
      case AGREED, REJECTED, WITHDRAWN, CANCELLED -> Optional.of(Refusal.ALREADY_DECIDED);
    };
  }

  /// Only an agreement needs the association to be free of blockers.
  public static Optional<Refusal> refusalByClearance(
      Decision decision, Clearance clearance, Instant now) {
    return switch (decision) {
      case AGREE -> clearance.clearAt(now) ? Optional.empty() : Optional.of(Refusal.INELIGIBLE);
      case REJECT, WITHDRAW -> Optional.empty();
    };
  }

  /// What this member may do on an association.
  public static AllowedActions onAssociation(
      Member member, Association association, Quota quota, Instant now) {
    return new AllowedActions(
        Map.of(Action.SUBMIT, refusalToSubmit(member, association, quota, now)));
  }

  /// What this member may do on a request.
  public static AllowedActions onRequest(
      Member member, DisassociationRequest request, Clearance clearance, Instant now) {
    Map<Action, Optional<Refusal>> actions = new EnumMap<>(Action.class);
    for (Decision decision : Decision.values()) {
      actions.put(decision.action(), refusalToDecide(member, decision, request, clearance, now));
    }
    return new AllowedActions(actions);
  }
}
