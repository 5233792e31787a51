package io.partway.store;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.AssociationType;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.Profile;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Clearance;
import io.partway.core.history.Head;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An association: of the facts only their summary, so that it stays below 4 KB, the unit in which
/// reads are paid.
final class AssociationItem {
  /// Its kind in the indexes.
  static final String KIND = "relation";

  private AssociationItem() {}

  /// @param streamVersion the newest version of stream `association`
  static Map<String, AttributeValue> of(Association association, long streamVersion) {
    Pair pair = association.pair();
    Profile profile = association.profile();
    Clearance clearance = association.clearance();
    Writer writer =
        Writer.of(Keys.association(pair))
            .text(Attribute.CUSTOMER_ID, pair.customer().value())
            .text(Attribute.PARTNER_ID, pair.partner().value())
            .text(Attribute.KIND, KIND)
            .word(Attribute.STATUS, association.state())
            .instant(Attribute.AT, association.since())
            .text(Attribute.ID, pair.customer().value())
            .word(Attribute.TYPE, association.type())
            .instant(Attribute.ENDED_AT, association.endedAt())
            .text(Attribute.PARTNER_NAME, profile.partnerName())
            .text(Attribute.CUSTOMER_NAME, profile.name())
            .text(Attribute.CUSTOMER_ACCOUNT, profile.account())
            .text(Attribute.CUSTOMER_MOBILE, profile.mobile())
            .text(Attribute.MANAGER_ID, profile.managerId())
            .text(Attribute.MANAGER, profile.manager())
            .texts(Attribute.TAGS, profile.tags())
            .flag(Attribute.AUTO_FROZEN, association.autoFrozen())
            .flag(Attribute.REPORTED, clearance.reported())
            .number(Attribute.INDEPENDENT_MEMBERS, clearance.independentMembers())
            .flag(Attribute.MANUALLY_FROZEN, clearance.manuallyFrozen())
            .instant(Attribute.RESERVED_INSTANCES_UNTIL, clearance.reservedInstancesUntil())
            .instant(Attribute.PARTNER_SUPPORT_PLANS_UNTIL, clearance.partnerSupportPlansUntil())
            .instant(Attribute.SERVICE_SUPPORT_PLANS_UNTIL, clearance.serviceSupportPlansUntil())
            .instant(Attribute.MEMBER_SUPPORT_PLANS_UNTIL, clearance.memberSupportPlansUntil())
            .number(Attribute.HOLDS, clearance.holds())
            .number(Attribute.SEQUENCE, association.head().sequence())
            .text(Attribute.MAC, association.head().mac())
            .number(Attribute.VERSION, association.version())
            .number(Attribute.STREAM_VERSION, streamVersion);
    PendingRequest pending = association.pending();
    if (pending != null) {
      writer
          .text(Attribute.PENDING_REQUEST, pending.id().value())
          .word(Attribute.PENDING_INITIATOR, pending.initiator())
          .instant(Attribute.PENDING_UNTIL, pending.expiresAt());
    }
    return writer.item();
  }

  static Association read(Item item) {
    return new Association(
        pair(item),
        item.word(AssociationState.class, Attribute.STATUS),
        item.word(AssociationType.class, Attribute.TYPE),
        item.instant(Attribute.AT),
        item.optionalInstant(Attribute.ENDED_AT),
        new Profile(
            item.optionalText(Attribute.PARTNER_NAME),
            item.optionalText(Attribute.CUSTOMER_NAME),
            item.optionalText(Attribute.CUSTOMER_ACCOUNT),
            item.optionalText(Attribute.CUSTOMER_MOBILE),
            item.optionalText(Attribute.MANAGER_ID),
            item.optionalText(Attribute.MANAGER),
            item.texts(Attribute.TAGS)),
        item.optionalFlag(Attribute.AUTO_FROZEN),
        pending(item),
        new Clearance(
            item.flag(Attribute.REPORTED),
            item.count(Attribute.INDEPENDENT_MEMBERS),
            item.flag(Attribute.MANUALLY_FROZEN),
            item.optionalInstant(Attribute.RESERVED_INSTANCES_UNTIL),
            item.optionalInstant(Attribute.PARTNER_SUPPORT_PLANS_UNTIL),
            item.optionalInstant(Attribute.SERVICE_SUPPORT_PLANS_UNTIL),
            item.optionalInstant(Attribute.MEMBER_SUPPORT_PLANS_UNTIL),
            item.count(Attribute.HOLDS)),
        new Head(item.number(Attribute.SEQUENCE), item.text(Attribute.MAC)),
        item.number(Attribute.VERSION));
  }

  /// Lets the history of the pair end with this entry, provided that it ends where it was read to.
  static Write enter(Write association, Head before, Head after) {
    return association
        .set(Attribute.SEQUENCE, Writer.value(after.sequence()))
        .set(Attribute.MAC, Writer.value(after.mac()))
        .whenEqual(Attribute.SEQUENCE, Writer.value(before.sequence()))
        .whenEqual(Attribute.MAC, Writer.value(before.mac()));
  }

  /// The newest version of stream `association`.
  static long streamVersion(Item item) {
    return item.number(Attribute.STREAM_VERSION);
  }

  /// The pair that an association or a record is about.
  static Pair pair(Item item) {
    return new Pair(
        item.id(Attribute.CUSTOMER_ID, CustomerId::new),
        item.id(Attribute.PARTNER_ID, PartnerId::new));
  }

  private static @Nullable PendingRequest pending(Item item) {
    return item.has(Attribute.PENDING_REQUEST)
        ? new PendingRequest(
            item.id(Attribute.PENDING_REQUEST, RequestId::new),
            item.word(Party.class, Attribute.PENDING_INITIATOR),
            item.instant(Attribute.PENDING_UNTIL))
        : null;
  }
}
