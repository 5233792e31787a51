package io.partway.notifyparties;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.core.Word;
import io.partway.core.association.RequestId;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.DomainEvent.AssociationEnded;
import io.partway.core.event.DomainEvent.AssociationEstablished;
import io.partway.core.event.DomainEvent.CustomerRevealed;
import io.partway.core.event.DomainEvent.EndCause;
import io.partway.core.event.DomainEvent.QuotaGranted;
import io.partway.core.event.DomainEvent.RequestMoved;
import io.partway.core.event.DomainEvent.RequestReminder;
import io.partway.core.event.EventId;
import io.partway.core.event.EventType;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Ids;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.request.RequestStatus;
import io.partway.gateway.EventFailed;
import io.partway.gateway.JsonValue;
import io.partway.gateway.StrictJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one of our own events as the bus hands it over: the forms that `infra/events` describes.
///
/// Members that are not known are passed over, for who tells may be newer than who listens.
/// Whatever else is not as described fails, and its reason names the member, never its value.
final class ToldEvent {
  private static final String VERSION = "1";

  private final EventType type;
  private final Map<String, JsonValue> detail;

  private ToldEvent(EventType type, Map<String, JsonValue> detail) {
    this.type = type;
    this.detail = detail;
  }

  /// The event that this JSON is.
  ///
  /// @throws EventFailed when it is none
  static DomainEvent of(byte[] json) {
    StrictJson.Parsed parsed = StrictJson.parse(new String(json, UTF_8));
    if (!(parsed.value() instanceof JsonValue.Obj(var event)) || !parsed.faults().isEmpty()) {
      throw new EventFailed("An event is one JSON object.");
    }
    if (!DomainEvent.SOURCE.equals(text(event.get("source")))) {
      throw new EventFailed("This function takes events whose source is partway.");
    }
    EventType type = type(event.get("detail-type"));
    if (type == null || !(event.get("detail") instanceof JsonValue.Obj(var detail))) {
      throw new EventFailed("An event has a detail-type that is known, and a detail.");
    }
    return new ToldEvent(type, detail).read();
  }

  private DomainEvent read() {
    if (type(detail.get("type")) != type) {
      throw fault("type");
    }
    if (!(detail.get("version") instanceof JsonValue.Num(var version))
        || !version.equals(VERSION)) {
      throw fault("version");
    }
    return switch (type) {
      case DISASSOCIATION_REQUESTED -> moved(RequestStatus.PENDING);
      case DISASSOCIATION_AGREED -> moved(RequestStatus.AGREED);
      case DISASSOCIATION_REJECTED -> moved(RequestStatus.REJECTED);
      case DISASSOCIATION_WITHDRAWN -> moved(RequestStatus.WITHDRAWN);
      case DISASSOCIATION_EXPIRED -> moved(RequestStatus.EXPIRED);
      case DISASSOCIATION_CANCELLED -> moved(RequestStatus.CANCELLED);
      case DISASSOCIATION_REMINDER ->
          new RequestReminder(
              eventId(),
              at(),
              pair(),
              new RequestId(id("requestId")),
              party("initiator"),
              instant("submittedAt"),
              instant("expiresAt"),
              count("daysLeft"));
      case ASSOCIATION_ESTABLISHED -> new AssociationEstablished(eventId(), at(), pair());
      case ASSOCIATION_ENDED ->
          new AssociationEnded(eventId(), at(), pair(), word("cause", EndCause.class));
      case CUSTOMER_REVEALED ->
          new CustomerRevealed(eventId(), at(), pair(), id("recordId"), text("field"));
      case QUOTA_GRANTED ->
          new QuotaGranted(
              eventId(),
              at(),
              id("grantId"),
              party("party"),
              id("partyId"),
              detail.get("counterpartyId") instanceof JsonValue.Null ? null : id("counterpartyId"),
              count("extra"),
              instant("endsAt"));
    };
  }

  private RequestMoved moved(RequestStatus status) {
    return new RequestMoved(
        eventId(),
        at(),
        pair(),
        status,
        new RequestId(id("requestId")),
        party("initiator"),
        instant("submittedAt"),
        instant("expiresAt"));
  }

  private EventId eventId() {
    return new EventId(id("id"));
  }

  private Instant at() {
    return instant("at");
  }

  private Pair pair() {
    return new Pair(new CustomerId(id("customerId")), new PartnerId(id("partnerId")));
  }

  private Party party(String member) {
    return word(member, Party.class);
  }

  private <E extends Enum<E> & Word> E word(String member, Class<E> words) {
    return Word.parse(words, text(member)).orElseThrow(() -> fault(member));
  }

  private String id(String member) {
    String id = text(member);
    if (!Ids.wellFormed(id)) {
      throw fault(member);
    }
    return id;
  }

  private Instant instant(String member) {
    try {
      return Instant.parse(text(member));
    } catch (DateTimeException _) {
      throw fault(member);
    }
  }

  private int count(String member) {
    if (detail.get(member) instanceof JsonValue.Num(var digits)) {
      try {
        return Integer.parseInt(digits);
      } catch (NumberFormatException _) {
        // Told below, like anything else that is no whole number.
      }
    }
    throw fault(member);
  }

  private String text(String member) {
    String text = text(detail.get(member));
    if (text == null) {
      throw fault(member);
    }
    return text;
  }

  private EventFailed fault(String member) {
    return new EventFailed(
        "The detail of " + type.text() + " has no " + member + " that can be read.");
  }

  private static @Nullable EventType type(@Nullable JsonValue value) {
    String text = text(value);
    return text == null ? null : EventType.parse(text).orElse(null);
  }

  private static @Nullable String text(@Nullable JsonValue value) {
    return value instanceof JsonValue.Str(var text) ? text : null;
  }
}
