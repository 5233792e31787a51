package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.partway.core.Samples;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.RequestId;
import io.partway.core.history.Actor;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DisassociationRequestTest {
  private static final Instant SUBMITTED = Samples.NOW;
  private static final Instant EXPIRES = SUBMITTED.plus(Samples.EXPIRY);
  private static final Instant LATER = SUBMITTED.plusSeconds(60);
  private static final Member PARTNER = Samples.admin(Party.PARTNER);
  private static final Member CUSTOMER = Samples.admin(Party.CUSTOMER);

  private final DisassociationRequest pending =
      Samples.submitted(new RequestId("r-1"), Samples.active(), Party.PARTNER, SUBMITTED);

  /// Everything by which a request leaves PENDING.
  private final Map<RequestStatus, UnaryOperator<DisassociationRequest>> exits =
      Map.of(
          RequestStatus.AGREED,
          r -> Samples.decided(r, Decision.AGREE, CUSTOMER, null, "agree-customer-1-es", LATER),
          RequestStatus.REJECTED,
          r -> Samples.decided(r, Decision.REJECT, CUSTOMER, "not yet", null, LATER),
          RequestStatus.WITHDRAWN,
          r -> Samples.decided(r, Decision.WITHDRAW, PARTNER, "changed my mind", null, LATER),
          RequestStatus.EXPIRED,
          r -> r.at(EXPIRES),
          RequestStatus.CANCELLED,
          r -> r.cancelled(LATER));

  @Test
  void startsPending() {
    assertThat(pending)
        .isEqualTo(
            new DisassociationRequest(
                new RequestId("r-1"),
                Samples.PAIR,
                Party.PARTNER,
                Samples.active().type(),
                Samples.active().names(),
                "We part.",
                SUBMITTED,
                EXPIRES,
                RequestStatus.PENDING,
                null,
                null,
                pending.entries(),
                "hash",
                1));
    assertThat(pending.timeline())
        .containsExactly(new TimelineEntry(SUBMITTED, RequestStatus.PENDING, Actor.of(PARTNER)));
    assertThat(pending.decidedBy()).isNull();
    assertThat(pending.pending())
        .isEqualTo(new PendingRequest(new RequestId("r-1"), Party.PARTNER, EXPIRES));
  }

  @ParameterizedTest
  @EnumSource(names = "PENDING", mode = EnumSource.Mode.EXCLUDE)
  void leavesPendingWithOneStepAndOneVersion(RequestStatus outcome) {
    DisassociationRequest ended = exit(outcome, pending);
    assertThat(ended.status()).isEqualTo(outcome);
    assertThat(ended.version()).isEqualTo(2);
    assertThat(ended.timeline()).hasSize(2).startsWith(pending.timeline().getFirst());
    TimelineEntry step = ended.timeline().getLast();
    assertThat(step.action()).isEqualTo(outcome);
    assertThat(step.at()).isEqualTo(ended.decidedAt());
    assertThat(step.actor()).isEqualTo(ended.decidedBy());
    assertThat(ended.reason()).isEqualTo(pending.reason());
  }

  @ParameterizedTest
  @EnumSource(names = "PENDING", mode = EnumSource.Mode.EXCLUDE)
  void nothingLeavesTheOthers(RequestStatus outcome) {
    DisassociationRequest ended = exit(outcome, pending);
    exits.forEach((next, exit) -> {
      if (next == RequestStatus.EXPIRED) {
        assertThat(exit.apply(ended)).isSameAs(ended);
      } else {
        assertThatIllegalStateException().isThrownBy(() -> exit.apply(ended));
      }
    });
  }

  @Test
  void tellsWhoDecidedWhenAndWhy() {
    DisassociationRequest agreed = exit(RequestStatus.AGREED, pending);
    assertThat(agreed.decidedBy()).isEqualTo(Actor.of(CUSTOMER));
    assertThat(agreed.decidedAt()).isEqualTo(LATER);
    assertThat(agreed.decisionReason()).isNull();
    assertThat(agreed.entries().getLast().acknowledged())
        .isEqualTo(Samples.kept("agree-customer-1-es"));
    assertThat(exit(RequestStatus.REJECTED, pending).decisionReason()).isEqualTo("not yet");
    assertThat(exit(RequestStatus.WITHDRAWN, pending).decidedBy()).isEqualTo(Actor.of(PARTNER));
    assertThat(exit(RequestStatus.CANCELLED, pending).decidedBy()).isNull();
    assertThat(exit(RequestStatus.CANCELLED, pending).decidedAt()).isEqualTo(LATER);
  }

  @Test
  void isExpiredAtItsDeadlineAndDatedByIt() {
    assertThat(pending.at(EXPIRES.minusMillis(1))).isSameAs(pending);
    DisassociationRequest expired = pending.at(EXPIRES);
    assertThat(expired.status()).isEqualTo(RequestStatus.EXPIRED);
    assertThat(expired.decidedAt()).isEqualTo(EXPIRES);
    assertThat(expired.decidedBy()).isNull();
    // The same body and version however late it is read, so that a sweep changes nothing.
    assertThat(pending.at(EXPIRES.plusSeconds(1_000_000))).isEqualTo(expired);
    assertThat(expired.at(EXPIRES.plusSeconds(5))).isSameAs(expired);
  }

  @Test
  void aFinishedOneStaysWhatItIsPastItsDeadline() {
    DisassociationRequest rejected = exit(RequestStatus.REJECTED, pending);
    assertThat(rejected.at(EXPIRES.plusSeconds(1))).isSameAs(rejected);
  }

  @ParameterizedTest
  @EnumSource(RequestStatus.class)
  void theFirstAnswerCanAlwaysBeGivenAgain(RequestStatus status) {
    DisassociationRequest now = status == RequestStatus.PENDING ? pending : exit(status, pending);
    assertThat(now.asSubmitted()).isEqualTo(pending);
  }

  private DisassociationRequest exit(RequestStatus outcome, DisassociationRequest request) {
    UnaryOperator<DisassociationRequest> exit = exits.get(outcome);
    if (exit == null) {
      throw new IllegalArgumentException("no way to " + outcome);
    }
    return exit.apply(request);
  }

  @Test
  void decisionsBelongToOneSide() {
    assertThat(Decision.AGREE.sideOf(Party.PARTNER)).isEqualTo(Party.CUSTOMER);
    assertThat(Decision.REJECT.sideOf(Party.CUSTOMER)).isEqualTo(Party.PARTNER);
    assertThat(Decision.WITHDRAW.sideOf(Party.PARTNER)).isEqualTo(Party.PARTNER);
    assertThat(Decision.AGREE.action()).isEqualTo(Action.AGREE);
    assertThat(Decision.REJECT.action()).isEqualTo(Action.REJECT);
    assertThat(Decision.WITHDRAW.action()).isEqualTo(Action.WITHDRAW);
  }
}
