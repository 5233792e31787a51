package io.partway.store;

import io.partway.core.Limit;
import io.partway.core.association.RequestId;
import io.partway.core.quota.Grant;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The register of a quota: the newest submissions in slots `s1` (newest) to `s24`, and the grants.
///
/// Since one update shifts all slots, those that were never taken are written as taken by nothing
/// and released at 0.
final class QuotaItem {
  /// How many slots there are.
  static final int SLOTS = Limit.SUBMISSION_SLOTS.standard();

  /// What shifts into a slot whose right neighbour was never taken.
  static final AttributeValue NEVER_TAKEN =
      new Writer().instant(Attribute.RELEASE, Instant.EPOCH).asMap();

  private QuotaItem() {}

  static Map<String, AttributeValue> of(QuotaScope scope, QuotaRegister register) {
    Writer writer = Writer.of(Keys.quota(scope));
    if (register.grantsVersion() > 0) {
      writer
          .number(Attribute.GRANTS_VERSION, register.grantsVersion())
          .maps(Attribute.GRANTS, register.grants(), QuotaItem::grant);
    }
    Map<String, AttributeValue> item = writer.item();
    int number = 1;
    for (Submission submission : register.submissions()) {
      item.put(slot(number++), slot(submission));
    }
    return item;
  }

  static QuotaRegister read(Item item) {
    List<Submission> submissions = new ArrayList<>();
    for (int number = 1; number <= SLOTS; number++) {
      Item slot = item.optionalMap(slot(number));
      if (slot != null && slot.has(Attribute.REQUEST)) {
        submissions.add(
            new Submission(
                slot.id(Attribute.REQUEST, RequestId::new),
                slot.text(Attribute.COUNTERPARTY),
                slot.instant(Attribute.RELEASE)));
      }
    }
    return new QuotaRegister(
        submissions,
        item.has(Attribute.GRANTS)
            ? item.maps(
                Attribute.GRANTS,
                grant ->
                    new Grant(
                        grant.count(Attribute.EXTRA),
                        grant.text(Attribute.TICKET_NUMBER),
                        grant.instant(Attribute.ENDS_AT)))
            : List.of(),
        item.numberOrZero(Attribute.GRANTS_VERSION));
  }

  /// The grants as they are stored.
  static AttributeValue grants(List<Grant> grants) {
    return Writer.list(grants, QuotaItem::grant);
  }

  /// The grants of the register are those that were read.
  static Write whenVersion(Write write, long grantsVersion) {
    return grantsVersion == 0
        ? write.when("attribute_not_exists(" + write.name(Attribute.GRANTS_VERSION) + ")")
        : write.whenEqual(Attribute.GRANTS_VERSION, Writer.value(grantsVersion));
  }

  private static void grant(Writer map, Grant grant) {
    map.number(Attribute.EXTRA, grant.extra())
        .text(Attribute.TICKET_NUMBER, grant.ticketNumber())
        .instant(Attribute.ENDS_AT, grant.endsAt());
  }

  /// The name of a slot.
  ///
  /// @param number from 1, the newest, to [#SLOTS]
  static String slot(int number) {
    return "s" + number;
  }

  /// A slot's content.
  static AttributeValue slot(Submission submission) {
    return new Writer()
        .instant(Attribute.RELEASE, submission.releasesAt())
        .text(Attribute.REQUEST, submission.request().value())
        .text(Attribute.COUNTERPARTY, submission.counterpartyId())
        .asMap();
  }
}
