package io.partway.core.notification;

import io.partway.core.Limit;
import io.partway.core.association.RequestId;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.DomainEvent.AssociationEnded;
import io.partway.core.event.DomainEvent.AssociationEstablished;
import io.partway.core.event.DomainEvent.CustomerRevealed;
import io.partway.core.event.DomainEvent.QuotaGranted;
import io.partway.core.event.DomainEvent.RequestMoved;
import io.partway.core.event.DomainEvent.RequestReminder;
import io.partway.core.event.EventId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one party is told of one event. It holds what its texts need and no text, so that every
/// reader reads it in his own language and zone; and ids instead of names, so that there is nothing
/// personal in it.
///
/// @param at when the event happened
/// @param party who is told
/// @param pair whom it is about; null where that is the party alone
/// @param until before when something can be done: the deadline of a request, the end of a grant;
///   null where there is nothing to do
/// @param extra submissions that were granted; null for everything else
public record Notification(
    EventId event,
    NotificationType type,
    Instant at,
    Party party,
    String partyId,
    @Nullable Pair pair,
    @Nullable RequestId request,
    @Nullable Instant until,
    @Nullable Integer extra) {
  /// Its id among those of its party.
  public NotificationId id() {
    return NotificationId.of(at, event);
  }

  /// When it may be forgotten, with the memory of who has read it and whom it was sent to.
  public Instant forgettable() {
    return at.plus(Duration.ofDays(Limit.NOTIFICATION_DAYS.standard()));
  }

  /// The id of the other side; null where there is none.
  public @Nullable String counterpartyId() {
    return pair == null ? null : pair.idOf(party.other());
  }

  /// Who is told of an event: the party that did not act, and both where neither did.
  ///
  /// An agreement tells once, as the request's; the end that comes with it would say the same
  /// again. Of starts nobody is told, since they come by the thousand when a partner's customers
  /// are taken in, and of looks at masked values neither: the customer's records list them.
  public static List<Notification> of(DomainEvent event) {
    return switch (event) {
      case RequestMoved moved ->
          switch (moved.status()) {
            case PENDING ->
                List.of(
                    ofRequest(
                        moved, NotificationType.DISASSOCIATION_REQUESTED, decider(moved), true));
            case AGREED ->
                List.of(
                    ofRequest(
                        moved, NotificationType.DISASSOCIATION_AGREED, moved.initiator(), false));
            case REJECTED ->
                List.of(
                    ofRequest(
                        moved, NotificationType.DISASSOCIATION_REJECTED, moved.initiator(), false));
            case WITHDRAWN ->
                List.of(
                    ofRequest(
                        moved, NotificationType.DISASSOCIATION_WITHDRAWN, decider(moved), false));
            case EXPIRED -> both(moved, NotificationType.DISASSOCIATION_EXPIRED);
            case CANCELLED -> both(moved, NotificationType.DISASSOCIATION_CANCELLED);
          };
      case RequestReminder reminder -> {
        Party decider = reminder.initiator().other();
        yield List.of(
            new Notification(
                reminder.id(),
                NotificationType.DISASSOCIATION_REMINDER,
                reminder.at(),
                decider,
                reminder.pair().idOf(decider),
                reminder.pair(),
                reminder.requestId(),
                reminder.expiresAt(),
                null));
      }
      case AssociationEnded ended ->
          switch (ended.cause()) {
            case AGREED -> List.of();
            case UPSTREAM ->
                Arrays.stream(Party.values()).map(party -> ofEnd(ended, party)).toList();
          };
      case QuotaGranted granted ->
          List.of(
              new Notification(
                  granted.id(),
                  NotificationType.QUOTA_GRANTED,
                  granted.at(),
                  granted.party(),
                  granted.partyId(),
                  null,
                  null,
                  granted.endsAt(),
                  granted.extra()));
      case AssociationEstablished _, CustomerRevealed _ -> List.of();
    };
  }

  private static Party decider(RequestMoved moved) {
    return moved.initiator().other();
  }

  private static List<Notification> both(RequestMoved moved, NotificationType type) {
    return Arrays.stream(Party.values())
        .map(party -> ofRequest(moved, type, party, false))
        .toList();
  }

  private static Notification ofRequest(
      RequestMoved moved, NotificationType type, Party party, boolean decidable) {
    return new Notification(
        moved.id(),
        type,
        moved.at(),
        party,
        moved.pair().idOf(party),
        moved.pair(),
        moved.requestId(),
        decidable ? moved.expiresAt() : null,
        null);
  }

  private static Notification ofEnd(AssociationEnded ended, Party party) {
    return new Notification(
        ended.id(),
        NotificationType.ASSOCIATION_ENDED,
        ended.at(),
        party,
        ended.pair().idOf(party),
        ended.pair(),
        null,
        null,
        null);
  }
}
