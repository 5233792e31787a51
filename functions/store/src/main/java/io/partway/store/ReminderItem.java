package io.partway.store;

import io.partway.core.association.RequestId;
import io.partway.core.event.Reminder;
import io.partway.core.party.Party;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// That a request's decider was to be reminded. It only passes through the stream; without a status
/// it stands in no index.
final class ReminderItem {
  static final String KIND = "reminder";

  /// How long after the deadline it is kept, for what a stream may have lost.
  private static final Duration KEPT = Duration.ofDays(30);

  private ReminderItem() {}

  static Map<String, AttributeValue> of(Reminder reminder) {
    return Writer.of(Keys.reminder(reminder.request(), reminder.days()))
        .text(Attribute.KIND, KIND)
        .text(Attribute.CUSTOMER_ID, reminder.pair().customer().value())
        .text(Attribute.PARTNER_ID, reminder.pair().partner().value())
        .text(Attribute.REQUEST, reminder.request().value())
        .word(Attribute.INITIATOR, reminder.initiator())
        .instant(Attribute.SUBMITTED_AT, reminder.submittedAt())
        .instant(Attribute.EXPIRES_AT, reminder.expiresAt())
        .instant(Attribute.REMINDED_AT, reminder.at())
        .number(Attribute.DAYS, reminder.days())
        .number(Attribute.TTL, reminder.expiresAt().plus(KEPT).getEpochSecond())
        .item();
  }

  static Reminder read(Item item) {
    return new Reminder(
        AssociationItem.pair(item),
        item.id(Attribute.REQUEST, RequestId::new),
        item.word(Party.class, Attribute.INITIATOR),
        item.instant(Attribute.SUBMITTED_AT),
        item.instant(Attribute.EXPIRES_AT),
        item.instant(Attribute.REMINDED_AT),
        item.count(Attribute.DAYS));
  }
}
