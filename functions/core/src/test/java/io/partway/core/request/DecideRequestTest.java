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
import io.partway.core.association.PendingRequest;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Blocker;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.request.DecideRequest.Command;
import io.partway.core.request.DecideRequest.Opened;
import io.partway.core.request.DecideRequest.Outcome;
import io.partway.core.request.DecideRequest.Precondition;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DecideRequestTest {
  private static final Member PARTNER = Samples.admin(Party.PARTNER);
  private static final Member CUSTOMER = Samples.admin(Party.CUSTOMER);
  private static final Precondition SEEN = new Precondition.Version(1);
  private static final Command AGREE = new Command("agree", null, "agree-customer-1-en", null);
  private static final Command REJECT = new Command("reject", "not yet", null, null);
  private static final Command WITHDRAW = new Command("withdraw", null, null, null);

  private final MemoryStore store = new MemoryStore();
  private final MovableClock clock = new MovableClock(Samples.NOW.plusNanos(5));
  private final DecideRequest decide =
      new DecideRequest(store, clock, Samples.LEDGER, store.codes.verifier());

  /// Initiated by the partner a day ago.
  private final DisassociationRequest pending =
      Samples.submitted(
          new RequestId("r-1"),
          Samples.active(),
          Party.PARTNER,
          Samples.NOW.minus(Duration.ofDays(1)));

  @BeforeEach
  void submitted() {
    store.put(Samples.active(), Samples.clearFacts());
    store.change(
        Samples.PAIR, a -> MemoryStore.holding(a, pending.pending()).entered(pending.head()));
    store.requests.put(pending.id(), pending);
  }

  private Opened open(Member caller) {
    String counterparty = Samples.PAIR.idOf(caller.party().other());
    return switch (decide.open(caller, Samples.ORIGIN, counterparty, "r-1")) {
      case Access.Granted<Opened>(var opened) -> opened;
      case Access.Hidden<Opened>() -> throw new AssertionError("hidden");
      case Access.RoleNotAllowed<Opened>() -> throw new AssertionError("role not allowed");
    };
  }

  private Outcome decide(Member caller, Command command, Precondition precondition) {
    return decide.decide(open(caller), command, precondition);
  }

  private Outcome decide(Member caller, Command command) {
    return decide(caller, command, SEEN);
  }

  private Association association() {
    return Objects.requireNonNull(store.association(Samples.PAIR));
  }

  private static AllowedActions nothingMore(Member caller, DisassociationRequest request) {
    return Permissions.onRequest(caller, request, Samples.active().clearance(), Samples.NOW);
  }

  @Test
  void agreementEndsTheAssociation() {
    DisassociationRequest agreed =
        Samples.decided(
            pending, Decision.AGREE, CUSTOMER, null, "agree-customer-1-en", Samples.NOW);
    assertThat(decide(CUSTOMER, AGREE))
        .isEqualTo(new Outcome.Decided(agreed, nothingMore(CUSTOMER, agreed)));
    assertThat(store.request(pending.id())).isEqualTo(agreed);
    assertThat(association().active()).isFalse();
    assertThat(association().endedAt()).isEqualTo(Samples.NOW);
    assertThat(association().pending()).isNull();
    assertThat(store.dossiersRead).isEqualTo(1);
    assertThat(store.writes).isEqualTo(1);
  }

  @Test
  void rejectionAndWithdrawalLeaveItAsItIs() {
    DisassociationRequest rejected =
        Samples.decided(pending, Decision.REJECT, CUSTOMER, "not yet", null, Samples.NOW);
    assertThat(decide(CUSTOMER, new Command("reject", " not yet ", "ignored", null)))
        .isEqualTo(new Outcome.Decided(rejected, nothingMore(CUSTOMER, rejected)));
    assertThat(association().active()).isTrue();
    assertThat(association().pending()).isNull();

    submitted();
    DisassociationRequest withdrawn =
        Samples.decided(pending, Decision.WITHDRAW, PARTNER, null, null, Samples.NOW);
    assertThat(decide(PARTNER, WITHDRAW))
        .isEqualTo(new Outcome.Decided(withdrawn, nothingMore(PARTNER, withdrawn)));
    assertThat(association().active()).isTrue();
  }

  @Test
  void agreementAndWithdrawalMayCarryAReason() {
    assertThat(decide(CUSTOMER, new Command("agree", "fine with us", "agree-customer-1-en", null)))
        .isInstanceOfSatisfying(
            Outcome.Decided.class,
            d -> assertThat(d.request().decisionReason()).isEqualTo("fine with us"));
  }

  @Test
  void foreignUnknownAndMalformedRequestsAreAllTheSame() {
    for (String id : List.of("r-2", "r 1", "", "r-1/..")) {
      assertThat(decide.open(CUSTOMER, Samples.ORIGIN, "partner-1", id))
          .isEqualTo(new Access.Hidden<Opened>());
    }
    assertThat(decide.open(CUSTOMER, Samples.ORIGIN, "partner 1", "r-1"))
        .isEqualTo(new Access.Hidden<Opened>());
    assertThat(decide.open(CUSTOMER, Samples.ORIGIN, "partner-2", "r-1"))
        .isEqualTo(new Access.Hidden<Opened>());
    assertThat(
            decide.open(
                Samples.member(Party.CUSTOMER, Role.VIEWER), Samples.ORIGIN, "partner-1", "r-2"))
        .isEqualTo(new Access.Hidden<Opened>());
    assertThat(
            decide.open(
                Samples.member(Party.CUSTOMER, Role.VIEWER), Samples.ORIGIN, "partner-1", "r-1"))
        .isEqualTo(new Access.RoleNotAllowed<Opened>());
    Member manager = Samples.member(Party.PARTNER, Role.ACCOUNT_MANAGER);
    store.put(Samples.assignedTo(Samples.PAIR, "somebody-else"), Samples.clearFacts());
    assertThat(decide.open(manager, Samples.ORIGIN, "customer-1", "r-1"))
        .isEqualTo(new Access.Hidden<Opened>());
  }

  @Test
  void allFaultsOfTheBodyAreReportedTogether() {
    assertThat(faults(new Command(null, "\u0001", null, null)))
        .containsExactly(tuple("decision", "required"), tuple("reason", "control-character"));
    assertThat(faults(new Command("Agree", null, null, null)))
        .containsExactly(tuple("decision", "unknown"));
    assertThat(faults(new Command("reject", null, null, null)))
        .containsExactly(tuple("reason", "required"));
    assertThat(faults(new Command("agree", " ", null, null)))
        .containsExactly(tuple("reason", "empty"), tuple("statementVersion", "required"));
    assertThat(faults(new Command("agree", null, "agree-partner-1-en", null)))
        .containsExactly(tuple("statementVersion", "outdated"));
    assertThat(store.writes).isZero();
  }

  private List<Tuple> faults(Command command) {
    Outcome outcome = decide(CUSTOMER, command);
    assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
    Outcome.Invalid invalid = (Outcome.Invalid) outcome;
    assertThat(invalid.statement())
        .isEqualTo(new Statement.Subject(Statement.Act.AGREE, Party.CUSTOMER));
    return invalid.faults().stream().map((Fault f) -> tuple(f.member(), f.code())).toList();
  }

  @Test
  void refusalsComeInTheContractsOrder() {
    Precondition stale = new Precondition.Version(7);
    store.facts(Samples.PAIR, Samples.blockingFacts());
    Command badAgree = new Command("agree", "\u0001", "old", null);
    // The wrong side first, whatever else is wrong, also on a finished request.
    assertThat(decide(PARTNER, badAgree, stale)).isEqualTo(new Outcome.NotYourSide());
    assertThat(decide(CUSTOMER, new Command("withdraw", "\u0001", null, null), stale))
        .isEqualTo(new Outcome.NotYourSide());
    DisassociationRequest withdrawn =
        Samples.decided(pending, Decision.WITHDRAW, PARTNER, null, null, Samples.NOW);
    store.requests.put(pending.id(), withdrawn);
    assertThat(decide(PARTNER, AGREE, stale)).isEqualTo(new Outcome.NotYourSide());
    // Then the body, then what has become of the request, whatever the ETag.
    assertThat(decide(CUSTOMER, badAgree, stale)).isInstanceOf(Outcome.Invalid.class);
    assertThat(decide(CUSTOMER, AGREE, stale)).isEqualTo(new Outcome.AlreadyDecided(withdrawn));
    store.requests.put(pending.id(), pending.cancelled(Samples.NOW));
    assertThat(decide(CUSTOMER, AGREE, stale)).isInstanceOf(Outcome.AlreadyDecided.class);
    clock.set(pending.expiresAt());
    store.requests.put(pending.id(), pending);
    assertThat(decide(CUSTOMER, AGREE, stale))
        .isEqualTo(new Outcome.Expired(pending.at(pending.expiresAt())));
    // Only then the ETag, and blockers last.
    clock.set(Samples.NOW);
    assertThat(decide(CUSTOMER, AGREE, stale)).isEqualTo(new Outcome.Stale(pending));
    assertThat(decide(CUSTOMER, AGREE, new Precondition.NeverMatches()))
        .isEqualTo(new Outcome.Stale(pending));
    assertThat(decide(CUSTOMER, AGREE))
        .isInstanceOfSatisfying(
            Outcome.Ineligible.class,
            refused ->
                assertThat(refused.blockers())
                    .extracting(Blocker::code)
                    .containsExactly("reserved-instance"));
    assertThat(store.writes).isZero();
    // No blocker keeps anybody from rejecting.
    assertThat(decide(CUSTOMER, REJECT)).isInstanceOf(Outcome.Decided.class);
  }

  @Test
  void aRefusedAgreementLeavesTheRequestPendingWithItsDeadline() {
    store.facts(Samples.PAIR, Samples.blockingFacts());
    assertThat(decide(CUSTOMER, AGREE)).isInstanceOf(Outcome.Ineligible.class);
    assertThat(store.request(pending.id())).isEqualTo(pending);
    assertThat(association().pending()).isEqualTo(pending.pending());
  }

  @ParameterizedTest
  @EnumSource(Decision.class)
  void aLateDecisionIsRefusedToTheMillisecond(Decision decision) {
    Member caller = decision == Decision.WITHDRAW ? PARTNER : CUSTOMER;
    Command command = new Command(decision.word(), "why", "agree-customer-1-en", null);
    clock.set(pending.expiresAt());
    assertThat(decide(caller, command)).isEqualTo(new Outcome.Expired(pending.at(clock.instant())));
    store.requests.put(pending.id(), pending.at(clock.instant()));
    assertThat(decide(caller, command)).isInstanceOf(Outcome.Expired.class);
    store.requests.put(pending.id(), pending);
    clock.set(pending.expiresAt().minusMillis(1));
    assertThat(decide(caller, command)).isInstanceOf(Outcome.Decided.class);
  }

  @Test
  void theSameDecisionByTheSameUserIsAReplay() {
    assertThat(decide(CUSTOMER, REJECT)).isInstanceOf(Outcome.Decided.class);
    DisassociationRequest rejected = store.request(pending.id());
    // Whatever the ETag, the reason and the time.
    clock.set(pending.expiresAt().plusSeconds(1));
    for (@Nullable String reason : new @Nullable String[] {null, "another", "\u0001"}) {
      assertThat(
              decide(
                  CUSTOMER,
                  new Command("reject", reason, null, null),
                  new Precondition.NeverMatches()))
          .isInstanceOfSatisfying(
              Outcome.Decided.class, d -> assertThat(d.request()).isEqualTo(rejected));
    }
    // Another decision, or the same by a colleague, is not.
    assertThat(decide(CUSTOMER, AGREE)).isEqualTo(new Outcome.AlreadyDecided(rejected));
    Member colleague = new Member("colleague", Party.CUSTOMER, "customer-1", Role.ADMIN);
    assertThat(decide(colleague, REJECT)).isEqualTo(new Outcome.AlreadyDecided(rejected));
    assertThat(store.writes).isEqualTo(1);
  }

  @Test
  void aLostAnswerIsFoundToBeAReplay() {
    store.lostAnswers = 1;
    assertThat(decide(CUSTOMER, AGREE))
        .isInstanceOfSatisfying(
            Outcome.Decided.class,
            d -> assertThat(d.request()).isEqualTo(store.request(pending.id())));
    assertThat(store.writes).isEqualTo(1);
  }

  @Test
  void whoLosesARaceIsToldWhoWon() {
    DisassociationRequest withdrawn =
        Samples.decided(pending, Decision.WITHDRAW, PARTNER, null, null, Samples.NOW);
    store.beforeWrites.add(() -> store.requests.put(pending.id(), withdrawn));
    assertThat(decide(CUSTOMER, AGREE)).isEqualTo(new Outcome.AlreadyDecided(withdrawn));

    store.requests.put(pending.id(), pending);
    store.beforeWrites.add(() -> store.requests.put(pending.id(), pending.at(pending.expiresAt())));
    assertThat(decide(CUSTOMER, AGREE)).isInstanceOf(Outcome.Expired.class);

    store.requests.put(pending.id(), pending);
    store.beforeWrites.add(() -> store.facts(Samples.PAIR, Samples.blockingFacts()));
    assertThat(decide(CUSTOMER, AGREE)).isInstanceOf(Outcome.Ineligible.class);
    assertThat(association().active()).isTrue();
  }

  @Test
  void aLostRaceIsFollowedByAnInstantOfItsOwn() {
    // The deadline passed meanwhile, and a new request has taken the slot.
    store.beforeWrites.add(() -> {
      clock.set(pending.expiresAt());
      store.change(
          Samples.PAIR,
          a ->
              MemoryStore.holding(
                  a,
                  new PendingRequest(
                      new RequestId("r-2"),
                      Party.CUSTOMER,
                      pending.expiresAt().plus(Samples.EXPIRY))));
    });
    assertThat(decide(CUSTOMER, AGREE))
        .isEqualTo(new Outcome.Expired(pending.at(pending.expiresAt())));
    assertThat(association().active()).isTrue();
  }

  @Test
  void givesUpWhenItKeepsLosing() {
    // An association whose slot is inexplicably empty: never happens, and must not go on for ever.
    store.change(Samples.PAIR, a -> MemoryStore.holding(a, null));
    assertThatThrownBy(() -> decide(CUSTOMER, AGREE)).isInstanceOf(StoreUnavailable.class);
    assertThat(store.writes).isEqualTo(8);
  }
}
