package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Accounting;
import io.partway.core.eligibility.Actor;
import io.partway.core.eligibility.Blocker;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.eligibility.Facts.Account;
import io.partway.core.eligibility.Facts.Billing;
import io.partway.core.history.Head;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.quota.Grant;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import io.partway.core.request.RequestStore.Commit;
import io.partway.core.request.RequestStore.NewRequest;
import io.partway.core.request.RequestStore.Overdue;
import io.partway.core.request.SubmitDisassociation.Outcome;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.FaultyDynamoDb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What requests can rely on, whatever engine keeps them.
abstract class RequestStoreContract {
  private static final Member PARTNER = Scene.partner("P1");
  private static final Member CUSTOMER = Scene.customer("C1");

  private DynamoDbEngine engine;
  private Scene scene;
  private Pair pair;

  @BeforeEach
  void open(DynamoDbEngine engine) {
    this.engine = engine;
    scene = new Scene(engine);
    pair = scene.associate("C1", "P1");
  }

  @Test
  void aRequestIsReadAsItWasSubmitted() {
    DisassociationRequest request = scene.submitted(PARTNER, pair, "k1");

    assertThat(scene.request(pair, request.id())).isEqualTo(request);
    assertThat(scene.association(pair).pending()).isEqualTo(request.pending());
    assertThat(scene.register(Party.PARTNER, pair).submissions())
        .containsExactly(new Submission(request.id(), "C1", Instant.parse("2026-06-10T12:00:00Z")));
    assertThat(scene.register(Party.CUSTOMER, pair).submissions()).isEmpty();
  }

  @Test
  void aKeyUsedAgainIsAReplayForEver() {
    DisassociationRequest request = scene.submitted(PARTNER, pair, "k1");
    assertThat(scene.submit(PARTNER, pair, "k1")).isEqualTo(new Outcome.Replayed(request));

    scene.decide(CUSTOMER, request, Decision.AGREE);
    scene.clock.advance(Duration.ofDays(1000));
    assertThat(scene.submit(PARTNER, pair, "k1")).isEqualTo(new Outcome.Replayed(request));
  }

  @Test
  void theStoreItselfRefusesASecondPendingRequest() {
    DisassociationRequest first = request("k1");
    assertThat(put(first, 3, 0)).isEqualTo(Commit.DONE);
    assertThat(put(request("k2"), 3, 0)).isEqualTo(Commit.CONFLICT);
    assertThat(put(first, 3, 0)).isEqualTo(Commit.CONFLICT);
    assertThat(scene.register(Party.PARTNER, pair).submissions()).hasSize(1);
  }

  @Test
  void theStoreItselfRefusesTheSameRequestAfterItsEnd() {
    DisassociationRequest first = request("k1");
    put(first, 3, 0);
    scene.decide(PARTNER, first, Decision.WITHDRAW);

    assertThat(put(first, 3, 0)).isEqualTo(Commit.CONFLICT);
    assertThat(scene.association(pair).pending()).isNull();
  }

  @Test
  void theStoreItselfRefusesAnEndedAssociation() {
    DisassociationRequest late = request("k1");
    scene.ingest(new io.partway.core.ingest.Report.Ended(pair, 2, scene.clock.instant()));
    assertThat(put(late, 3, 0)).isEqualTo(Commit.CONFLICT);
  }

  @Test
  void theStoreItselfRefusesAnUnknownPair() {
    Association unknown =
        new Association(
            Scene.pair("C9", "P1"),
            AssociationState.ACTIVE,
            io.partway.core.association.AssociationType.REFERRAL,
            Scene.SINCE,
            null,
            Scene.PROFILE,
            null,
            null,
            Clearance.of(new Facts(reported(Scene.NO_MEMBERS), reported(Scene.NO_PLANS))),
            Head.NONE,
            1);
    DisassociationRequest request = request(unknown, "k1");
    assertThat(put(request, 3, 0)).isEqualTo(Commit.CONFLICT);
    assertThat(scene.dossier(unknown.pair(), request.id()).association()).isNull();
  }

