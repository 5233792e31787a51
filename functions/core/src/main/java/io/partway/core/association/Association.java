package io.partway.core.association;

import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.history.Head;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A partner and a customer who are, or were, associated.
///
/// @param since the start of the current, or last, association of the two
/// @param endedAt when it ended; null while active
/// @param autoFrozen whether the account is frozen automatically; a search filter, never a blocker;
///   null while unreported
/// @param pending the request that holds the pair's only slot; it may be overdue, see
///   [#pendingAt(Instant)]
/// @param clearance what may stand in the way of its end
/// @param head where the chain of the pair's history ends
/// @param version moves with every write of the association
public record Association(
    Pair pair,
    AssociationState state,
    AssociationType type,
    Instant since,
    @Nullable Instant endedAt,
    Profile profile,
    @Nullable Boolean autoFrozen,
    @Nullable PendingRequest pending,
    Clearance clearance,
    Head head,
    long version) {
  /// Whether it is in force.
  public boolean active() {
    return state == AssociationState.ACTIVE;
  }

  /// The request that waits for a decision at this instant; an overdue one stands in nobody's way.
  public @Nullable PendingRequest pendingAt(Instant now) {
    return pending == null || pending.overdueAt(now) ? null : pending;
  }

  /// With what these facts say of it.
  public Association withFacts(Facts facts) {
    Boolean frozen = facts.account() == null ? null : facts.account().value().autoFrozen();
    return new Association(
        pair,
        state,
        type,
        since,
        endedAt,
        profile,
        frozen,
        pending,
        Clearance.of(facts),
        head,
        version + 1);
  }

  /// The same, judged by this clearance.
  public Association withClearance(Clearance clearance) {
    return new Association(
        pair, state, type, since, endedAt, profile, autoFrozen, pending, clearance, head, version);
  }

  /// With what upstream now says of the relation itself.
  public Association withRelation(AssociationType type, Instant since, Profile profile) {
    return new Association(
        pair,
        state,
        type,
        since,
        endedAt,
        profile,
        autoFrozen,
        pending,
        clearance,
        head,
        version + 1);
  }

  /// Ended; nothing can be pending on it any more.
  public Association ended(Instant endedAt) {
    return new Association(
        pair,
        AssociationState.ENDED,
        type,
        since,
        endedAt,
        profile,
        autoFrozen,
        null,
        clearance,
        head,
        version + 1);
  }

  /// The same after these entries of its history.
  public Association entered(Head head) {
    return new Association(
        pair, state, type, since, endedAt, profile, autoFrozen, pending, clearance, head, version);
  }

  /// Both sides' names at present.
  public Names names() {
    return new Names(profile.partnerName(), profile.name());
  }

  /// Whether this person may know of it. An account manager's scope is the customers assigned to
  /// him at present.
  public boolean visibleTo(Member member) {
    return pair.idOf(member.party()).equals(member.partyId())
        && switch (member.role()) {
          case ADMIN, VIEWER -> true;
          case ACCOUNT_MANAGER ->
              member.party() == Party.PARTNER && member.subject().equals(profile.managerId());
        };
  }
}
