package io.partway.store;

import io.partway.core.eligibility.Accounting;
import io.partway.core.eligibility.Actor;
import io.partway.core.eligibility.Facts;
import io.partway.core.eligibility.Facts.Account;
import io.partway.core.eligibility.Facts.Billing;
import io.partway.core.eligibility.Facts.Hold;
import io.partway.core.eligibility.Facts.Member;
import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.eligibility.Facts.Term;
import io.partway.core.ingest.Known;
import io.partway.core.party.Pair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The full facts of a pair, stream by stream.
final class FactsItem {
  private FactsItem() {}

  /// @param revision moves with every write
  static Map<String, AttributeValue> of(Pair pair, Known known, long revision) {
    Facts facts = known.facts();
    Writer writer =
        Writer.of(Keys.facts(pair))
            .map(Attribute.ACCOUNT, written(facts.account(), FactsItem::account))
            .map(Attribute.BILLING, written(facts.billing(), FactsItem::billing))
            .number(Attribute.REVISION, revision);
    if (known.association() == null && known.associationVersion() > 0) {
      writer
          .number(Attribute.STREAM_VERSION, known.associationVersion())
          .instant(Attribute.ENDED_AT, known.endedAt());
    }
    return writer.item();
  }

  static Facts read(Item item) {
    return new Facts(
        reported(item.optionalMap(Attribute.ACCOUNT), FactsItem::account),
        reported(item.optionalMap(Attribute.BILLING), FactsItem::billing));
  }

  static long revision(Item item) {
    return item.number(Attribute.REVISION);
  }

  /// 0 where the association has it, or nothing was reported.
  static long streamVersion(Item item) {
    return item.numberOrZero(Attribute.STREAM_VERSION);
  }

  /// An end whose start has not come yet; null when none waits.
  static @Nullable Instant endedAt(Item item) {
    return item.optionalInstant(Attribute.ENDED_AT);
  }

  private static <T> @Nullable Writer written(
      @Nullable Reported<T> reported, Function<T, Writer> stream) {
    return reported == null
        ? null
        : stream
            .apply(reported.value())
            .number(Attribute.VERSION, reported.version())
            .instant(Attribute.REPORTED_AT, reported.reportedAt());
  }

  private static <T> @Nullable Reported<T> reported(@Nullable Item map, Function<Item, T> stream) {
    return map == null
        ? null
        : new Reported<>(
            stream.apply(map), map.number(Attribute.VERSION), map.instant(Attribute.REPORTED_AT));
  }

  private static Writer account(Account account) {
    return new Writer()
        .flag(Attribute.ENTERPRISE_MASTER, account.enterpriseMaster())
        .maps(
            Attribute.MEMBERS,
            account.members(),
            (map, member) ->
                map.text(Attribute.ID, member.id())
                    .word(Attribute.ACCOUNTING, member.accounting())
                    .instant(
                        Attribute.SERVICE_SUPPORT_PLAN_UNTIL, member.serviceSupportPlanUntil()))
        .flag(Attribute.MANUALLY_FROZEN, account.manuallyFrozen())
        .flag(Attribute.AUTO_FROZEN, account.autoFrozen());
  }

  private static Account account(Item map) {
    return new Account(
        map.flag(Attribute.ENTERPRISE_MASTER),
        map.maps(
            Attribute.MEMBERS,
            member ->
                new Member(
                    member.text(Attribute.ID),
                    member.word(Accounting.class, Attribute.ACCOUNTING),
                    member.optionalInstant(Attribute.SERVICE_SUPPORT_PLAN_UNTIL))),
        map.flag(Attribute.MANUALLY_FROZEN),
        map.flag(Attribute.AUTO_FROZEN));
  }

  private static Writer billing(Billing billing) {
    return new Writer()
        .maps(Attribute.RESERVED_INSTANCES, billing.reservedInstances(), FactsItem::term)
        .maps(Attribute.PARTNER_SUPPORT_PLANS, billing.partnerSupportPlans(), FactsItem::term)
        .maps(Attribute.SERVICE_SUPPORT_PLANS, billing.serviceSupportPlans(), FactsItem::term)
        .maps(
            Attribute.HOLDS,
            billing.holds(),
            (map, hold) ->
                map.text(Attribute.CODE, hold.code())
                    .word(Attribute.ACTOR, hold.actor())
                    .text(Attribute.RESOURCE, hold.resource()));
  }

  private static Billing billing(Item map) {
    return new Billing(
        terms(map, Attribute.RESERVED_INSTANCES),
        terms(map, Attribute.PARTNER_SUPPORT_PLANS),
        terms(map, Attribute.SERVICE_SUPPORT_PLANS),
        map.maps(
            Attribute.HOLDS,
            hold ->
                new Hold(
                    hold.text(Attribute.CODE),
                    hold.word(Actor.class, Attribute.ACTOR),
                    hold.optionalText(Attribute.RESOURCE))));
  }

  private static void term(Writer map, Term term) {
    map.text(Attribute.ID, term.id()).instant(Attribute.UNTIL, term.until());
  }

  private static List<Term> terms(Item map, Attribute attribute) {
    return map.maps(
        attribute, term -> new Term(term.text(Attribute.ID), term.instant(Attribute.UNTIL)));
  }
}