  @Test
  void aConditionStandsForEachBlocker() {
    Random random = new Random(42);
    Instant now = scene.clock.instant();
    int free = 0;
    for (int round = 0; round < 60; round++) {
      Pair customer = Scene.pair("R" + round, "P-" + round);
      Account account = account(random, now);
      Billing billing = billing(random, now);
      scene.ingest(
          Scene.established(
              customer,
              1,
              Scene.SINCE,
              random.nextInt(12) == 0 ? null : account,
              random.nextInt(12) == 0 ? null : billing));
      Association association = scene.association(customer);
      boolean clear = association.clearance().clearAt(now);
      free += clear ? 1 : 0;

      assertThat(put(request(association, "k"), 3, 0))
          .as("%s", association.clearance())
          .isEqualTo(clear ? Commit.DONE : Commit.CONFLICT);
    }
    assertThat(free).isBetween(5, 55);
  }

  @Test
  void aFactThatChangesAfterTheCheckRefusesTheSubmitWithItsBlocker() {
    var opened = Scene.opened(scene.partway, PARTNER, pair, "k1");
    scene.ingest(Scene.account(pair, 2, new Account(false, List.of(), true, false)));

    assertThat(Scene.submit(scene.partway, PARTNER, opened))
        .isInstanceOfSatisfying(
            Outcome.Ineligible.class,
            refused ->
                assertThat(refused.blockers())
                    .extracting(Blocker::code)
                    .containsExactly("manually-frozen"));
    assertThat(scene.register(Party.PARTNER, pair).submissions()).isEmpty();
  }

  @Test
  void aFactThatChangesBeforeTheAgreementRefusesItAndTheRequestStaysPending() {
    DisassociationRequest request = scene.submitted(PARTNER, pair, "k1");
    var opened = Scene.openedDecision(scene.partway, CUSTOMER, request);
    Instant until = scene.clock.instant().plusMillis(1);
    scene.ingest(
        Scene.billing(
            pair,
            2,
            new Billing(List.of(Scene.until("ri-1", until)), List.of(), List.of(), List.of())));

    assertThat(Scene.decide(scene.partway, opened, Decision.AGREE))
        .isInstanceOfSatisfying(
            DecideRequest.Outcome.Ineligible.class,
            refused ->
                assertThat(refused.blockers())
                    .extracting(Blocker::code)
                    .containsExactly("reserved-instance"));
    assertThat(scene.request(pair, request.id())).isEqualTo(request);
    assertThat(scene.association(pair).active()).isTrue();

    scene.clock.set(until);
    assertThat(scene.decide(CUSTOMER, request, Decision.AGREE))
        .isInstanceOf(DecideRequest.Outcome.Decided.class);
  }

  @Test
  void anAgreementEndsTheAssociationInTheSameInstant() {
    DisassociationRequest request = scene.submitted(PARTNER, pair, "k1");
    scene.clock.advance(Duration.ofHours(1));
    scene.decide(CUSTOMER, request, Decision.AGREE);

    Association association = scene.association(pair);
    assertThat(association.state()).isEqualTo(AssociationState.ENDED);
    assertThat(association.endedAt()).isEqualTo(scene.clock.instant());
    assertThat(association.pending()).isNull();
    DisassociationRequest agreed = Objects.requireNonNull(scene.request(pair, request.id()));
    assertThat(agreed.status()).isEqualTo(RequestStatus.AGREED);
    assertThat(agreed.decidedAt()).isEqualTo(scene.clock.instant());
    assertThat(agreed.decisionReason()).isEqualTo("so be it");
    assertThat(agreed.timeline()).hasSize(2);
    assertThat(agreed.version()).isEqualTo(2);
    assertThat(overdue()).isEmpty();
  }

  @Test
  void aRejectionOrWithdrawalOnlyFreesThePair() {
    DisassociationRequest first = scene.submitted(PARTNER, pair, "k1");
    scene.decide(CUSTOMER, first, Decision.REJECT);
    DisassociationRequest second = scene.submitted(PARTNER, pair, "k2");
    scene.decide(PARTNER, second, Decision.WITHDRAW);

    assertThat(scene.association(pair).active()).isTrue();
    assertThat(scene.association(pair).pending()).isNull();
    assertThat(scene.register(Party.PARTNER, pair).submissions())
        .extracting(Submission::request)
        .containsExactly(second.id(), first.id());
  }

  @Test
  void theStoreItselfRefusesADecisionAtTheDeadline() {
    DisassociationRequest request = scene.submitted(PARTNER, pair, "k1");
    Association association = scene.association(pair);
    DisassociationRequest late =
        Scene.entered(
            request.decided(Decision.REJECT, "late", request.expiresAt()), association, CUSTOMER);
    assertThat(scene.partway.requests().decide(late, association.head(), null))
        .isEqualTo(Commit.CONFLICT);

    DisassociationRequest inTime =
        Scene.entered(
            request.decided(Decision.REJECT, "in time", request.expiresAt().minusMillis(1)),
            association,
            CUSTOMER);
    assertThat(scene.partway.requests().decide(inTime, association.head(), null))
        .isEqualTo(Commit.DONE);
    assertThat(scene.partway.requests().decide(inTime, association.head(), null))
        .isEqualTo(Commit.CONFLICT);
  }

