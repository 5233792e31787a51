package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.partway.core.Fault;
import io.partway.core.MemoryStore;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.StoreUnavailable;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.AssociationType;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Blocker;
import io.partway.core.history.Head;
import io.partway.core.history.Step;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.quota.Grant;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import io.partway.core.request.SubmitDisassociation.Command;
import io.partway.core.request.SubmitDisassociation.Opened;
import io.partway.core.request.SubmitDisassociation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SubmitDisassociationTest {
  private static final Policy POLICY = Samples.policy(Policy.Scope.INITIATOR);
  private static final Member PARTNER = Samples.admin(Party.PARTNER);
  private static final Command GOOD =
      new Command(" no longer a customer ", "submit-partner-1-en", null);

  private final MemoryStore store = new MemoryStore();
  private final MovableClock clock = new MovableClock(Samples.NOW.plusNanos(999_999));
  private SubmitDisassociation submit =
      new SubmitDisassociation(store, clock, POLICY, Samples.LEDGER, store.codes.verifier());

  @BeforeEach
  void associate() {
    store.put(Samples.active(), Samples.clearFacts());
  }

  private Opened open(Member caller, String counterparty, @Nullable String key) {
    return switch (submit.open(caller, Samples.ORIGIN, counterparty, key)) {
      case Access.Granted<Opened>(var opened) -> opened;
      case Access.Hidden<Opened>() -> throw new AssertionError("hidden");
      case Access.RoleNotAllowed<Opened>() -> throw new AssertionError("role not allowed");
    };
  }

  private Outcome submit(Member caller, String counterparty, String key, Command command) {
    return submit.submit(open(caller, counterparty, key), command, "hash");
  }

  private Outcome submit(String key) {
    return submit(PARTNER, "customer-1", key, GOOD);
  }

  private static DisassociationRequest submitted(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Submitted.class);
    return ((Outcome.Submitted) outcome).request();
  }

  private QuotaRegister register(Party party, Pair pair) {
    return store.registers.getOrDefault(QuotaScope.of(POLICY, party, pair), QuotaRegister.EMPTY);
  }

  @ParameterizedTest
  @EnumSource(Party.class)
  void takesARequestIn(Party party) {
    Member caller = Samples.admin(party);
    String statement = Samples.statement(Statement.Act.SUBMIT, party);
    DisassociationRequest request =
        submitted(
            submit(
                caller,
                Samples.PAIR.idOf(party.other()),
                "key",
                new Command(" no longer needed ", statement, null)));

    assertThat(request)
        .isEqualTo(
            DisassociationRequest.submitted(
                    RequestId.derive(party, Samples.PAIR, "key"),
                    Samples.active(),
                    party,
                    "no longer needed",
                    "hash",
                    Samples.NOW,
                    Samples.NOW.plus(Samples.EXPIRY))
                .entered(
                    Samples.LEDGER,
                    Head.NONE,
                    AssociationState.ACTIVE,
                    new Step.Doer(caller, Samples.ORIGIN),
                    Samples.kept(statement)));
    assertThat(Objects.requireNonNull(store.association(Samples.PAIR)).head())
        .isEqualTo(request.head());
    assertThat(store.request(request.id())).isEqualTo(request);
    assertThat(Objects.requireNonNull(store.association(Samples.PAIR)).pending())
        .isEqualTo(request.pending());
    assertThat(register(party, Samples.PAIR).submissions())
        .containsExactly(
            new Submission(
                request.id(),
                Samples.PAIR.idOf(party.other()),
                Instant.parse("2026-06-10T09:30:00.123Z")));
    assertThat(register(party.other(), Samples.PAIR)).isEqualTo(QuotaRegister.EMPTY);
    assertThat(store.dossiersRead).isEqualTo(1);
    assertThat(store.writes).isEqualTo(1);
  }

  @Test
  void anotherMachinesClockMayBeAhead() {
    Instant ahead = Instant.parse("2026-06-10T09:30:00.200Z");
    store.registers.put(
        QuotaScope.of(POLICY, Party.PARTNER, Samples.PAIR),
        new QuotaRegister(
            List.of(new Submission(new RequestId("r"), "elsewhere", ahead)), List.of(), 0));
    submitted(submit("key"));
    assertThat(register(Party.PARTNER, Samples.PAIR).submissions())
        .extracting(Submission::releasesAt)
        .containsExactly(ahead, ahead);
  }

  @Test
  void foreignUnknownAndMalformedIdsAreAllTheSame() {
    store.put(Samples.active(Samples.pair("customer-2", "partner-2")), Samples.clearFacts());
    for (String id : List.of("customer-2", "customer-3", "customer 1", "")) {
      assertThat(submit.open(PARTNER, Samples.ORIGIN, id, "key"))
          .isEqualTo(new Access.Hidden<Opened>());
    }
    // Not even to a viewer who may not submit anyway.
    assertThat(
            submit.open(
                Samples.member(Party.PARTNER, Role.VIEWER), Samples.ORIGIN, "customer-3", "key"))
        .isEqualTo(new Access.Hidden<Opened>());
    assertThat(
            submit.open(
                Samples.member(Party.PARTNER, Role.VIEWER), Samples.ORIGIN, "customer-1", "key"))
        .isEqualTo(new Access.RoleNotAllowed<Opened>());
  }

  @Test
  void mayBeOpenedWithoutAKeyButNotSubmitted() {
    Opened opened = open(PARTNER, "customer-1", null);
    assertThat(opened.idempotencyKey()).isNull();
    assertThatThrownBy(() -> submit.submit(opened, GOOD, "hash"))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void allFaultsOfTheBodyAreReportedTogetherWithTheStatementInForce() {
    Statement.Subject subject = new Statement.Subject(Statement.Act.SUBMIT, Party.PARTNER);
    assertThat(submit(PARTNER, "customer-1", "key", new Command(null, null, null)))
        .isEqualTo(
            new Outcome.Invalid(
                List.of(Fault.required("reason"), Fault.required("statementVersion")),
                subject,
                Impact.of(AssociationType.RESELLER)));
    assertThat(submit(PARTNER, "customer-1", "key", new Command(" ", "submit-customer-1-en", null)))
        .isInstanceOfSatisfying(
            Outcome.Invalid.class,
            invalid ->
                assertThat(invalid.faults())
                    .extracting(Fault::member, Fault::code)
                    .containsExactly(
                        tuple("reason", "empty"), tuple("statementVersion", "outdated")));
    assertThat(submit(PARTNER, "customer-1", "key", new Command("why", "", null)))
        .isInstanceOf(Outcome.Invalid.class);
    assertThat(store.writes).isZero();
  }

  @Test
  void refusalsComeInTheContractsOrder() {
    // Everything is wrong at once; one thing after the other is put right.
    DisassociationRequest own =
        DisassociationRequest.submitted(
            RequestId.derive(Party.PARTNER, Samples.PAIR, "used"),
            Samples.active(),
            Party.PARTNER,
            "why",
            "other hash",
            Samples.NOW,
            Samples.NOW.plus(Samples.EXPIRY));
    store.requests.put(own.id(), own);
    store.facts(Samples.PAIR, Samples.blockingFacts());
    store.registers.put(
        QuotaScope.of(POLICY, Party.PARTNER, Samples.PAIR), full(Samples.NOW.plusMillis(1)));
    PendingRequest pending =
        new PendingRequest(new RequestId("r"), Party.CUSTOMER, Samples.NOW.plusMillis(1));
    store.change(Samples.PAIR, a -> MemoryStore.holding(a.ended(Samples.NOW), pending));

    assertThat(submit(PARTNER, "customer-1", "used", new Command(null, null, null)))
        .isEqualTo(new Outcome.KeyReused());
    assertThat(submit(PARTNER, "customer-1", "key", new Command(null, null, null)))
        .isInstanceOf(Outcome.Invalid.class);
    assertThat(submit("key")).isEqualTo(new Outcome.AssociationEnded());
    store.put(Samples.active(), Samples.blockingFacts());
    store.change(Samples.PAIR, a -> MemoryStore.holding(a, pending));
    assertThat(submit("key")).isEqualTo(new Outcome.RequestPending(pending));
    store.change(Samples.PAIR, a -> MemoryStore.holding(a, null));
    assertThat(submit("key"))
        .isInstanceOfSatisfying(
            Outcome.Ineligible.class,
            refused ->
                assertThat(refused.blockers())
                    .extracting(Blocker::code)
                    .containsExactly("reserved-instance"));
    store.facts(Samples.PAIR, Samples.clearFacts());
    assertThat(submit("key"))
        .isInstanceOfSatisfying(
            Outcome.QuotaExceeded.class,
            refused -> {
              assertThat(refused.quota().used()).isEqualTo(3);
              assertThat(refused.quota().nextAvailableAt()).isEqualTo(Samples.NOW.plusMillis(1));
            });
    assertThat(store.writes).isZero();
    // A refused submit uses up nothing, its key included.
    clock.advance(Duration.ofMillis(1));
    submitted(submit("key"));
  }

  private static QuotaRegister full(Instant releasesAt) {
    return new QuotaRegister(
        List.of(
            new Submission(new RequestId("r3"), "elsewhere", releasesAt),
            new Submission(new RequestId("r2"), "elsewhere", releasesAt),
            new Submission(new RequestId("r1"), "elsewhere", releasesAt)),
        List.of(),
        0);
  }

  @Test
  void everySubmissionCountsWhateverBecameOfIt() {
    DecideRequest decide = new DecideRequest(store, clock, Samples.LEDGER, store.codes.verifier());
    for (String key : List.of("1", "2", "3")) {
      DisassociationRequest request = submitted(submit(key));
      decide.decide(
          granted(decide.open(PARTNER, Samples.ORIGIN, "customer-1", request.id().value())),
          new DecideRequest.Command("withdraw", null, null, null),
          new DecideRequest.Precondition.Version(1));
    }
    assertThat(submit("4"))
        .isInstanceOfSatisfying(
            Outcome.QuotaExceeded.class,
            refused ->
                assertThat(refused.quota().nextAvailableAt())
                    .isEqualTo(Instant.parse("2026-06-10T09:30:00.123Z")));
    clock.set(Instant.parse("2026-06-10T09:30:00.122Z"));
    assertThat(submit("4")).isInstanceOf(Outcome.QuotaExceeded.class);
    clock.set(Instant.parse("2026-06-10T09:30:00.123Z"));
    submitted(submit("4"));
  }

  private static <T> T granted(Access<T> access) {
    assertThat(access).isInstanceOf(Access.Granted.class);
    return ((Access.Granted<T>) access).value();
  }

  @Test
  void aGrantLetsMorePass() {
    QuotaScope scope = QuotaScope.of(POLICY, Party.PARTNER, Samples.PAIR);
    Grant grant = new Grant(1, "T-1", Samples.NOW.plusMillis(1));
    store.registers.put(
        scope,
        new QuotaRegister(full(Samples.NOW.plusSeconds(9)).submissions(), List.of(grant), 7));
    submitted(submit("key"));
    assertThat(register(Party.PARTNER, Samples.PAIR).submissions()).hasSize(4);
    assertThat(register(Party.PARTNER, Samples.PAIR).grantsVersion()).isEqualTo(7);
  }

  @Test
  void aGrantGivenBetweenReadAndWriteIsReckonedWith() {
    QuotaScope scope = QuotaScope.of(POLICY, Party.PARTNER, Samples.PAIR);
    store.beforeWrites.add(() ->
        store.registers.put(
            scope,
            new QuotaRegister(
                full(Samples.NOW.plusSeconds(9)).submissions(),
                List.of(new Grant(1, "T-1", Samples.NOW.plusSeconds(1))),
                1)));
    submitted(submit("key"));
    assertThat(store.writes).isEqualTo(2);
  }

  @Test
  void pairsCountForThemselvesWhereThePolicySaysSo() {
    submit =
        new SubmitDisassociation(
            store,
            clock,
            Samples.policy(Policy.Scope.PAIR),
            Samples.LEDGER,
            store.codes.verifier());
    store.put(Samples.active(Samples.pair("customer-2", "partner-1")), Samples.clearFacts());
    submitted(submit("key"));
    submitted(submit(PARTNER, "customer-2", "key", GOOD));
    assertThat(store.registers.keySet())
        .containsExactlyInAnyOrder(
            new QuotaScope(Party.PARTNER, "partner-1", "customer-1"),
            new QuotaScope(Party.PARTNER, "partner-1", "customer-2"));
  }

  @Test
  void theSameKeyAndBodyReplayTheFirstAnswerForEver() {
    DisassociationRequest request = submitted(submit("key"));
    assertThat(submit("key")).isEqualTo(new Outcome.Replayed(request));
    // By a colleague too, after the deadline, after the end, and although a body rule has changed.
    clock.advance(Duration.ofDays(400));
    store.requests.put(request.id(), request.at(clock.instant()));
    store.change(Samples.PAIR, a -> a.ended(clock.instant()));
    Member colleague = new Member("colleague", Party.PARTNER, "partner-1", Role.ADMIN);
    assertThat(submit(colleague, "customer-1", "key", new Command(null, "old", null)))
        .isEqualTo(new Outcome.Replayed(request));
    assertThat(store.writes).isEqualTo(1);
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    submitted(submit("key"));
    assertThat(submit.submit(open(PARTNER, "customer-1", "key"), GOOD, "another hash"))
        .isEqualTo(new Outcome.KeyReused());
  }

  @Test
  void theSameKeyOfTheOtherSideIsAnotherRequest() {
    submitted(submit("key"));
    assertThat(
            submit(
                Samples.admin(Party.CUSTOMER),
                "partner-1",
                "key",
                new Command("why", "submit-customer-1-en", null)))
        .isInstanceOf(Outcome.RequestPending.class);
  }

  @Test
  void anOverdueRequestDoesNotStandInTheWay() {
    DisassociationRequest old = submitted(submit("old"));
    clock.set(old.expiresAt().minusMillis(1));
    assertThat(submit("new")).isEqualTo(new Outcome.RequestPending(old.pending()));
    clock.set(old.expiresAt());
    DisassociationRequest next = submitted(submit("new"));
    assertThat(Objects.requireNonNull(store.association(Samples.PAIR)).pending())
        .isEqualTo(next.pending());
    // The old one is still to be written down as expired, and alone.
    assertThat(new ExpireRequests(store, clock, Samples.LEDGER).sweep())
        .isEqualTo(new ExpireRequests.Sweep(1, 0, true));
    assertThat(store.request(old.id()).status()).isEqualTo(RequestStatus.EXPIRED);
    assertThat(Objects.requireNonNull(store.association(Samples.PAIR)).pending())
        .isEqualTo(next.pending());
  }

  @Test
  void aLostAnswerIsFoundToBeAReplay() {
    store.lostAnswers = 1;
    assertThat(submit("key"))
        .isInstanceOfSatisfying(
            Outcome.Replayed.class,
            replayed ->
                assertThat(replayed.request()).isEqualTo(store.request(replayed.request().id())));
    assertThat(store.requests).hasSize(1);
    assertThat(register(Party.PARTNER, Samples.PAIR).submissions()).hasSize(1);
  }

  @Test
  void whatChangedBetweenReadAndWriteIsTold() {
    store.beforeWrites.add(() -> store.facts(Samples.PAIR, Samples.blockingFacts()));
    assertThat(submit("key")).isInstanceOf(Outcome.Ineligible.class);

    store.facts(Samples.PAIR, Samples.clearFacts());
    PendingRequest faster =
        new PendingRequest(new RequestId("r"), Party.CUSTOMER, Samples.NOW.plusSeconds(1));
    store.beforeWrites.add(() -> store.change(Samples.PAIR, a -> MemoryStore.holding(a, faster)));
    assertThat(submit("key")).isEqualTo(new Outcome.RequestPending(faster));

    store.change(Samples.PAIR, a -> MemoryStore.holding(a, null));
    store.beforeWrites.add(() -> store.change(Samples.PAIR, a -> a.ended(Samples.NOW)));
    assertThat(submit("key")).isEqualTo(new Outcome.AssociationEnded());
    assertThat(store.requests).isEmpty();
  }

  @Test
  void aLostRaceIsFollowedByAnInstantOfItsOwn() {
    store.beforeWrites.add(() -> {
      clock.advance(Duration.ofSeconds(2));
      store.registers.put(
          QuotaScope.of(POLICY, Party.PARTNER, Samples.PAIR),
          new QuotaRegister(List.of(), List.of(), 1));
    });
    assertThat(submitted(submit("key")).submittedAt()).isEqualTo(Samples.NOW.plusSeconds(2));
  }

  @Test
  void twoEqualSubmitsAtOnceMeetInOneRequest() {
    // What was read had the association of after, and the record of before, the other one's commit.
    DisassociationRequest first = submitted(submit("key"));
    store.tears.add(d -> new Dossier(d.association(), d.facts(), QuotaRegister.EMPTY, null, false));
    assertThat(submit("key")).isEqualTo(new Outcome.Replayed(first));
    // The same with the register; here the slot is free again, and the quota full with oneself.
    store.tears.add(d ->
        new Dossier(
            MemoryStore.holding(Objects.requireNonNull(d.association()), null),
            d.facts(),
            d.register(),
            null,
            false));
    assertThat(submit("key")).isEqualTo(new Outcome.Replayed(first));
    assertThat(store.requests).hasSize(1);
    assertThat(store.writes).isEqualTo(1);
  }

  @Test
  void givesUpWhenItKeepsLosing() {
    QuotaScope scope = QuotaScope.of(POLICY, Party.PARTNER, Samples.PAIR);
    for (int i = 1; i <= 100; i++) {
      int version = i;
      store.beforeWrites.add(
          () -> store.registers.put(scope, new QuotaRegister(List.of(), List.of(), version)));
    }
    assertThatThrownBy(() -> submit("key")).isInstanceOf(StoreUnavailable.class);
    // More rounds than a register has slots: that many others may be faster.
    assertThat(store.writes).isEqualTo(24 + 8);
    assertThat(store.requests).isEmpty();
  }

  @Test
  void aHiddenAssociationStaysHiddenWhateverIsSent() {
    Association other = Samples.assignedTo(Samples.PAIR, "somebody-else");
    store.put(other, Samples.clearFacts());
    Member manager = Samples.member(Party.PARTNER, Role.ACCOUNT_MANAGER);
    assertThat(submit.open(manager, Samples.ORIGIN, "customer-1", null))
        .isEqualTo(new Access.Hidden<Opened>());
  }
}
