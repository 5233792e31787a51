package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.MemoryStore;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Blocker;
import io.partway.core.eligibility.Facts;
import io.partway.core.message.Language;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import io.partway.core.request.CheckEligibility.Eligibility;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CheckEligibilityTest {
  private static final Policy POLICY = Samples.policy(Policy.Scope.INITIATOR);
  private static final Member PARTNER = Samples.admin(Party.PARTNER);

  private final MemoryStore store = new MemoryStore();
  private final CheckEligibility check =
      new CheckEligibility(store, store, new MovableClock(Samples.NOW.plusNanos(7)), POLICY);

  @BeforeEach
  void associate() {
    store.put(Samples.active(), Samples.clearFacts());
  }

  private Eligibility check(Member caller) {
    Access<Eligibility> access = check.check(caller, Samples.PAIR.idOf(caller.party().other()));
    assertThat(access).isInstanceOf(Access.Granted.class);
    return ((Access.Granted<Eligibility>) access).value();
  }

  private void register(Party party, Submission... submissions) {
    store.registers.put(
        QuotaScope.of(POLICY, party, Samples.PAIR),
        new QuotaRegister(List.of(submissions), List.of(), 0));
  }

  private static Submission submission(String id, String customer) {
    return new Submission(new RequestId(id), customer, Samples.NOW.plusSeconds(1));
  }

  @ParameterizedTest
  @EnumSource(Party.class)
  void tellsEverythingThatSpeaksForAndAgainst(Party party) {
    register(party, submission("r-1", "elsewhere"));
    Eligibility eligibility = check(Samples.admin(party));
    assertThat(eligibility.eligible()).isTrue();
    assertThat(eligibility.checkedAt()).isEqualTo(Samples.NOW);
    assertThat(eligibility.facts()).isEqualTo(Samples.clearFacts());
    assertThat(eligibility.blockers()).isEmpty();
    assertThat(eligibility.quota().used()).isEqualTo(1);
    assertThat(eligibility.requests()).containsExactly(new RequestId("r-1"));
    assertThat(eligibility.statement())
        .isEqualTo(new Statement.Subject(Statement.Act.SUBMIT, party));
    assertThat(eligibility.actions().refusals())
        .containsExactly(Map.entry(Action.SUBMIT, Optional.empty()));
  }

  @Test
  void allBlockersAreNamed() {
    store.facts(Samples.PAIR, Samples.blockingFacts());
    Eligibility eligibility = check(PARTNER);
    assertThat(eligibility.eligible()).isFalse();
    assertThat(eligibility.blockers())
        .extracting(Blocker::code)
        .containsExactly("reserved-instance");
    assertThat(eligibility.actions().refusals())
        .containsEntry(Action.SUBMIT, Optional.of(Refusal.INELIGIBLE));
  }

  @Test
  void aPairNeverReportedOnIsHeld() {
    store.facts(Samples.PAIR, Facts.NONE);
    assertThat(check(PARTNER).blockers())
        .extracting(Blocker::holdCode)
        .containsExactly("facts-missing");
  }

  @Test
  void speaksOfBlockersOnlyWhileActionsSayTheWholeTruth() {
    register(
        Party.PARTNER,
        submission("r-3", "elsewhere"),
        submission("r-2", "elsewhere"),
        submission("r-1", "elsewhere"));
    assertThat(check(PARTNER).eligible()).isTrue();
    assertThat(check(PARTNER).actions().allows(Action.SUBMIT)).isFalse();
    Eligibility viewers = check(Samples.member(Party.PARTNER, Role.VIEWER));
    assertThat(viewers.eligible()).isTrue();
    assertThat(viewers.actions().refusals())
        .containsEntry(Action.SUBMIT, Optional.of(Refusal.ROLE_NOT_ALLOWED));
  }

  @Test
  void anEndedAssociationIsNotEligible() {
    store.change(Samples.PAIR, a -> a.ended(Samples.NOW));
    Eligibility eligibility = check(PARTNER);
    assertThat(eligibility.eligible()).isFalse();
    assertThat(eligibility.blockers()).isEmpty();
    assertThat(eligibility.actions().refusals())
        .containsEntry(Action.SUBMIT, Optional.of(Refusal.ASSOCIATION_ENDED));
  }

  @Test
  void theStatementIsForTheActOpenToTheCaller() {
    PendingRequest waits =
        new PendingRequest(new RequestId("r"), Party.CUSTOMER, Samples.NOW.plusMillis(1));
    store.change(Samples.PAIR, a -> MemoryStore.holding(a, waits));
    assertThat(check(PARTNER).statement().in(Language.EN).version())
        .isEqualTo("agree-partner-1-en");
    assertThat(check(Samples.admin(Party.CUSTOMER)).statement().in(Language.EN).version())
        .isEqualTo("submit-customer-1-en");
    PendingRequest overdue = new PendingRequest(new RequestId("r"), Party.CUSTOMER, Samples.NOW);
    store.change(Samples.PAIR, a -> MemoryStore.holding(a, overdue));
    assertThat(check(PARTNER).statement().in(Language.EN).version())
        .isEqualTo("submit-partner-1-en");
  }

  @Test
  void anAccountManagerSeesTheRequestsOfHisCustomersOnly() {
    Member manager = Samples.member(Party.PARTNER, Role.ACCOUNT_MANAGER);
    store.put(
        Samples.assignedTo(Samples.pair("customer-2", "partner-1"), Samples.MANAGER),
        Samples.clearFacts());
    store.put(
        Samples.assignedTo(Samples.pair("customer-3", "partner-1"), "somebody-else"),
        Samples.clearFacts());
    register(
        Party.PARTNER,
        submission("r-5", "customer-1"),
        submission("r-4", "unknown"),
        submission("r-3", "customer-3"),
        submission("r-2", "customer-1"),
        submission("r-1", "customer-2"));
    Eligibility eligibility = check(manager);
    assertThat(eligibility.quota().used()).isEqualTo(5);
    assertThat(eligibility.requests())
        .extracting(RequestId::value)
        .containsExactly("r-5", "r-2", "r-1");
    assertThat(store.associationReads).isEqualTo(1);
    // Whoever sees all costs no further read.
    assertThat(check(Samples.member(Party.PARTNER, Role.VIEWER)).requests()).hasSize(5);
    assertThat(store.associationReads).isEqualTo(1);
  }

  @Test
  void foreignUnknownAndMalformedIdsAreAllTheSame() {
    store.put(Samples.active(Samples.pair("customer-2", "partner-2")), Samples.clearFacts());
    for (String id : List.of("customer-2", "customer-3", "customer 1")) {
      assertThat(check.check(PARTNER, id)).isEqualTo(new Access.Hidden<Eligibility>());
    }
    store.put(Samples.assignedTo(Samples.PAIR, "somebody-else"), Samples.clearFacts());
    assertThat(check.check(Samples.member(Party.PARTNER, Role.ACCOUNT_MANAGER), "customer-1"))
        .isEqualTo(new Access.Hidden<Eligibility>());
  }
}