  @Test
  void aRequestPastItsDeadlineStandsInNobodysWay() {
    DisassociationRequest old = scene.submitted(PARTNER, pair, "k1");
    scene.clock.set(old.expiresAt());
    DisassociationRequest next = scene.submitted(CUSTOMER, pair, "k2");

    assertThat(scene.partway.expiries().sweep().expired()).isEqualTo(1);
    assertThat(Scene.bare(scene.request(pair, old.id())))
        .isEqualTo(Scene.bare(old.at(scene.clock.instant())));
    assertThat(scene.association(pair).pending()).isEqualTo(next.pending());
    assertThat(scene.partway.expiries().sweep().expired()).isZero();
  }

  @Test
  void theSweepWritesWhatReadersSawAndFreesThePair() {
    DisassociationRequest request = scene.submitted(PARTNER, pair, "k1");
    scene.clock.set(request.expiresAt().minusMillis(1));
    assertThat(scene.partway.expiries().sweep().expired()).isZero();

    scene.clock.advance(Duration.ofDays(40));
    DisassociationRequest seen = request.at(scene.clock.instant());
    assertThat(scene.partway.expiries().sweep().expired()).isEqualTo(1);
    assertThat(Scene.bare(scene.request(pair, request.id()))).isEqualTo(Scene.bare(seen));
    assertThat(scene.association(pair).pending()).isNull();
    assertThat(overdue()).isEmpty();
  }

  @Test
  void expiringIsRefusedOnceSomebodyElseHasDecided() {
    DisassociationRequest request = scene.submitted(PARTNER, pair, "k1");
    scene.decide(CUSTOMER, request, Decision.REJECT);
    Association association = scene.association(pair);
    DisassociationRequest expired =
        Scene.entered(request.at(request.expiresAt()), association, null);
    assertThat(scene.partway.requests().expire(expired, association)).isEqualTo(Commit.CONFLICT);
  }

  @Test
  void everythingOverdueIsFoundPageByPage() {
    List<RequestId> submitted =
        IntStream.range(0, 30)
            .mapToObj(i -> {
              Pair other = scene.associate("C-" + i, "P-" + i);
              scene.clock.advance(Duration.ofMillis(1));
              return scene.submitted(Scene.partner("P-" + i), other, "k").id();
            })
            .toList();
    scene.clock.advance(Duration.ofDays(15).minusMillis(1));

    assertThat(overdue()).extracting(Overdue::request).containsAll(submitted.subList(0, 29));
    scene.clock.advance(Duration.ofMillis(1));
    assertThat(overdue())
        .extracting(Overdue::request)
        .containsExactlyInAnyOrderElementsOf(submitted);
  }

  @Test
  void theSlotOfTheLimitDecidesAndEqualReleaseInstantsCountEach() {
    // 29 and 30 November both release on 1 March at 00:00.
    scene.clock.set(Instant.parse("2026-11-29T01:00:00Z"));
    withdrawn("k1");
    scene.clock.set(Instant.parse("2026-11-30T23:00:00Z"));
    withdrawn("k2");
    withdrawn("k3");
    Instant release = Instant.parse("2027-03-01T00:00:00Z");
    assertThat(scene.register(Party.PARTNER, pair).submissions())
        .extracting(Submission::releasesAt)
        .containsExactly(release, release, release);

    assertThat(put(request("k4"), 3, 0)).isEqualTo(Commit.CONFLICT);
    scene.clock.set(release.minusMillis(1));
    assertThat(put(request("k4"), 3, 0)).isEqualTo(Commit.CONFLICT);
    scene.clock.set(release);
    withdrawn("k4");
    withdrawn("k5");
    withdrawn("k6");
    assertThat(scene.submit(PARTNER, pair, "k7")).isInstanceOf(Outcome.QuotaExceeded.class);
  }

