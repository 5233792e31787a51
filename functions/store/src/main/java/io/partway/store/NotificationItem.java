package io.partway.store;

import io.partway.core.association.RequestId;
import io.partway.core.event.EventId;
import io.partway.core.notification.Notification;
import io.partway.core.notification.NotificationType;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A notification. It has no `kind`, so that neither the indexes of records nor what follows the
/// table's stream take it for one.
final class NotificationItem {
  private NotificationItem() {}

  static Map<String, AttributeValue> of(Notification notification) {
    Pair pair = notification.pair();
    RequestId request = notification.request();
    Integer extra = notification.extra();
    Writer writer =
        Writer.of(
                Keys.notification(notification.party(), notification.partyId(), notification.id()))
            .text(Attribute.EVENT, notification.event().value())
            .word(Attribute.TYPE, notification.type())
            .instant(Attribute.AT, notification.at())
            .text(Attribute.CUSTOMER_ID, pair == null ? null : pair.customer().value())
            .text(Attribute.PARTNER_ID, pair == null ? null : pair.partner().value())
            .text(Attribute.REQUEST, request == null ? null : request.value())
            .instant(Attribute.UNTIL, notification.until())
            .number(Attribute.TTL, notification.forgettable().getEpochSecond());
    return (extra == null ? writer : writer.number(Attribute.EXTRA, extra)).item();
  }

  /// @param party whose it is
  static Notification read(Item item, Party party, String partyId) {
    return new Notification(
        item.id(Attribute.EVENT, EventId::new),
        item.word(NotificationType.class, Attribute.TYPE),
        item.instant(Attribute.AT),
        party,
        partyId,
        item.has(Attribute.CUSTOMER_ID) ? AssociationItem.pair(item) : null,
        item.has(Attribute.REQUEST) ? item.id(Attribute.REQUEST, RequestId::new) : null,
        item.optionalInstant(Attribute.UNTIL),
        item.has(Attribute.EXTRA) ? (Integer) item.count(Attribute.EXTRA) : null);
  }
}
