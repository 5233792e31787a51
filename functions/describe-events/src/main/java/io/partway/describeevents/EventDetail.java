package io.partway.describeevents;

import io.partway.core.event.Announcement;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.DomainEvent.AssociationEnded;
import io.partway.core.event.DomainEvent.AssociationEstablished;
import io.partway.core.event.DomainEvent.CustomerRevealed;
import io.partway.core.event.DomainEvent.QuotaGranted;
import io.partway.core.event.DomainEvent.RequestMoved;
import io.partway.core.event.DomainEvent.RequestReminder;
import io.partway.core.history.Head;
import io.partway.core.party.Pair;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event as it stands in `detail` on the bus; `infra/events` has a JSON Schema for each type.
final class EventDetail {
  /// Of the form of an event. Another number means that a consumer has to change.
  private static final int VERSION = 1;

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private EventDetail() {}

  static Map<String, @Nullable Object> of(Announcement announcement) {
    DomainEvent event = announcement.event();
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("id", event.id().value());
    detail.put("type", event.type().text());
    detail.put("version", VERSION);
    detail.put("at", text(event.at()));
    Pair pair = event.pair();
    if (pair != null) {
      detail.put("customerId", pair.customer().value());
      detail.put("partnerId", pair.partner().value());
    }
    switch (event) {
      case RequestMoved moved -> {
        detail.put("requestId", moved.requestId().value());
        detail.put("initiator", moved.initiator().word());
        detail.put("submittedAt", text(moved.submittedAt()));
        detail.put("expiresAt", text(moved.expiresAt()));
        detail.put("history", history(announcement));
      }
      case RequestReminder reminder -> {
        detail.put("requestId", reminder.requestId().value());
        detail.put("initiator", reminder.initiator().word());
        detail.put("submittedAt", text(reminder.submittedAt()));
        detail.put("expiresAt", text(reminder.expiresAt()));
        detail.put("daysLeft", reminder.daysLeft());
      }
      case AssociationEstablished _ -> detail.put("history", history(announcement));
      case AssociationEnded ended -> {
        detail.put("cause", ended.cause().word());
        detail.put("history", history(announcement));
      }
      case CustomerRevealed revealed -> {
        detail.put("recordId", revealed.recordId());
        detail.put("field", revealed.field());
      }
      case QuotaGranted granted -> {
        detail.put("grantId", granted.grantId());
        detail.put("party", granted.party().word());
        detail.put("partyId", granted.partyId());
        detail.put("counterpartyId", granted.counterpartyId());
        detail.put("extra", granted.extra());
        detail.put("endsAt", text(granted.endsAt()));
      }
    }
    return detail;
  }

  private static @Nullable Map<String, Object> history(Announcement announcement) {
    Head head = announcement.history();
    if (head == null) {
      return null;
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("sequence", head.sequence());
    members.put("mac", head.mac());
    return members;
  }

  private static String text(Instant instant) {
    return MILLIS.format(instant);
  }
}
