package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.MemoryStore;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.association.RequestId;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import io.partway.core.verification.Operation;
import io.partway.core.verification.Purpose;
import io.partway.core.verification.StoredCode;
import io.partway.core.verification.Verifier.Cause;
import io.partway.core.verification.Verifier.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The code that submit and decide ask for where the settings say so, and what becomes of it.
final class VerifiedActTest {
  private static final Member CUSTOMER = Samples.admin(Party.CUSTOMER);
  private static final String CODE = "042187";

  private final MemoryStore store = new MemoryStore();
  private final MovableClock clock = new MovableClock(Samples.NOW);
  private final SubmitDisassociation submits =
      new SubmitDisassociation(
          store,
          clock,
          Samples.policy(Policy.Scope.INITIATOR),
          Samples.LEDGER,
          store.codes.verifier());
  private final DecideRequest decides =
      new DecideRequest(store, clock, Samples.LEDGER, store.codes.verifier());

  @BeforeEach
  void customersAreVerified() {
    store.put(Samples.active(), Samples.clearFacts());
    store.verified.add(Party.CUSTOMER);
  }

  private static Purpose purpose(Operation operation, String target) {
    return Purpose.of(CUSTOMER, operation, target);
  }

  private void send(Purpose purpose) {
    store.codes.put(
        purpose, CODE, new StoredCode("", 0, Samples.NOW, Samples.NOW.plusSeconds(600)));
  }

  private void sendForSubmit() {
    send(purpose(Operation.SUBMIT, "partner-1"));
  }

  private SubmitDisassociation.Outcome submit(@Nullable String code) {
    return submit(CUSTOMER, "partner-1", "key", code);
  }

  private SubmitDisassociation.Outcome submit(
      Member caller, String counterparty, String key, @Nullable String code) {
    if (submits.open(caller, Samples.ORIGIN, counterparty, key)
        instanceof Access.Granted<SubmitDisassociation.Opened>(var opened)) {
      return submits.submit(
          opened,
          new SubmitDisassociation.Command(
              "why", Samples.statement(Statement.Act.SUBMIT, caller.party()), code),
          "hash");
    }
    throw new AssertionError("not granted");
  }

  private DecideRequest.Outcome decide(
      DisassociationRequest request, Decision decision, @Nullable String code) {
    if (decides.open(CUSTOMER, Samples.ORIGIN, "partner-1", request.id().value())
        instanceof Access.Granted<DecideRequest.Opened>(var opened)) {
      return decides.decide(
          opened,
          new DecideRequest.Command(
              decision.word(), "why", Samples.statement(Statement.Act.AGREE, Party.CUSTOMER), code),
          new DecideRequest.Precondition.Version(1));
    }
    throw new AssertionError("not granted");
  }

  private DisassociationRequest ofThePartner() {
    if (submit(Samples.admin(Party.PARTNER), "customer-1", "partner-key", null)
        instanceof SubmitDisassociation.Outcome.Submitted(var request)) {
      return request;
    }
    throw new AssertionError("not submitted");
  }

  @Test
  void aSubmitNeedsTheCodeAndSpendsIt() {
    assertThat(submit(null))
        .isEqualTo(new SubmitDisassociation.Outcome.VerificationRequired(Operation.SUBMIT));
    sendForSubmit();
    assertThat(submit("111111"))
        .isEqualTo(
            new SubmitDisassociation.Outcome.VerificationFailed(
                new Verdict.Failed(Cause.WRONG, 4)));

    assertThat(submit(CODE)).isInstanceOf(SubmitDisassociation.Outcome.Submitted.class);
    assertThat(store.codes.codes).isEmpty();
    assertThat(submit(CODE))
        .as("a replay needs none")
        .isInstanceOf(SubmitDisassociation.Outcome.Replayed.class);
  }

  @Test
  void whereNoneIsAskedForACodeStaysWhatItIs() {
    store.verified.clear();
    sendForSubmit();

    assertThat(submit("111111")).isInstanceOf(SubmitDisassociation.Outcome.Submitted.class);
    assertThat(store.codes.codes).hasSize(1);
    assertThat(store.codes.reservations).isZero();
  }

  @Test
  void whatWouldRefuseTheActComesFirstAndCostsNoAttempt() {
    sendForSubmit();
    store.facts(Samples.PAIR, Samples.blockingFacts());

    for (int i = 0; i < 10; i++) {
      assertThat(submit(CODE)).isInstanceOf(SubmitDisassociation.Outcome.Ineligible.class);
    }
    assertThat(store.codes.reservations).isZero();
    store.facts(Samples.PAIR, Samples.clearFacts());
    assertThat(submit(CODE)).isInstanceOf(SubmitDisassociation.Outcome.Submitted.class);
  }

  @Test
  void fiveInnocentFailuresAfterTheRightCodeLockNobodyOut() {
    sendForSubmit();
    for (int i = 0; i < 5; i++) {
      // Judged as possible, and blocked by the time of the write.
      store.beforeWrites.add(() -> store.facts(Samples.PAIR, Samples.blockingFacts()));
      assertThat(submit(CODE)).isInstanceOf(SubmitDisassociation.Outcome.Ineligible.class);
      store.facts(Samples.PAIR, Samples.clearFacts());
    }

    assertThat(store.codes.reservations).isEqualTo(5);
    assertThat(submit(CODE)).isInstanceOf(SubmitDisassociation.Outcome.Submitted.class);
  }

