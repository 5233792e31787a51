package io.partway.verifyidentity;

import io.partway.core.identity.SendCode;
import io.partway.core.identity.SendCode.Command;
import io.partway.core.identity.SendCode.Outcome;
import io.partway.core.message.Channel;
import io.partway.core.party.Party;
import io.partway.core.rehearsal.Cast;
import io.partway.core.request.Permissions;
import io.partway.core.verification.Operation;
import io.partway.gateway.Answer;
import io.partway.gateway.Body;
import io.partway.gateway.BodyShape;
import io.partway.gateway.Call;
import io.partway.gateway.Endpoint;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import io.partway.gateway.view.Refusals;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Sends the code that the caller's next act needs.
final class CodesEndpoint implements Endpoint {
  private static final BodyShape BODY =
      BodyShape.ofTexts("operation", "counterpartyId", "requestId", "channel");
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final SendCode sends;

  @Inject
  CodesEndpoint(SendCode sends) {
    this.sends = sends;
  }

  @Override
  public Answer answer(Call call) {
    if (Permissions.refusalByRole(call.member()).isPresent()) {
      return Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
    }
    return switch (call.body(BODY, List.of())) {
      case Body.Reading.Refused(var problem) -> problem.answer();
      case Body.Reading.Good(var body) -> send(call, body);
    };
  }

  @Override
  public Map<String, Object> rehearsedBody(Cast cast) {
    return Map.of(
        "operation",
        Operation.SUBMIT.word(),
        "counterpartyId",
        cast.idOf(Party.CUSTOMER),
        "channel",
        Channel.EMAIL.word());
  }

  private Answer send(Call call, Body body) {
    Command command =
        new Command(
            body.text("operation"),
            body.text("counterpartyId"),
            body.text("requestId"),
            body.text("channel"));
    return switch (sends.send(call.member(), call.addresses(), command, call.language())) {
      case Outcome.Sent sent -> new Answer.Success(201, CodeView.of(sent), Map.of());
      case Outcome.RoleNotAllowed() -> Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
      case Outcome.Invalid(var faults) -> Problem.invalid(faults).answer();
      case Outcome.Hidden() -> Problem.notFound().answer();
      case Outcome.NoSubmit(var obstacle, var pair) ->
          Refusals.of(obstacle, pair, call.member().party()).answer();
      case Outcome.NoDecision(var obstacle) -> Refusals.of(obstacle).answer();
      case Outcome.TooMany(var pause, var left) ->
          Problem.of(ProblemCode.TOO_MANY_CODES, "Use the code you have, or come back later.")
              .with("codesLeftToday", left)
              .with("limits", CodeView.LimitsView.PUBLISHED)
              .after(pause)
              .answer();
      case Outcome.NotSent(var why) ->
          Problem.of(ProblemCode.UNAVAILABLE, "The code could not be sent; ask for a new one.")
              .after(AT_ONCE)
              .because(why)
              .answer();
    };
  }
}
