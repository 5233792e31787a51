package io.partway.core.event;

import io.partway.core.event.DomainEvent.AssociationEnded;
import io.partway.core.event.DomainEvent.AssociationEstablished;
import io.partway.core.event.DomainEvent.CustomerRevealed;
import io.partway.core.event.DomainEvent.EndCause;
import io.partway.core.event.DomainEvent.QuotaGranted;
import io.partway.core.event.DomainEvent.RequestMoved;
import io.partway.core.event.DomainEvent.RequestReminder;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.record.HistoryRecord;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import io.partway.core.request.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Derives events from what is stored and from nothing else. The same change tells the same events
/// with the same ids whenever it is looked at; a request's steps tell the same one by one as all at
/// once.
public final class Events {
  /// The most that one step tells: an agreement, and the end that it is.
  public static final int PER_STEP = 2;

  private Events() {}

  /// What a change tells, in the order in which it happened.
  public static List<DomainEvent> of(Change change) {
    return switch (change) {
      case Change.Recorded(var before, var after) -> of(before, after);
      case Change.Granted(var before, var after) -> granted(before, after);
      case Change.Reminded(var reminder) -> List.of(of(reminder));
    };
  }

  /// What has happened to a record between two of its forms.
  ///
  /// @param before null for all that has ever happened to it
  public static List<DomainEvent> of(@Nullable HistoryRecord before, HistoryRecord after) {
    return switch (after) {
      case HistoryRecord.Request(var request) -> steps(taken(before), request);
      case HistoryRecord.Established(var id, var pair, _, var at, _) ->
          once(
              before,
              new AssociationEstablished(
                  EventId.derive(EventType.ASSOCIATION_ESTABLISHED, id), at, pair));
      case HistoryRecord.Ended(var id, var pair, _, var at, _) ->
          once(
              before,
              new AssociationEnded(
                  EventId.derive(EventType.ASSOCIATION_ENDED, id), at, pair, EndCause.UPSTREAM));
      case HistoryRecord.Revealed(var id, var pair, _, var at, var field, _) ->
          once(
              before,
              new CustomerRevealed(
                  EventId.derive(EventType.CUSTOMER_REVEALED, id), at, pair, id, field));
    };
  }

  /// Told when it begins to add; not while it waits for a second operator.
  private static List<DomainEvent> granted(@Nullable QuotaGrant before, QuotaGrant after) {
    Instant at = after.grantedAt();
    if (at == null || (before != null && before.grantedAt() != null)) {
      return List.of();
    }
    return List.of(
        new QuotaGranted(
            EventId.derive(EventType.QUOTA_GRANTED, after.id().value()),
            at,
            after.id().value(),
            after.scope().party(),
            after.scope().partyId(),
            after.scope().counterpartyId(),
            after.extra(),
            after.endsAt()));
  }

  private static DomainEvent of(Reminder reminder) {
    return new RequestReminder(
        EventId.derive(reminder.request(), reminder.days()),
        reminder.at(),
        reminder.pair(),
        reminder.request(),
        reminder.initiator(),
        reminder.submittedAt(),
        reminder.expiresAt(),
        reminder.daysLeft());
  }

  private static int taken(@Nullable HistoryRecord before) {
    return before instanceof HistoryRecord.Request(var request) ? request.timeline().size() : 0;
  }

  private static List<DomainEvent> steps(int taken, DisassociationRequest request) {
    List<DomainEvent> events = new ArrayList<>();
    List<TimelineEntry> steps = request.timeline();
    for (TimelineEntry step : steps.subList(Math.min(taken, steps.size()), steps.size())) {
      events.add(
          new RequestMoved(
              EventId.derive(EventType.of(step.action()), request.id().value()),
              step.at(),
              request.pair(),
              step.action(),
              request.id(),
              request.initiator(),
              request.submittedAt(),
              request.expiresAt()));
      if (step.action() == RequestStatus.AGREED) {
        events.add(
            new AssociationEnded(
                EventId.derive(EventType.ASSOCIATION_ENDED, request.id().value()),
                step.at(),
                request.pair(),
                EndCause.AGREED));
      }
    }
    return List.copyOf(events);
  }

  /// Such a record tells one thing, when it is written.
  private static List<DomainEvent> once(@Nullable HistoryRecord before, DomainEvent event) {
    return before == null ? List.of(event) : List.of();
  }
}
