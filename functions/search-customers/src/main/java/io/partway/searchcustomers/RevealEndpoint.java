package io.partway.searchcustomers;

import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.rehearsal.Cast;
import io.partway.core.request.Permissions;
import io.partway.core.reveal.RevealCustomers;
import io.partway.core.reveal.RevealCustomers.Command;
import io.partway.core.reveal.RevealCustomers.Outcome;
import io.partway.gateway.Answer;
import io.partway.gateway.Body;
import io.partway.gateway.BodyShape;
import io.partway.gateway.Call;
import io.partway.gateway.Endpoint;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/// Reveals one masked field of some customers.
final class RevealEndpoint implements Endpoint {
  private static final BodyShape BODY = BodyShape.ofTexts("field").andTexts("customerIds");

  private final RevealCustomers reveals;

  @Inject
  RevealEndpoint(RevealCustomers reveals) {
    this.reveals = reveals;
  }

  @Override
  public Answer answer(Call call) {
    if (Permissions.refusalByRole(call.member()).isPresent()) {
      return Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
    }
    return switch (call.body(BODY, List.of())) {
      case Body.Reading.Refused(var problem) -> problem.answer();
      case Body.Reading.Good(var body) -> reveal(call.member(), body);
    };
  }

  @Override
  public Map<String, Object> rehearsedBody(Cast cast) {
    return Map.of("field", "name", "customerIds", List.of(cast.idOf(Party.CUSTOMER)));
  }

  private Answer reveal(Member caller, Body body) {
    Command command = new Command(body.text("field"), body.texts("customerIds"));
    return switch (reveals.reveal(caller, command)) {
      case Outcome.Revealed(var values) -> Answer.ok(RevealedView.of(values));
      case Outcome.Invalid(var faults) -> Problem.invalid(faults).answer();
      case Outcome.Hidden() -> Problem.notFound().answer();
      case Outcome.AssociationEnded() -> Problem.of(ProblemCode.ASSOCIATION_ENDED).answer();
      case Outcome.TooMany(var retryAfter) ->
          Problem.of(ProblemCode.TOO_MANY_REVEALS, "Go on in the next clock hour.")
              .after(retryAfter)
              .answer();
    };
  }
}
