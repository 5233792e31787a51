package io.partway.checkeligibility;

import io.partway.core.request.Access;
import io.partway.core.request.CheckEligibility;
import io.partway.core.request.CheckEligibility.Eligibility;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.Endpoint;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import jakarta.inject.Inject;

/// Tells everything that speaks for and against ending the association now.
final class CheckEndpoint implements Endpoint {
  private final CheckEligibility checks;

  @Inject
  CheckEndpoint(CheckEligibility checks) {
    this.checks = checks;
  }

  @Override
  public Answer answer(Call call) {
    return switch (checks.check(call.member(), call.path("counterpartyId"))) {
      case Access.Hidden<Eligibility>() -> Problem.notFound().answer();
      case Access.RoleNotAllowed<Eligibility>() ->
          Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
      case Access.Granted<Eligibility>(var eligibility) ->
          call.query()
              .unlessFaulty(() -> Answer.ok(EligibilityView.of(eligibility, call.language())));
    };
  }
}
