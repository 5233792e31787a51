package io.partway.core.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.partway.core.Samples;
import io.partway.core.eligibility.Blocker.Resource;
import io.partway.core.eligibility.Facts.Account;
import io.partway.core.eligibility.Facts.Billing;
import io.partway.core.eligibility.Facts.Hold;
import io.partway.core.eligibility.Facts.Member;
import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.eligibility.Facts.Term;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BlockerRuleTest {
  private static final Instant NOW = Samples.NOW;
  private static final Instant JUST_AHEAD = NOW.plusMillis(1);

  private static List<Blocker> blockers(Facts facts) {
    return BlockerRule.all(facts, Samples.PAIR, NOW);
  }

  private static Account master(Member... members) {
    return new Account(true, List.of(members), false, false);
  }

  private static Billing billing(List<Term> instances, List<Term> partner, List<Term> service) {
    return new Billing(instances, partner, service, List.of());
  }

  @Test
  void nothingBlocksWhoHasReportedNothingBad() {
    assertThat(blockers(Samples.clearFacts())).isEmpty();
    assertThat(Clearance.of(Samples.clearFacts()).clearAt(NOW)).isTrue();
  }

  @Test
  void anIndependentMemberOfAMasterBlocks() {
    Facts facts =
        Samples.facts(
            master(
                new Member("m-1", Accounting.INDEPENDENT, null),
                new Member("m-2", Accounting.UNIFIED, null),
                new Member("m-3", Accounting.INDEPENDENT, JUST_AHEAD)),
            Samples.billing());
    assertThat(blockers(facts))
        .singleElement()
        .satisfies(blocker -> {
          assertThat(blocker.code()).isEqualTo("independent-accounting-member");
          assertThat(blocker.holdCode()).isNull();
          assertThat(blocker.actor()).isEqualTo(Actor.CUSTOMER);
          assertThat(blocker.resources())
              .containsExactly(new Resource("m-1", null), new Resource("m-3", null));
        });
  }

  @Test
  void membersOfWhatIsNoMasterAreIgnored() {
    Facts facts =
        Samples.facts(
            new Account(
                false,
                List.of(
                    new Member("m-1", Accounting.INDEPENDENT, null),
                    new Member("m-2", Accounting.UNIFIED, JUST_AHEAD)),
                false,
                false),
            Samples.billing());
    assertThat(blockers(facts)).isEmpty();
    assertThat(Clearance.of(facts)).isEqualTo(Clearance.of(Samples.clearFacts()));
  }

  @Test
  void aFreezeByHandBlocksAndNamesTheCustomer() {
    Facts facts = Samples.facts(new Account(false, List.of(), true, false), Samples.billing());
    assertThat(blockers(facts))
        .singleElement()
        .satisfies(blocker -> {
          assertThat(blocker.code()).isEqualTo("manually-frozen");
          assertThat(blocker.actor()).isEqualTo(Actor.PARTNER);
          assertThat(blocker.resources()).containsExactly(new Resource("customer-1", null));
        });
  }

  @Test
  void anAutomaticFreezeIsOnlyASearchFilter() {
    Facts facts = Samples.facts(new Account(false, List.of(), false, true), Samples.billing());
    assertThat(blockers(facts)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = BlockerRule.class,
      names = {"RESERVED_INSTANCE", "PARTNER_SUPPORT_PLAN", "SERVICE_SUPPORT_PLAN"})
  void whatEndsBlocksUntilItsLastMillisecond(BlockerRule rule) {
    Term ended = new Term("ended", NOW);
    Term valid = new Term("valid", JUST_AHEAD);
    assertThat(blockers(with(rule, List.of(ended)))).isEmpty();
    assertThat(blockers(with(rule, List.of(ended, valid))))
        .singleElement()
        .satisfies(blocker -> {
          assertThat(blocker.code()).isEqualTo(rule.word());
          assertThat(blocker.resources()).containsExactly(new Resource("valid", JUST_AHEAD));
          assertThat(blocker.actor())
              .isEqualTo(rule == BlockerRule.PARTNER_SUPPORT_PLAN ? Actor.PARTNER : Actor.CUSTOMER);
        });
  }

  private static Facts with(BlockerRule rule, List<Term> terms) {
    return Samples.facts(
        Samples.account(),
        billing(
            rule == BlockerRule.RESERVED_INSTANCE ? terms : List.of(),
            rule == BlockerRule.PARTNER_SUPPORT_PLAN ? terms : List.of(),
            rule == BlockerRule.SERVICE_SUPPORT_PLAN ? terms : List.of()));
  }

  @Test
  void aUnifiedMembersPlanBlocksUntilItsLastMillisecond() {
    Facts ended =
        Samples.facts(master(new Member("m", Accounting.UNIFIED, NOW)), Samples.billing());
    Facts valid =
        Samples.facts(
            master(
                new Member("m-1", Accounting.UNIFIED, NOW),
                new Member("m-2", Accounting.UNIFIED, JUST_AHEAD),
                new Member("m-3", Accounting.UNIFIED, null)),
            Samples.billing());
    assertThat(blockers(ended)).isEmpty();
    assertThat(blockers(valid))
        .singleElement()
        .satisfies(blocker -> {
          assertThat(blocker.code()).isEqualTo("member-support-plan");
          assertThat(blocker.actor()).isEqualTo(Actor.CUSTOMER);
          assertThat(blocker.resources()).containsExactly(new Resource("m-2", JUST_AHEAD));
        });
  }

  @Test
  void everyHoldIsAnEntryOfItsOwn() {
    Facts facts =
        Samples.facts(
            Samples.account(),
            new Billing(
                List.of(),
                List.of(),
                List.of(),
                List.of(
                    new Hold("arrears", Actor.CUSTOMER, "invoice-7"),
                    new Hold("special-contract", Actor.OPERATOR, null))));
    assertThat(blockers(facts))
        .extracting(Blocker::code, Blocker::holdCode, Blocker::actor, Blocker::resources)
        .containsExactly(
            tuple("hold", "arrears", Actor.CUSTOMER, List.of(new Resource("invoice-7", null))),
            tuple(
                "hold",
                "special-contract",
                Actor.OPERATOR,
                List.of(new Resource("customer-1", null))));
    assertThat(BlockerRule.HOLD.resources(facts, Samples.PAIR, NOW)).hasSize(2);
  }

  @Test
  void aPairOfWhichOneStreamIsMissingIsHeld() {
    Reported<Account> account = new Reported<>(Samples.account(), 1, Samples.SINCE);
    Reported<Billing> billing = new Reported<>(Samples.billing(), 1, Samples.SINCE);
    Stream.of(Facts.NONE, new Facts(account, null), new Facts(null, billing))
        .forEach(facts -> {
          assertThat(blockers(facts))
              .singleElement()
              .satisfies(blocker -> {
                assertThat(blocker.code()).isEqualTo("hold");
                assertThat(blocker.holdCode()).isEqualTo("facts-missing");
                assertThat(blocker.actor()).isEqualTo(Actor.OPERATOR);
                assertThat(blocker.resources()).containsExactly(new Resource("customer-1", null));
              });
          assertThat(Clearance.of(facts).clearAt(NOW)).isFalse();
        });
  }

  @Test
  void allBlockersAreReportedAtOnceInOrder() {
    Facts facts =
        new Facts(
            new Reported<>(
                new Account(
                    true,
                    List.of(
                        new Member("m-1", Accounting.INDEPENDENT, null),
                        new Member("m-2", Accounting.UNIFIED, JUST_AHEAD)),
                    true,
                    true),
                1,
                Samples.SINCE),
            new Reported<>(
                new Billing(
                    List.of(new Term("r", JUST_AHEAD)),
                    List.of(new Term("p", JUST_AHEAD)),
                    List.of(new Term("s", JUST_AHEAD)),
                    List.of(new Hold("arrears", Actor.CUSTOMER, null))),
                1,
                Samples.SINCE));
    assertThat(blockers(facts))
        .extracting(Blocker::code)
        .containsExactly(
            "independent-accounting-member",
            "manually-frozen",
            "reserved-instance",
            "partner-support-plan",
            "service-support-plan",
            "member-support-plan",
            "hold");
    assertThat(blockers(facts))
        .allSatisfy(blocker -> assertThat(blocker.remedy()).matches("[A-Z].*\\."));
  }

  @Test
  void everyRemedyTellsHowToGetRidOfIt() {
    assertThat(Stream.of(BlockerRule.values()).map(BlockerRule::remedy))
        .doesNotHaveDuplicates()
        .allSatisfy(remedy -> assertThat(remedy).isNotBlank());
  }
}
