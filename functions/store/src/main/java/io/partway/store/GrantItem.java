package io.partway.store;

import io.partway.core.grant.GrantId;
import io.partway.core.grant.GrantStatus;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.party.Party;
import io.partway.core.quota.QuotaScope;
import io.partway.core.record.RecordKind;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A grant of the support desk. It lies in the index of the party that has it, and in the other
/// side's under [#DESK], where the desk lists all of them.
final class GrantItem {
  /// Stands for the id of the side that has nothing to do with a grant; no id has a `#`.
  static final String DESK = "#desk";

  private GrantItem() {}

  static Map<String, AttributeValue> of(QuotaGrant grant) {
    QuotaScope scope = grant.scope();
    return Writer.of(Keys.grant(grant.id().value()))
        .text(Attribute.PARTNER_ID, indexed(scope, Party.PARTNER))
        .text(Attribute.CUSTOMER_ID, indexed(scope, Party.CUSTOMER))
        .word(Attribute.KIND, RecordKind.GRANT)
        .word(Attribute.STATUS, statusOf(grant))
        .instant(Attribute.AT, grant.at())
        .text(Attribute.ID, grant.id().value())
        .word(Attribute.PARTY, scope.party())
        .text(Attribute.COUNTERPARTY, scope.counterpartyId())
        .number(Attribute.EXTRA, grant.extra())
        .text(Attribute.TICKET_NUMBER, grant.ticketNumber())
        .text(Attribute.REASON, grant.reason())
        .instant(Attribute.ENDS_AT, grant.endsAt())
        .instant(Attribute.ASKED_AT, grant.askedAt())
        .text(Attribute.GRANTED_BY, grant.grantedBy())
        .text(Attribute.CONFIRMED_BY, grant.confirmedBy())
        .number(Attribute.VERSION, grant.version())
        .item();
  }

  static QuotaGrant read(Item item) {
    Party party = item.word(Party.class, Attribute.PARTY);
    Instant grantedAt =
        switch (item.word(GrantStatus.class, Attribute.STATUS)) {
          case AWAITING_CONFIRMATION -> null;
          case GRANTED -> item.instant(Attribute.AT);
          case ENDED, LAPSED -> throw new CorruptItem(item.key(), Attribute.STATUS.stored());
        };
    return new QuotaGrant(
        item.id(Attribute.ID, GrantId::new),
        new QuotaScope(
            party,
            item.text(
                switch (party) {
                  case PARTNER -> Attribute.PARTNER_ID;
                  case CUSTOMER -> Attribute.CUSTOMER_ID;
                }),
            item.optionalText(Attribute.COUNTERPARTY)),
        item.count(Attribute.EXTRA),
        item.text(Attribute.TICKET_NUMBER),
        item.text(Attribute.REASON),
        item.instant(Attribute.ENDS_AT),
        item.instant(Attribute.ASKED_AT),
        item.text(Attribute.GRANTED_BY),
        grantedAt,
        item.optionalText(Attribute.CONFIRMED_BY));
  }

  /// What is stored of where it stands: the end comes by itself, and touches no item.
  static GrantStatus statusOf(QuotaGrant grant) {
    return grant.waiting() ? GrantStatus.AWAITING_CONFIRMATION : GrantStatus.GRANTED;
  }

  private static String indexed(QuotaScope scope, Party side) {
    return scope.party() == side ? scope.partyId() : DESK;
  }
}
