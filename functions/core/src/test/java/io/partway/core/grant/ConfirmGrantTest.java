package io.partway.core.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.association.RequestId;
import io.partway.core.grant.ConfirmGrant.Cause;
import io.partway.core.grant.ConfirmGrant.Opened;
import io.partway.core.grant.ConfirmGrant.Outcome;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Operator;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.quota.Grant;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import io.partway.core.request.Access;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConfirmGrantTest {
  private static final QuotaScope SCOPE = new QuotaScope(Party.CUSTOMER, "customer-1", null);
  private static final Operator OTTO = new Operator("otto", Role.ADMIN);
  private static final Operator OLGA = new Operator("olga", Role.ADMIN);
  private static final Instant ENDS = Samples.NOW.plus(Duration.ofDays(30));
  private static final QuotaGrant WAITING =
      new QuotaGrant(
          GrantId.derive(Party.CUSTOMER, "customer-1", "SR-1"),
          SCOPE,
          5,
          "SR-1",
          "r",
          ENDS,
          Samples.NOW,
          "otto",
          null,
          null);
  private static final OptionalLong FIRST = OptionalLong.of(1);

  private final MemoryGrants store = new MemoryGrants();
  private final MovableClock clock = new MovableClock(Samples.NOW.plusSeconds(60));
  private final ConfirmGrant confirms =
      new ConfirmGrant(store, clock, Samples.policy(Policy.Scope.INITIATOR));

  private Outcome confirm(Operator caller, OptionalLong seen) {
    return confirms.confirm(opened(caller), seen);
  }

  private Opened opened(Operator caller) {
    return ((Access.Granted<Opened>) confirms.open(caller, WAITING.id().value())).value();
  }

  private void put(QuotaGrant grant) {
    store.grants.put(grant.id(), grant);
  }

  @Test
  void aSecondOperatorLetsItAdd() {
    put(WAITING);
    QuotaGrant confirmed = WAITING.confirmed("olga", clock.instant());

    assertThat(confirm(OLGA, FIRST)).isEqualTo(new Outcome.Confirmed(confirmed));
    assertThat(confirmed.version()).isEqualTo(2);
    assertThat(confirmed.at()).isEqualTo(clock.instant());
    assertThat(confirmed.asEntered()).isEqualTo(WAITING);
    assertThat(store.grants).containsEntry(WAITING.id(), confirmed);
    assertThat(store.register(SCOPE))
        .isEqualTo(new QuotaRegister(List.of(), List.of(new Grant(5, "SR-1", ENDS)), 1));
  }

  @Test
  void whoEnteredItDoesNotConfirmIt() {
    put(WAITING);
    assertThat(confirm(OTTO, FIRST)).isEqualTo(new Outcome.SecondOperatorRequired());
    confirm(OLGA, FIRST);
    assertThat(confirm(OTTO, FIRST)).isEqualTo(new Outcome.SecondOperatorRequired());
    assertThatIllegalStateException().isThrownBy(() -> WAITING.confirmed("otto", Samples.NOW));
  }

  @Test
  void repeatedByTheSameOperatorItIsAReplayAndByAnotherAConflict() {
    put(WAITING);
    QuotaGrant confirmed = ((Outcome.Confirmed) confirm(OLGA, FIRST)).grant();
    clock.set(ENDS.plusSeconds(1));

    assertThat(confirm(OLGA, OptionalLong.empty())).isEqualTo(new Outcome.Confirmed(confirmed));
    assertThat(confirm(new Operator("oona", Role.ADMIN), FIRST))
        .isEqualTo(new Outcome.AlreadyGranted(confirmed));
    assertThat(store.register(SCOPE).grants()).hasSize(1);
  }

  @Test
  void whatNeededNoConfirmationHasNothingToConfirm() {
    QuotaGrant granted =
        new QuotaGrant(
            WAITING.id(), SCOPE, 2, "SR-1", "r", ENDS, Samples.NOW, "otto", Samples.NOW, null);
    put(granted);
    assertThat(confirm(OLGA, FIRST)).isEqualTo(new Outcome.AlreadyGranted(granted));
  }

  @Test
  void anotherVersionIsStale() {
    put(WAITING);
    assertThat(confirm(OLGA, OptionalLong.of(2))).isEqualTo(new Outcome.Stale());
    assertThat(confirm(OLGA, OptionalLong.empty())).isEqualTo(new Outcome.Stale());
    assertThat(store.writes).isZero();
  }

  @Test
  void whatCanNoLongerBeGivenIsToldWhy() {
    put(WAITING);
    used(8);
    assertThat(confirm(OLGA, FIRST))
        .isEqualTo(new Outcome.Outdated(Cause.TOO_SMALL, new Room(6, 21)));
    store.registers.put(
        SCOPE, new QuotaRegister(List.of(), List.of(new Grant(17, "SR-0", ENDS)), 1));
    assertThat(confirm(OLGA, FIRST))
        .isEqualTo(new Outcome.Outdated(Cause.TOO_LARGE, new Room(1, 4)));
    assertThat(confirm(OLGA, OptionalLong.empty()))
        .as("whatever the version that was seen")
        .isInstanceOf(Outcome.Outdated.class);
    clock.set(ENDS);
    assertThat(confirm(OLGA, FIRST)).isEqualTo(new Outcome.Outdated(Cause.ENDED, new Room(1, 21)));
    assertThat(store.grants).containsEntry(WAITING.id(), WAITING);
  }

  private void used(int submissions) {
    store.registers.put(
        SCOPE,
        new QuotaRegister(
            IntStream.range(0, submissions)
                .mapToObj(i ->
                    new Submission(new RequestId("r" + i), "p", Samples.NOW.plusSeconds(900 - i)))
                .toList(),
            List.of(),
            0));
  }

  @Test
  void aLostAnswerAndALostRaceDoubleNothing() {
    put(WAITING);
    store.lostAnswers = 1;
    assertThat(confirm(OLGA, FIRST)).isInstanceOf(Outcome.Confirmed.class);
    assertThat(store.register(SCOPE).grants()).hasSize(1);

    put(WAITING);
    store.registers.clear();
    store.beforeWrites.add(() -> confirm(new Operator("oona", Role.ADMIN), FIRST));
    assertThat(confirm(OLGA, FIRST)).isInstanceOf(Outcome.AlreadyGranted.class);
    assertThat(store.register(SCOPE).grants()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void everyOperatorSeesGrantsAndAdminsConfirmThem(Role role) {
    put(WAITING);
    Operator caller = new Operator("x", role);
    assertThat(confirms.open(caller, "unknown")).isEqualTo(new Access.Hidden<Opened>());
    assertThat(confirms.open(caller, "no id")).isEqualTo(new Access.Hidden<Opened>());
    assertThat(confirms.open(caller, WAITING.id().value()))
        .isEqualTo(
            role == Role.ADMIN
                ? new Access.Granted<>(new Opened(caller, WAITING))
                : new Access.RoleNotAllowed<Opened>());
  }
}
