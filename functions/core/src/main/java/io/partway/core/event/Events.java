package io.partway.core.event;

import io.partway.core.event.DomainEvent.AssociationEnded;
import io.partway.core.event.DomainEvent.AssociationEstablished;
import io.partway.core.event.DomainEvent.CustomerRevealed;
import io.partway.core.event.DomainEvent.EndCause;
import io.partway.core.event.DomainEvent.QuotaGranted;
import io.partway.core.event.DomainEvent.RequestMoved;
import io.partway.core.event.DomainEvent.RequestReminder;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.history.Head;
import io.partway.core.history.HistoryEntry;
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
    return announced(change).stream().map(Announcement::event).toList();
  }

  /// What has happened to a record between two of its forms.
  ///
  /// @param before null for all that has ever happened to it
  public static List<DomainEvent> of(@Nullable HistoryRecord before, HistoryRecord after) {
    return of(new Change.Recorded(before, after));
  }

  /// The same as it is told to others.
  public static List<Announcement> announced(Change change) {
    return switch (change) {
      case Change.Recorded(var before, var after) -> announced(before, after);
      case Change.Granted(var before, var after) -> granted(before, after);
      case Change.Reminded(var reminder) -> List.of(new Announcement(of(reminder), null));
      case Change.Ticked _ -> List.of();
    };
  }

  private static List<Announcement> announced(@Nullable HistoryRecord before, HistoryRecord after) {
    return switch (after) {
      case HistoryRecord.Request(var request) -> steps(taken(before), request);
      case HistoryRecord.Established(var id, var pair, _, var at, _) ->
          once(
              before,
              after,
              new AssociationEstablished(
                  EventId.derive(EventType.ASSOCIATION_ESTABLISHED, id), at, pair));
      case HistoryRecord.Ended(var id, var pair, _, var at, _) ->
          once(
              before,
              after,
              new AssociationEnded(
                  EventId.derive(EventType.ASSOCIATION_ENDED, id), at, pair, EndCause.UPSTREAM));
      case HistoryRecord.Revealed(var id, var pair, _, var at, var field, _) ->
          once(
              before,
              after,
              new CustomerRevealed(
                  EventId.derive(EventType.CUSTOMER_REVEALED, id), at, pair, id, field));
    };
  }

  /// Told when it begins to add; not while it waits for a second operator.
  private static List<Announcement> granted(@Nullable QuotaGrant before, QuotaGrant after) {
    Instant at = after.grantedAt();
    if (at == null || (before != null && before.grantedAt() != null)) {
      return List.of();
    }
    DomainEvent event =
        new QuotaGranted(
            EventId.derive(EventType.QUOTA_GRANTED, after.id().value()),
            at,
            after.id().value(),
            after.scope().party(),
            after.scope().partyId(),
            after.scope().counterpartyId(),
            after.extra(),
            after.endsAt());
    return List.of(new Announcement(event, null));
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

  private static List<Announcement> steps(int taken, DisassociationRequest request) {
    List<Announcement> announced = new ArrayList<>();
    List<TimelineEntry> steps = request.timeline();
    for (int number = taken; number < steps.size(); number++) {
      TimelineEntry step = steps.get(number);
      Head history = head(request.entries(), number);
      DomainEvent moved =
          new RequestMoved(
              EventId.derive(EventType.of(step.action()), request.id().value()),
              step.at(),
              request.pair(),
              step.action(),
              request.id(),
              request.initiator(),
              request.submittedAt(),
              request.expiresAt());
      announced.add(new Announcement(moved, history));
      if (step.action() == RequestStatus.AGREED) {
        DomainEvent ended =
            new AssociationEnded(
                EventId.derive(EventType.ASSOCIATION_ENDED, request.id().value()),
                step.at(),
                request.pair(),
                EndCause.AGREED);
        announced.add(new Announcement(ended, history));
      }
    }
    return List.copyOf(announced);
  }

  /// Such a record tells one thing, when it is written.
  private static List<Announcement> once(
      @Nullable HistoryRecord before, HistoryRecord after, DomainEvent event) {
    return before == null ? List.of(new Announcement(event, head(after.entries(), 0))) : List.of();
  }

  private static @Nullable Head head(List<HistoryEntry> entries, int number) {
    return number < entries.size() ? entries.get(number).head() : null;
  }
}