  /// The last slot is taken by the time of the write, and free again later.
  @Test
  void aQuotaThatFillsUpAfterTheRightCodeLeavesItUsable() {
    QuotaScope scope =
        QuotaScope.of(Samples.policy(Policy.Scope.INITIATOR), Party.CUSTOMER, Samples.PAIR);
    sendForSubmit();
    QuotaRegister full =
        new QuotaRegister(
            IntStream.range(0, 3)
                .mapToObj(i ->
                    new Submission(
                        new RequestId("r" + i), "p", Samples.NOW.plus(Duration.ofDays(9 - i))))
                .toList(),
            List.of(),
            1);
    for (int i = 0; i < 5; i++) {
      store.registers.remove(scope);
      store.beforeWrites.add(() -> store.registers.put(scope, full));
      assertThat(submit(CODE)).isInstanceOf(SubmitDisassociation.Outcome.QuotaExceeded.class);
    }

    assertThat(store.codes.reservations).isEqualTo(5);
    assertThat(store.requests).isEmpty();
    store.registers.remove(scope);
    assertThat(submit(CODE)).isInstanceOf(SubmitDisassociation.Outcome.Submitted.class);
    assertThat(store.codes.codes).isEmpty();
  }

  @Test
  void aLostAnswerIsAReplayAndNoSecondAct() {
    sendForSubmit();
    store.lostAnswers = 1;

    assertThat(submit(CODE)).isInstanceOf(SubmitDisassociation.Outcome.Replayed.class);
    assertThat(store.requests).hasSize(1);
    assertThat(store.codes.codes).isEmpty();
  }

  /// He reads before it and looks for the code after it.
  @Test
  void whoComesSecondWithTheSameCodeIsToldWhatTheFirstDid() {
    sendForSubmit();
    store.codes.beforeReads.add(() -> submit(CODE));

    assertThat(submit(CODE)).isInstanceOf(SubmitDisassociation.Outcome.Replayed.class);

    DisassociationRequest request = store.requests.values().iterator().next();
    send(purpose(Operation.WITHDRAW, request.id().value()));
    store.codes.beforeReads.add(() -> decide(request, Decision.WITHDRAW, CODE));
    assertThat(decide(request, Decision.WITHDRAW, CODE))
        .isInstanceOf(DecideRequest.Outcome.Decided.class);
  }

  @Test
  void aCodeThatIsReplacedMeanwhileIsWrong() {
    sendForSubmit();
    store.beforeWrites.add(() -> {
      Purpose purpose = purpose(Operation.SUBMIT, "partner-1");
      store.codes.put(
          purpose, "777777", new StoredCode("", 0, Samples.NOW, Samples.NOW.plusSeconds(600)));
    });

    assertThat(submit(CODE))
        .isEqualTo(
            new SubmitDisassociation.Outcome.VerificationFailed(
                new Verdict.Failed(Cause.WRONG, 4)));
    assertThat(store.requests).isEmpty();
  }

  @Test
  void aDecisionNeedsACodeOfItsOwn() {
    DisassociationRequest request = ofThePartner();
    List<Purpose> others =
        List.of(
            purpose(Operation.SUBMIT, request.id().value()),
            purpose(Operation.REJECT, request.id().value()),
            purpose(Operation.AGREE, "another-request"),
            purpose(Operation.CHANGE_CONTACTS, ""),
            Purpose.of(
                new Member("colleague", Party.CUSTOMER, "customer-1", Role.ADMIN),
                Operation.AGREE,
                request.id().value()));
    others.forEach(this::send);

    assertThat(decide(request, Decision.AGREE, null))
        .isEqualTo(new DecideRequest.Outcome.VerificationRequired(Operation.AGREE));
    assertThat(decide(request, Decision.AGREE, CODE))
        .isEqualTo(
            new DecideRequest.Outcome.VerificationFailed(new Verdict.Failed(Cause.WRONG, 0)));
    send(purpose(Operation.AGREE, request.id().value()));
    assertThat(decide(request, Decision.AGREE, CODE))
        .isInstanceOf(DecideRequest.Outcome.Decided.class);
    assertThat(store.codes.codes).containsOnlyKeys(others);
    assertThat(decide(request, Decision.AGREE, "anything"))
        .as("a replay")
        .isInstanceOf(DecideRequest.Outcome.Decided.class);
  }

  @Test
  void everyDecisionAsksForTheOperationOfItsName() {
    DisassociationRequest request = ofThePartner();

    assertThat(decide(request, Decision.REJECT, null))
        .isEqualTo(new DecideRequest.Outcome.VerificationRequired(Operation.REJECT));
    store.verified.add(Party.PARTNER);
    if (decides.open(
            Samples.admin(Party.PARTNER), Samples.ORIGIN, "customer-1", request.id().value())
        instanceof Access.Granted<DecideRequest.Opened>(var opened)) {
      assertThat(
              decides.decide(
                  opened,
                  new DecideRequest.Command("withdraw", null, null, null),
                  new DecideRequest.Precondition.Version(1)))
          .isEqualTo(new DecideRequest.Outcome.VerificationRequired(Operation.WITHDRAW));
    }
  }

  @Test
  void aDecisionThatIsRefusedAfterTheRightCodeLeavesItUsable() {
    DisassociationRequest request = ofThePartner();
    send(purpose(Operation.AGREE, request.id().value()));
    store.beforeWrites.add(() -> store.facts(Samples.PAIR, Samples.blockingFacts()));
    assertThat(decide(request, Decision.AGREE, CODE))
        .isInstanceOf(DecideRequest.Outcome.Ineligible.class);
    store.facts(Samples.PAIR, Samples.clearFacts());

    assertThat(decide(request, Decision.AGREE, CODE))
        .isInstanceOf(DecideRequest.Outcome.Decided.class);
  }
}
