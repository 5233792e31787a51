package io.partway.notifyparties;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.DomainEvent.AssociationEnded;
import io.partway.core.event.DomainEvent.AssociationEstablished;
import io.partway.core.event.DomainEvent.CustomerRevealed;
import io.partway.core.event.DomainEvent.QuotaGranted;
import io.partway.core.event.DomainEvent.RequestMoved;
import io.partway.core.event.DomainEvent.RequestReminder;
import io.partway.core.party.Pair;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Events as the bus hands them over.
final class ToldEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ToldEvents() {}

  static byte[] json(DomainEvent event) {
    return json(event.type().text(), detail(event));
  }

  static byte[] json(String detailType, ObjectNode detail) {
    return envelope(detailType, detail).toString().getBytes(UTF_8);
  }

  /// All that the bus adds.
  static ObjectNode envelope(String detailType, ObjectNode detail) {
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "0");
    event.put("id", "17793124-05d4-b198-2fde-7ededc63b103");
    event.put("detail-type", detailType);
    event.put("source", "partway");
    event.put("account", "111122223333");
    event.put("time", "2026-03-02T09:30:01Z");
    event.put("region", "eu-west-1");
    event.putArray("resources");
    event.set("detail", detail);
    return event;
  }

  static ObjectNode detail(DomainEvent event) {
    ObjectNode detail = JSON.createObjectNode();
    detail.put("id", event.id().value());
    detail.put("type", event.type().text());
    detail.put("version", 1);
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
        detail.putObject("history").put("sequence", 7).put("mac", "mac-of-7");
      }
      case RequestReminder reminder -> {
        detail.put("requestId", reminder.requestId().value());
        detail.put("initiator", reminder.initiator().word());
        detail.put("submittedAt", text(reminder.submittedAt()));
        detail.put("expiresAt", text(reminder.expiresAt()));
        detail.put("daysLeft", reminder.daysLeft());
      }
      case AssociationEstablished _ -> detail.putNull("history");
      case AssociationEnded ended -> {
        detail.put("cause", ended.cause().word());
        detail.putNull("history");
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

  private static String text(Instant instant) {
    return MILLIS.format(instant);
  }
}
