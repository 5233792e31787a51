package io.partway.core.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.partway.core.Fault;
import io.partway.core.Limit;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.StoreUnavailable;
import io.partway.core.association.RequestId;
import io.partway.core.grant.GrantQuota.Command;
import io.partway.core.grant.GrantQuota.Outcome;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Operator;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.quota.Grant;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class GrantQuotaTest {
  private static final QuotaScope SCOPE = new QuotaScope(Party.PARTNER, "partner-1", null);
  private static final Operator OTTO = new Operator("otto", Role.ADMIN);
  private static final String ENDS = "2026-06-01T00:00:00Z";

  private final MemoryGrants store = new MemoryGrants();
  private final MovableClock clock = new MovableClock(Samples.NOW);

  @BeforeEach
  void knowOnePair() {
    store.pairs.add(Samples.PAIR);
  }

  private static Command command(long extra, String ticket) {
    return new Command("partner", "partner-1", null, extra, ticket, "Merger.", ENDS);
  }

  private Outcome grant(Policy.Scope scope, String key, Command command) {
    return new GrantQuota(store, clock, Samples.policy(scope))
        .grant(OTTO, key, command, command.toString());
  }

  private Outcome grant(String key, Command command) {
    return grant(Policy.Scope.INITIATOR, key, command);
  }

  private static QuotaGrant entered(Outcome outcome) {
    return ((Outcome.Entered) outcome).grant();
  }

  private static List<String> faults(Outcome outcome) {
    return ((Outcome.Invalid) outcome)
        .faults().stream().map(fault -> fault.member() + " " + fault.code()).toList();
  }

  private static @Nullable Room room(Outcome outcome) {
    return ((Outcome.Invalid) outcome).room();
  }

  /// A register with this many submissions in the window.
  private void used(int submissions) {
    List<Submission> slots = new ArrayList<>();
    for (int i = 0; i < submissions; i++) {
      slots.addFirst(
          new Submission(new RequestId("r" + i), "customer-1", Samples.NOW.plusSeconds(60 + i)));
    }
    QuotaRegister now = store.register(SCOPE);
    store.registers.put(SCOPE, new QuotaRegister(slots, now.grants(), now.grantsVersion()));
  }

  @Test
  void oneOperatorGrantsUpToThePolicysValue() {
    QuotaGrant grant = entered(grant("k", command(3, " SR-1 ")));

    assertThat(grant)
        .isEqualTo(
            new QuotaGrant(
                GrantId.derive(Party.PARTNER, "partner-1", "SR-1"),
                SCOPE,
                3,
                "SR-1",
                "Merger.",
                Instant.parse(ENDS),
                Samples.NOW,
                "otto",
                Samples.NOW,
                null));
    assertThat(grant.statusAt(Samples.NOW)).isEqualTo(GrantStatus.GRANTED);
    assertThat(store.register(SCOPE))
        .isEqualTo(
            new QuotaRegister(List.of(), List.of(new Grant(3, "SR-1", Instant.parse(ENDS))), 1));
    assertThat(store.register(SCOPE).limitAt(Samples.NOW, 3)).isEqualTo(6);
    assertThat(store.register(SCOPE).limitAt(Instant.parse(ENDS).minusMillis(1), 3)).isEqualTo(6);
    assertThat(store.register(SCOPE).limitAt(Instant.parse(ENDS), 3)).isEqualTo(3);
  }

  @Test
  void moreWaitsForASecondOperatorAndAddsNothingYet() {
    QuotaGrant grant = entered(grant("k", command(4, "SR-1")));

    assertThat(grant.statusAt(Samples.NOW)).isEqualTo(GrantStatus.AWAITING_CONFIRMATION);
    assertThat(grant.grantedAt()).isNull();
    assertThat(grant.version()).isEqualTo(1);
    assertThat(store.register(SCOPE)).isEqualTo(QuotaRegister.EMPTY);
  }

  @Test
  void overlappingOnesAddUpAndEndedOnesAreForgotten() {
    entered(grant("k1", command(1, "SR-1")));
    entered(
        grant(
            "k2",
            new Command(
                "partner", "partner-1", null, 2L, "SR-2", "Merger.", "2026-04-01T00:00:00Z")));
    assertThat(store.register(SCOPE).limitAt(Samples.NOW, 3)).isEqualTo(6);

    clock.set(Instant.parse("2026-04-01T00:00:00Z"));
    entered(grant("k3", command(3, "SR-3")));
    assertThat(store.register(SCOPE).grants())
        .extracting(Grant::ticketNumber)
        .containsExactly("SR-1", "SR-3");
    assertThat(store.register(SCOPE).grantsVersion()).isEqualTo(3);
  }

  @Test
  void theSameKeyAndBodyAnswersTheSameForEver() {
    QuotaGrant first = entered(grant("k", command(4, "SR-1")));
    store.grants.put(first.id(), first.confirmed("olga", Samples.NOW.plusSeconds(5)));
    clock.set(Instant.parse("2027-01-01T00:00:00Z"));
    store.writes = 0;

    assertThat(grant("k", command(4, "SR-1"))).isEqualTo(new Outcome.Replayed(first));
    assertThat(store.writes).isZero();
  }

  @Test
  void theSameKeyForAnotherBodyIsRefusedWhateverIsWrongWithThat() {
    entered(grant("k", command(1, "SR-1")));

    assertThat(grant("k", command(2, "SR-1"))).isEqualTo(new Outcome.KeyReused());
    assertThat(grant("k", command(1, "SR-2"))).isEqualTo(new Outcome.KeyReused());
    assertThat(grant("k", new Command(null, null, null, null, null, null, null)))
        .isEqualTo(new Outcome.KeyReused());
    assertThat(store.register(SCOPE).grantsVersion()).isEqualTo(1);
  }

  @Test
  void aTicketIsGoodForOneGrant() {
    QuotaGrant first = entered(grant("k1", command(1, "SR-1")));
    clock.set(Samples.NOW.plusSeconds(100));

    assertThat(grant("k2", command(1, "SR-1"))).isEqualTo(new Outcome.Replayed(first));
    assertThat(grant("k2", command(1, "SR-2"))).isEqualTo(new Outcome.KeyReused());
    assertThat(grant("k3", command(2, "SR-1"))).isEqualTo(new Outcome.TicketUsed(first));
    Command later =
        new Command(
            "partner", "partner-1", null, 1L, "SR-1", "Merger.", "2026-06-01T00:00:00.001Z");
    assertThat(grant("k4", later)).isEqualTo(new Outcome.TicketUsed(first));
    assertThat(store.register(SCOPE).limitAt(Samples.NOW, 3)).isEqualTo(4);
    assertThat(store.register(SCOPE).grantsVersion()).isEqualTo(1);
  }

  @Test
  void aTicketAnswersTheSameEvenAfterItsGrantHasEnded() {
    QuotaGrant first = entered(grant("k1", command(1, "SR-1")));
    clock.set(Instant.parse("2028-01-01T00:00:00Z"));

    assertThat(grant("k2", command(1, "SR-1"))).isEqualTo(new Outcome.Replayed(first));
  }

  @Test
  void refusedOnesUseUpNoKey() {
    assertThat(faults(grant("k", command(0, "SR-1")))).containsExactly("extra too-small");

    assertThat(entered(grant("k", command(1, "SR-1"))).extra()).isEqualTo(1);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(faults(grant("k", new Command(null, null, null, null, null, null, null))))
        .containsExactly(
            "party required",
            "partyId required",
            "extra required",
            "ticketNumber required",
            "reason required",
            "endsAt required");
    assertThat(
            faults(
                grant(
                    "k",
                    new Command(
                        "operator", "a b", "c d", 0L, "T\n1", "\u200b", "2026-02-30T00:00:00Z"))))
        .containsExactly(
            "party unknown",
            "partyId malformed",
            "counterpartyId malformed",
            "extra too-small",
            "ticketNumber malformed",
            "reason empty",
            "endsAt malformed");
    assertThat(
            faults(
                grant(
                    "k",
                    new Command(
                        "customer",
                        "stranger",
                        null,
                        99L,
                        "x".repeat(Limit.TICKET_CHARACTERS.standard() + 1),
                        "r",
                        "2026-03-10T09:30:00.123Z"))))
        .containsExactly(
            "ticketNumber malformed", "endsAt passed", "partyId unknown", "extra too-large");
    assertThat(store.writes).isZero();
  }

  @Test
  void whatIsOfTheTicketSystemIsTaken() {
    assertThat(entered(grant("k", command(1, "SR 2026/17 #4"))).ticketNumber())
        .isEqualTo("SR 2026/17 #4");
    assertThat(faults(grant("k2", command(1, "  ")))).containsExactly("ticketNumber malformed");
    assertThat(faults(grant("k2", command(1, "Ä-1")))).containsExactly("ticketNumber malformed");
  }

  @Test
  void aGrantEndsAfterNow() {
    Command now =
        new Command(
            "partner", "partner-1", null, 1L, "SR-1", "r", Samples.NOW.plusMillis(1).toString());
    assertThat(entered(grant("k", now)).endsAt()).isEqualTo(Samples.NOW.plusMillis(1));
  }

  @ParameterizedTest
  @CsvSource({
    // used, extra, outcome, smallest, most
    "0, 1, granted, 1, 21",
    "3, 1, granted, 1, 21",
    "4, 1, too-small, 2, 21",
    "4, 2, granted, 2, 21",
    "6, 3, too-small, 4, 21",
    "0, 21, granted, 1, 21",
    "0, 22, too-large, 1, 21",
    "0, 9999999999, too-large, 1, 21",
    "23, 20, too-small, 21, 21",
    "23, 21, granted, 21, 21",
    "24, 1, too-large, 22, 21",
    "24, 21, too-large, 22, 21",
  })
  void aGrantLetsOneMorePassAndFitsTheRegister(
      int used, long extra, String outcome, int smallest, int most) {
    used(used);

    Outcome made = grant("k", command(extra, "SR-1"));

    if (outcome.equals("granted")) {
      assertThat(entered(made).extra()).isEqualTo((int) extra);
    } else {
      assertThat(faults(made)).containsExactly("extra " + outcome);
      assertThat(room(made)).isEqualTo(new Room(smallest, most));
    }
  }

  @Test
  void validGrantsCountIntoTheRoomAndEndedOnesDoNot() {
    store.registers.put(
        SCOPE,
        new QuotaRegister(
            List.of(),
            List.of(new Grant(10, "A", Samples.NOW.plusMillis(1)), new Grant(10, "B", Samples.NOW)),
            2));
    assertThat(faults(grant("k", command(12, "SR-1")))).containsExactly("extra too-large");
    assertThat(entered(grant("k", command(11, "SR-1"))).extra()).isEqualTo(11);
  }

  @Test
  void aRefusalNamesTheSmallestNumberThatWouldDo() {
    used(5);
    Outcome.Invalid refused = (Outcome.Invalid) grant("k", command(1, "SR-1"));
    assertThat(refused.faults()).extracting(Fault::detail).singleElement().asString().contains("3");
    assertThat(entered(grant("k", command(3, "SR-1"))).statusAt(Samples.NOW))
        .isEqualTo(GrantStatus.GRANTED);
    assertThat(store.register(SCOPE).at(Samples.NOW, 3).free()).isTrue();
  }

  @Test
  void aCounterpartyIsNamedWhereEachPairCountsForItself() {
    Command whole = command(1, "SR-1");
    Command pair = new Command("partner", "partner-1", "customer-1", 1L, "SR-1", "Merger.", ENDS);
    assertThat(faults(grant(Policy.Scope.PAIR, "k", whole)))
        .containsExactly("counterpartyId required");
    assertThat(faults(grant(Policy.Scope.INITIATOR, "k", pair)))
        .containsExactly("counterpartyId unexpected");

    QuotaGrant granted = entered(grant(Policy.Scope.PAIR, "k", pair));
    assertThat(granted.scope()).isEqualTo(new QuotaScope(Party.PARTNER, "partner-1", "customer-1"));
    assertThat(granted.scope().pair()).isEqualTo(Samples.PAIR);
    Command other = new Command("partner", "partner-1", "customer-2", 1L, "SR-1", "Merger.", ENDS);
    store.pairs.add(new Pair(new CustomerId("customer-2"), new PartnerId("partner-1")));
    assertThat(grant(Policy.Scope.PAIR, "k2", other)).isEqualTo(new Outcome.TicketUsed(granted));
    assertThat(store.register(SCOPE)).isEqualTo(QuotaRegister.EMPTY);
  }

  @ParameterizedTest
  @CsvSource({
    "partner, nobody, customer-1, partyId unknown",
    "partner, customer-1, partner-1, partyId unknown",
    "partner, partner-1, nobody, counterpartyId unknown",
    "customer, customer-1, nobody, counterpartyId unknown",
    "customer, partner-1, customer-1, partyId unknown",
  })
  void whomNobodyKnowsGetsNothing(
      String party, String partyId, String counterpartyId, String fault) {
    Command command = new Command(party, partyId, counterpartyId, 1L, "SR-1", "r", ENDS);
    assertThat(faults(grant(Policy.Scope.PAIR, "k", command))).containsExactly(fault);
  }

  @Test
  void aLostAnswerDoublesNothing() {
    store.lostAnswers = 1;
    Outcome outcome = grant("k", command(3, "SR-1"));

    assertThat(outcome).isInstanceOf(Outcome.Replayed.class);
    assertThat(store.register(SCOPE).limitAt(Samples.NOW, 3)).isEqualTo(6);
  }

  @Test
  void whoLosesARaceForATicketIsToldWhatWon() {
    store.beforeWrites.add(() -> entered(grant("other", command(2, "SR-1"))));
    assertThat(grant("k", command(3, "SR-1"))).isInstanceOf(Outcome.TicketUsed.class);

    store.beforeWrites.add(() -> entered(grant("another", command(1, "SR-2"))));
    assertThat(grant("k2", command(1, "SR-2"))).isInstanceOf(Outcome.Replayed.class);
    assertThat(store.register(SCOPE).limitAt(Samples.NOW, 3)).isEqualTo(6);
  }

  @Test
  void whoLosesARaceForTheRegisterIsJudgedAnew() {
    used(3);
    store.beforeWrites.add(() -> used(4));
    Outcome outcome = grant("k", command(1, "SR-1"));

    assertThat(faults(outcome)).containsExactly("extra too-small");
    assertThat(room(outcome)).isEqualTo(new Room(2, 21));
  }

  @Test
  void aKeyThatIsThereBeforeItsGrantIsReadAgain() {
    QuotaGrant first = entered(grant("k", command(1, "SR-1")));
    store.grants.remove(first.id());
    MemoryGrants late = store;
    assertThatExceptionOfType(StoreUnavailable.class)
        .isThrownBy(() -> grant("k", command(1, "SR-1")));
    late.grants.put(first.id(), first);
    assertThat(grant("k", command(1, "SR-1"))).isEqualTo(new Outcome.Replayed(first));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void onlyAdminsOfTheDeskGrant(Role role) {
    assertThat(GrantQuota.allows(new Operator("x", role))).isEqualTo(role == Role.ADMIN);
  }

  @Test
  void neverMoreThanARegisterHolds() {
    for (int i = 0; Objects.requireNonNull(store.register(SCOPE)).grants().size() < 21; i++) {
      assertThat(entered(grant("k" + i, command(1, "SR-" + i))).extra()).isEqualTo(1);
    }
    assertThat(faults(grant("k", command(1, "SR")))).containsExactly("extra too-large");
    assertThat(store.register(SCOPE).limitAt(Samples.NOW, 3))
        .isEqualTo(Limit.SUBMISSION_SLOTS.standard());
  }
}
