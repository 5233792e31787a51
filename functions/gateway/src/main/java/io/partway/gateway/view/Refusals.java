package io.partway.gateway.view;

import io.partway.core.Fault;
import io.partway.core.eligibility.Blocker;
import io.partway.core.message.Language;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.Impact;
import io.partway.core.request.Statement;
import io.partway.core.request.SubmitDisassociation;
import io.partway.core.verification.Operation;
import io.partway.core.verification.Verifier;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import java.util.List;

/// Refusals that more than one function gives, with what a client needs to go on.
public final class Refusals {
  private Refusals() {}

  /// 422 with these faults, and the statement in force where another one was acknowledged.
  ///
  /// @param language of the statement
  public static Problem invalid(
      List<Fault> faults, Statement.Subject statement, Impact consequences, Language language) {
    Problem problem = Problem.invalid(faults);
    return faults.stream().anyMatch(fault -> fault.code().equals(Fault.OUTDATED))
        ? problem.with("statement", StatementView.of(statement, consequences, language))
        : problem;
  }

  /// What stands in the way of a submit.
  ///
  /// @param viewer the side that submits
  public static Problem of(
      SubmitDisassociation.Outcome.Obstructed obstacle, Pair pair, Party viewer) {
    return switch (obstacle) {
      case SubmitDisassociation.Outcome.AssociationEnded() ->
          Problem.of(ProblemCode.ASSOCIATION_ENDED);
      case SubmitDisassociation.Outcome.RequestPending(var pending) ->
          Problem.of(
                  ProblemCode.REQUEST_PENDING, "A request of either side waits for its decision.")
              .with("pendingRequest", PendingRequestView.of(pending, pair, viewer));
      case SubmitDisassociation.Outcome.Ineligible(var blockers) -> ineligible(blockers);
      case SubmitDisassociation.Outcome.QuotaExceeded(var quota) ->
          Problem.of(
                  ProblemCode.QUOTA_EXCEEDED,
                  "Wait until nextAvailableAt, or ask the support desk for a grant.")
              .with("quota", QuotaView.of(quota));
    };
  }

  /// What stands in the way of a decision.
  public static Problem of(DecideRequest.Outcome.Obstructed obstacle) {
    return switch (obstacle) {
      case DecideRequest.Outcome.NotYourSide() ->
          Problem.of(
              ProblemCode.NOT_YOUR_SIDE,
              "The counterparty agrees or rejects, the initiator withdraws.");
      case DecideRequest.Outcome.AlreadyDecided(var request) ->
          Problem.of(ProblemCode.ALREADY_DECIDED)
              .with("outcome", request.status().word())
              .with("decidedBy", DeciderView.of(request.decidedBy()))
              .with("decidedAt", request.decidedAt());
      case DecideRequest.Outcome.Expired(var request) ->
          Problem.of(ProblemCode.REQUEST_EXPIRED).with("expiresAt", request.expiresAt());
      case DecideRequest.Outcome.Ineligible(var blockers) -> ineligible(blockers);
    };
  }

  /// 403 with what a code has to be asked for.
  public static Problem verificationRequired(Operation operation) {
    return Problem.of(
            ProblemCode.VERIFICATION_REQUIRED,
            "Ask for a code with POST /v1/verification-codes, and send it with the same call.")
        .with("operation", operation.word());
  }

  /// 422 with the cause, and how often another one may be tried.
  public static Problem verificationFailed(Verifier.Verdict.Failed failed) {
    String advice =
        failed.attemptsLeft() > 0
            ? "Compare the code with the message."
            : "Ask for a new code with POST /v1/verification-codes.";
    return Problem.of(ProblemCode.VERIFICATION_FAILED, advice)
        .with("cause", failed.cause().word())
        .with("attemptsLeft", failed.attemptsLeft());
  }

  /// 422 with everything that stands in the way.
  public static Problem ineligible(List<Blocker> blockers) {
    return Problem.of(ProblemCode.INELIGIBLE, "Remove every blocker, then try again.")
        .with("blockers", BlockerView.of(blockers));
  }
}