  @Test
  void aSlotIsFreeAtItsReleaseInstantOnLeapDaysToo() {
    scene.clock.set(Instant.parse("2027-11-29T10:00:00Z"));
    withdrawn("k1");
    withdrawn("k2");
    withdrawn("k3");
    Instant release = Instant.parse("2028-02-29T10:00:00Z");
    scene.clock.set(release.minusMillis(1));
    assertThat(scene.submit(PARTNER, pair, "k4"))
        .isInstanceOfSatisfying(
            Outcome.QuotaExceeded.class,
            refused -> assertThat(refused.quota().nextAvailableAt()).isEqualTo(release));
    scene.clock.set(release);
    scene.submitted(PARTNER, pair, "k4");
  }

  @Test
  void aLateAgreementIsRefusedThoughNoSweepHasRun() {
    DisassociationRequest request = scene.submitted(PARTNER, pair, "k1");
    var opened = Scene.openedDecision(scene.partway, CUSTOMER, request);
    scene.clock.set(request.expiresAt());
    DisassociationRequest expired = request.at(request.expiresAt());
    assertThat(scene.decide(CUSTOMER, request, Decision.AGREE))
        .isEqualTo(new DecideRequest.Outcome.Expired(expired));
    assertThat(scene.request(pair, request.id())).isEqualTo(request);
    assertThat(scene.association(pair).active()).isTrue();
    assertThat(Scene.decide(scene.partway, opened, Decision.AGREE))
        .as("what was opened in time is decided as of then")
        .isInstanceOf(DecideRequest.Outcome.Decided.class);
  }

  @Test
  void theRegisterKeepsTheNewest24() {
    List<RequestId> all = new ArrayList<>();
    for (int i = 0; i < 26; i++) {
      all.add(withdrawn("k" + i).id());
      scene.clock.advance(Duration.ofDays(40));
    }
    assertThat(scene.register(Party.PARTNER, pair).submissions())
        .extracting(Submission::request)
        .containsExactlyElementsOf(all.subList(2, 26).reversed());
  }

  @Test
  void releasesNeverGoBackwards() {
    withdrawn("k1");
    scene.clock.advance(Duration.ofMillis(-1));
    DisassociationRequest lagging = request("k2");
    NewRequest backwards =
        new NewRequest(
            lagging,
            scene.scope(Party.PARTNER, pair),
            new Submission(lagging.id(), "C1", Instant.parse("2026-06-10T11:59:59.999Z")),
            3,
            0,
            scene.association(pair).head(),
            null);
    assertThat(scene.partway.requests().submit(backwards)).isEqualTo(Commit.CONFLICT);
    withdrawn("k2");
    assertThat(scene.register(Party.PARTNER, pair).submissions())
        .extracting(Submission::releasesAt)
        .containsOnly(Instant.parse("2026-06-10T12:00:00Z"));
  }

  @Test
  void grantsAddUpWhileTheyAreValidAndMayEndOneByOne() {
    QuotaScope scope = scene.scope(Party.PARTNER, pair);
    Instant soon = scene.clock.instant().plus(Duration.ofDays(1));
    Instant later = scene.clock.instant().plus(Duration.ofDays(2));
    scene.grant(scope, 1, new Grant(1, "T-1", soon), new Grant(2, "T-2", later));
    withdrawn("k1");
    withdrawn("k2");
    withdrawn("k3");
    withdrawn("k4");

    scene.clock.set(soon);
    withdrawn("k5");
    assertThat(scene.submit(PARTNER, pair, "k6"))
        .isInstanceOfSatisfying(
            Outcome.QuotaExceeded.class,
            refused -> {
              assertThat(refused.quota().limit()).isEqualTo(5);
              assertThat(refused.quota().used()).isEqualTo(5);
            });
    scene.clock.set(later);
    assertThat(scene.submit(PARTNER, pair, "k6"))
        .isInstanceOfSatisfying(
            Outcome.QuotaExceeded.class,
            refused -> {
              assertThat(refused.quota().limit()).isEqualTo(3);
              assertThat(refused.quota().used()).isEqualTo(5);
              // Two slots have to be released before three are left in the window.
              assertThat(refused.quota().nextAvailableAt())
                  .isEqualTo(Instant.parse("2026-06-10T12:00:00Z"));
            });
  }

  @Test
  void aGrantThatChangesAfterTheReadIsReadAgain() {
    QuotaScope scope = scene.scope(Party.PARTNER, pair);
    scene.grant(scope, 1, new Grant(1, "T-1", scene.clock.instant().plus(Duration.ofDays(1))));
    assertThat(put(request("k1"), 4, 0)).isEqualTo(Commit.CONFLICT);
    assertThat(put(request("k1"), 4, 2)).isEqualTo(Commit.CONFLICT);
    assertThat(put(request("k1"), 4, 1)).isEqualTo(Commit.DONE);
  }

