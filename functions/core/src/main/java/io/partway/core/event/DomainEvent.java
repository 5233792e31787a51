package io.partway.core.event;

import io.partway.core.Word;
import io.partway.core.association.RequestId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.request.RequestStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that has happened, as others are told of it. It names parties and records by their ids
/// and holds nothing personal: no name, no reason, no person, no address.
public sealed interface DomainEvent {
  /// What the bus calls us; what upstream reports comes from `partway.upstream`.
  String SOURCE = "partway";

  EventId id();

  EventType type();

  /// When it happened; an expiry is dated by the deadline.
  Instant at();

  /// Whom it is about; null for a grant, which one party alone has.
  @Nullable Pair pair();

  /// A step in the life of a request.
  ///
  /// @param status what it became by it; PENDING stands for having been submitted
  record RequestMoved(
      EventId id,
      Instant at,
      Pair pair,
      RequestStatus status,
      RequestId requestId,
      Party initiator,
      Instant submittedAt,
      Instant expiresAt)
      implements DomainEvent {
    @Override
    public EventType type() {
      return EventType.of(status);
    }
  }

  /// A pending request nears its deadline.
  ///
  /// @param at when that was noticed
  /// @param daysLeft from `at` to the deadline, rounded up
  record RequestReminder(
      EventId id,
      Instant at,
      Pair pair,
      RequestId requestId,
      Party initiator,
      Instant submittedAt,
      Instant expiresAt,
      int daysLeft)
      implements DomainEvent {
    @Override
    public EventType type() {
      return EventType.DISASSOCIATION_REMINDER;
    }
  }

  /// An association has started.
  record AssociationEstablished(EventId id, Instant at, Pair pair) implements DomainEvent {
    @Override
    public EventType type() {
      return EventType.ASSOCIATION_ESTABLISHED;
    }
  }

  /// An association has ended.
  record AssociationEnded(EventId id, Instant at, Pair pair, EndCause cause)
      implements DomainEvent {
    @Override
    public EventType type() {
      return EventType.ASSOCIATION_ENDED;
    }
  }

  /// What ended an association.
  enum EndCause implements Word {
    /// Both sides.
    AGREED,
    /// Other means, which upstream has reported.
    UPSTREAM
  }

  /// A partner has looked at one masked value; not at which.
  ///
  /// @param recordId the record that the customer can see
  /// @param field which member was looked at
  record CustomerRevealed(EventId id, Instant at, Pair pair, String recordId, String field)
      implements DomainEvent {
    @Override
    public EventType type() {
      return EventType.CUSTOMER_REVEALED;
    }
  }

  /// The support desk has granted more submissions.
  ///
  /// @param counterpartyId whom they are for, where the party's quota is one per counterparty;
  ///   otherwise null
  /// @param extra how many
  /// @param endsAt the instant *at* which they are gone
  record QuotaGranted(
      EventId id,
      Instant at,
      String grantId,
      Party party,
      String partyId,
      @Nullable String counterpartyId,
      int extra,
      Instant endsAt)
      implements DomainEvent {
    @Override
    public EventType type() {
      return EventType.QUOTA_GRANTED;
    }

    @Override
    public @Nullable Pair pair() {
      return null;
    }
  }
}
