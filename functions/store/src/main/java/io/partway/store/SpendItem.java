package io.partway.store;

import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.party.Pair;
import io.partway.core.search.Spend;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a customer uses. Apart from the association, since it changes daily and decides nothing. It
/// has no `customerId` attribute, which keeps it out of `byCustomer`.
final class SpendItem {
  /// Its kind in `byPartner`.
  static final String KIND = "spend";

  /// Its only status there.
  static final String STATUS = "current";

  private SpendItem() {}

  static Map<String, AttributeValue> of(Pair pair, Reported<Spend> reported) {
    Spend spend = reported.value();
    return Writer.of(Keys.spend(pair))
        .text(Attribute.PARTNER_ID, pair.partner().value())
        .text(Attribute.KIND, KIND)
        .text(Attribute.STATUS, STATUS)
        .number(Attribute.AT, 0)
        .text(Attribute.ID, pair.customer().value())
        .decimal(Attribute.EXPENDITURE, spend.expenditure())
        .text(Attribute.CURRENCY, spend.currency())
        .decimal(Attribute.BUDGET_USAGE, spend.budgetUsage())
        .instant(Attribute.RESOURCES_EXPIRE_AT, spend.resourcesExpireAt())
        .number(Attribute.VERSION, reported.version())
        .instant(Attribute.REPORTED_AT, reported.reportedAt())
        .item();
  }

  static Reported<Spend> read(Item item) {
    return new Reported<>(
        new Spend(
            item.optionalDecimal(Attribute.EXPENDITURE),
            item.optionalText(Attribute.CURRENCY),
            item.optionalDecimal(Attribute.BUDGET_USAGE),
            item.optionalInstant(Attribute.RESOURCES_EXPIRE_AT)),
        item.number(Attribute.VERSION),
        item.instant(Attribute.REPORTED_AT));
  }
}
