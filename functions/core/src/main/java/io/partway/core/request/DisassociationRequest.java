package io.partway.core.request;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Names;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.RequestId;
import io.partway.core.history.Acknowledgement;
import io.partway.core.history.Actor;
import io.partway.core.history.Canonical;
import io.partway.core.history.Head;
import io.partway.core.history.HistoryEntry;
import io.partway.core.history.Ledger;
import io.partway.core.history.Recorded;
import io.partway.core.history.State;
import io.partway.core.history.Step;
import io.partway.core.history.Transition;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
/// @param entries its links in the chain of the pair, in order: the first is the submit. As readers
///   see an overdue request that no sweep has reached, it lacks the one of its expiry
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
    List<HistoryEntry> entries,
    String bodyHash,
    long version) {
  public DisassociationRequest {
    entries = List.copyOf(entries);
  }

  /// A new one, pending until `expiresAt`; its entry is still to be made.
  public static DisassociationRequest submitted(
      RequestId id,
      Association association,
      Party initiator,
      String reason,
      String bodyHash,
      Instant now,
      Instant expiresAt) {
    return new DisassociationRequest(
        id,
        association.pair(),
        initiator,
        association.type(),
        association.names(),
        reason,
        now,
        expiresAt,
        RequestStatus.PENDING,
        null,
        null,
        List.of(),
        bodyHash,
        1);
  }

  /// As every reader sees it at this instant: a pending request *at* its deadline is expired, dated
  /// by its deadline, with the very body and version that the sweep will write. The sweep only
  /// tidies up.
  public DisassociationRequest at(Instant now) {
    return status == RequestStatus.PENDING && !now.isBefore(expiresAt)
        ? ended(RequestStatus.EXPIRED, expiresAt, null)
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
        entries.subList(0, 1),
        bodyHash,
        1);
  }

  /// Decided by a member of a party; the entry of that is still to be made, as it is for the next.
  public DisassociationRequest decided(Decision decision, @Nullable String reason, Instant now) {
    return ended(decision.outcome(), now, reason);
  }

  /// Cancelled, since the association has ended by other means.
  public DisassociationRequest cancelled(Instant now) {
    return ended(RequestStatus.CANCELLED, now, null);
  }

  /// With the entry of what it has just become.
  ///
  /// @param head where the chain of the pair ends before it
  /// @param association how the association stands before it
  /// @param doer null for what happens by itself or is reported upstream
  /// @param acknowledged null where nothing has to be
  public DisassociationRequest entered(
      Ledger ledger,
      Head head,
      AssociationState association,
      Step.@Nullable Doer doer,
      @Nullable Acknowledgement acknowledged) {
    boolean ends = status == RequestStatus.AGREED;
    State before =
        new State(
            status == RequestStatus.PENDING ? null : RequestStatus.PENDING.word(),
            association.word());
    State after = new State(status.word(), (ends ? AssociationState.ENDED : association).word());
    List<HistoryEntry> all = new ArrayList<>(entries);
    all.add(
        ledger.append(
            pair,
            head,
            new Recorded(id.value(), content()),
            new Step(
                transition(),
                status == RequestStatus.PENDING ? submittedAt : Objects.requireNonNull(decidedAt),
                doer,
                before,
                after,
                acknowledged)));
    return new DisassociationRequest(
        id,
        pair,
        initiator,
        associationType,
        names,
        reason,
        submittedAt,
        expiresAt,
        status,
        decidedAt,
        decisionReason,
        all,
        bodyHash,
        version);
  }

  private Transition transition() {
    return switch (status) {
      case PENDING -> Transition.SUBMITTED;
      case AGREED -> Transition.AGREED;
      case REJECTED -> Transition.REJECTED;
      case WITHDRAWN -> Transition.WITHDRAWN;
      case EXPIRED -> Transition.EXPIRED;
      case CANCELLED -> Transition.CANCELLED;
    };
  }

  /// Where the chain of the pair ends with what it has just become.
  ///
  /// @throws java.util.NoSuchElementException before the first entry
  public Head head() {
    return entries.getLast().head();
  }

  /// All that it holds, but for its entries, in the form that they are digests of.
  public Canonical content() {
    return new Canonical("request 1")
        .text(id.value())
        .text(pair.partner().value())
        .text(pair.customer().value())
        .text(names.partner())
        .text(names.customer())
        .text(initiator.word())
        .text(associationType.word())
        .text(reason)
        .instant(submittedAt)
        .instant(expiresAt)
        .text(status.word())
        .instant(decidedAt)
        .text(decisionReason)
        .text(bodyHash)
        .number(version);
  }

  /// The steps of its life, in order.
  public List<TimelineEntry> timeline() {
    List<TimelineEntry> steps = new ArrayList<>();
    steps.add(new TimelineEntry(submittedAt, RequestStatus.PENDING, actor(0)));
    if (decidedAt != null) {
      steps.add(new TimelineEntry(decidedAt, status, actor(1)));
    }
    return List.copyOf(steps);
  }

  private @Nullable Actor actor(int step) {
    return step < entries.size() ? entries.get(step).actor() : null;
  }

  /// What the association remembers of it while it is pending.
  public PendingRequest pending() {
    return new PendingRequest(id, initiator, expiresAt);
  }

  /// In which capacity it was brought to its end; null while pending, and for an expired or
  /// cancelled one.
  public @Nullable Actor decidedBy() {
    return decidedAt == null ? null : actor(1);
  }

  private DisassociationRequest ended(
      RequestStatus outcome, Instant when, @Nullable String reason) {
    if (status != RequestStatus.PENDING) {
      throw new IllegalStateException("a request leaves PENDING once, this one is " + status);
    }
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
        entries,
        bodyHash,
        version + 1);
  }
}
