package io.partway.store;

import io.partway.core.eligibility.BlockerRule;
import java.time.Instant;

/// Holds a write of an association to its being free of blockers: each [BlockerRule] as a condition
/// on the summary.
final class Clear {
  private Clear() {}

  /// Adds one condition for each rule.
  static Write of(Write association, Instant now) {
    for (BlockerRule rule : BlockerRule.values()) {
      of(association, rule, now);
    }
    return association;
  }

  private static void of(Write association, BlockerRule rule, Instant now) {
    switch (rule) {
      case INDEPENDENT_ACCOUNTING_MEMBER ->
          association.whenEqual(Attribute.INDEPENDENT_MEMBERS, Writer.value(0));
      case MANUALLY_FROZEN -> association.whenEqual(Attribute.MANUALLY_FROZEN, Writer.value(false));
      case RESERVED_INSTANCE -> association.whenPassed(Attribute.RESERVED_INSTANCES_UNTIL, now);
      case PARTNER_SUPPORT_PLAN ->
          association.whenPassed(Attribute.PARTNER_SUPPORT_PLANS_UNTIL, now);
      case SERVICE_SUPPORT_PLAN ->
          association.whenPassed(Attribute.SERVICE_SUPPORT_PLANS_UNTIL, now);
      case MEMBER_SUPPORT_PLAN -> association.whenPassed(Attribute.MEMBER_SUPPORT_PLANS_UNTIL, now);
      case HOLD ->
          association
              .whenEqual(Attribute.HOLDS, Writer.value(0))
              .whenEqual(Attribute.REPORTED, Writer.value(true));
    }
  }
}