  @Test
  void aFailedTransactionThatNamesOnlyItsFirstReasonIsStillAReplay() {
    Partway terse = scene.over(FaultyDynamoDb.terse(engine.client()).client(), 2);
    // Three pending or used-up slots make every one of the three conditions fail at once.
    var opened = Scene.opened(terse, PARTNER, pair, "k1");
    DisassociationRequest first = scene.submitted(PARTNER, pair, "k1");
    assertThat(Scene.submit(terse, PARTNER, opened)).isEqualTo(new Outcome.Replayed(first));

    scene.decide(PARTNER, first, Decision.WITHDRAW);
    withdrawn("k2");
    withdrawn("k3");
    assertThat(Scene.submit(terse, PARTNER, opened)).isEqualTo(new Outcome.Replayed(first));
  }

  @Test
  void aFailedExpiryThatNamesOnlyItsFirstReasonWritesTheRecordOnce() {
    DisassociationRequest old = scene.submitted(PARTNER, pair, "k1");
    scene.clock.set(old.expiresAt());
    scene.submitted(CUSTOMER, pair, "k2");
    Partway terse = scene.over(FaultyDynamoDb.terse(engine.client()).client(), 2);

    Association association = scene.association(pair);
    DisassociationRequest expired = Scene.entered(old.at(scene.clock.instant()), association, null);
    assertThat(terse.requests().expire(expired, association)).isEqualTo(Commit.DONE);
    assertThat(terse.requests().expire(expired, association)).isEqualTo(Commit.CONFLICT);
    assertThat(scene.request(pair, old.id())).isEqualTo(expired);
  }

  private List<Overdue> overdue() {
    List<Overdue> found = new ArrayList<>();
    assertThat(scene.partway.requests().forEachOverdue(scene.clock.instant(), found::add)).isTrue();
    return found;
  }

  private DisassociationRequest withdrawn(String key) {
    DisassociationRequest request = scene.submitted(PARTNER, pair, key);
    scene.decide(PARTNER, request, Decision.WITHDRAW);
    return request;
  }

  /// A request nobody has checked.
  private DisassociationRequest request(String key) {
    return request(scene.association(pair), key);
  }

  private DisassociationRequest request(Association association, String key) {
    Instant now = scene.clock.instant();
    return Scene.entered(
        DisassociationRequest.submitted(
            RequestId.derive(Party.PARTNER, association.pair(), key),
            association,
            Party.PARTNER,
            "reason",
            "hash",
            now,
            now.plus(Duration.ofDays(15))),
        association,
        PARTNER);
  }

  private Commit put(DisassociationRequest request, int limit, long grantsVersion) {
    Instant release = request.submittedAt().plus(Duration.ofDays(90));
    return scene
        .partway
        .requests()
        .submit(
            new NewRequest(
                request,
                scene.scope(Party.PARTNER, request.pair()),
                new Submission(request.id(), request.pair().customer().value(), release),
                limit,
                grantsVersion,
                request.entries().getLast().sequence() == 1
                    ? Head.NONE
                    : scene.association(request.pair()).head(),
                null));
  }

  private <T> Facts.Reported<T> reported(T value) {
    return new Facts.Reported<>(value, 1, scene.clock.instant());
  }

  private static Account account(Random random, Instant now) {
    boolean independent = random.nextInt(8) == 0;
    return new Account(
        random.nextInt(4) != 0,
        List.of(
            new Facts.Member(
                "m1",
                independent ? Accounting.INDEPENDENT : Accounting.UNIFIED,
                random.nextInt(3) == 0 ? null : end(random, now))),
        random.nextInt(8) == 0,
        random.nextBoolean());
  }

  private static Billing billing(Random random, Instant now) {
    return new Billing(
        terms(random, now),
        terms(random, now),
        terms(random, now),
        random.nextInt(8) == 0
            ? List.of(new Facts.Hold("arrears", Actor.PARTNER, null))
            : List.of());
  }

  private static List<Facts.Term> terms(Random random, Instant now) {
    return IntStream.range(0, random.nextInt(3))
        .mapToObj(i -> Scene.until("t" + i, end(random, now)))
        .toList();
  }

  /// Often just at, or a millisecond beside, the instant that matters.
  private static Instant end(Random random, Instant now) {
    return random.nextInt(6) == 0
        ? now.plusMillis(1)
        : now.minusMillis(random.nextBoolean() ? 0 : random.nextInt(100_000));
  }
}
