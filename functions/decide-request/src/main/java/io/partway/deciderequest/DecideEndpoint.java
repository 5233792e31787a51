package io.partway.deciderequest;

import io.partway.core.message.Language;
import io.partway.core.party.Party;
import io.partway.core.rehearsal.Cast;
import io.partway.core.request.Access;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.DecideRequest.Command;
import io.partway.core.request.DecideRequest.Opened;
import io.partway.core.request.DecideRequest.Outcome;
import io.partway.core.request.DecideRequest.Precondition;
import io.partway.core.request.Decision;
import io.partway.core.request.Statement;
import io.partway.gateway.Answer;
import io.partway.gateway.Body;
import io.partway.gateway.BodyShape;
import io.partway.gateway.Call;
import io.partway.gateway.Endpoint;
import io.partway.gateway.EntityTag;
import io.partway.gateway.IfMatch;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import io.partway.gateway.view.Refusals;
import io.partway.gateway.view.RequestView;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.OptionalLong;

/// Agrees to, rejects or withdraws a pending request.
final class DecideEndpoint implements Endpoint {
  private static final BodyShape BODY =
      BodyShape.ofTexts("decision", "reason", "statementVersion", "verificationCode");

  private final DecideRequest decides;

  @Inject
  DecideEndpoint(DecideRequest decides) {
    this.decides = decides;
  }

  @Override
  public Answer answer(Call call) {
    return switch (decides.open(
        call.member(), call.origin(), call.path("counterpartyId"), call.path("requestId"))) {
      case Access.Hidden<Opened>() -> Problem.notFound().answer();
      case Access.RoleNotAllowed<Opened>() -> Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
      case Access.Granted<Opened>(var opened) -> read(call, opened);
    };
  }

  @Override
  public Map<String, Object> rehearsedBody(Cast cast) {
    return Map.of(
        "decision",
        Decision.AGREE.word(),
        "statementVersion",
        Statement.current(Statement.Act.AGREE, Party.PARTNER, Language.EN).version(),
        "verificationCode",
        Cast.CODE);
  }

  private Answer read(Call call, Opened opened) {
    IfMatch seen = call.ifMatch();
    return switch (call.body(BODY, seen.faults())) {
      case Body.Reading.Refused(var problem) -> problem.answer();
      case Body.Reading.Good(var body) ->
          switch (seen) {
            case IfMatch.Tag(var version) ->
                decide(opened, body, precondition(version), call.language());
            case IfMatch.Missing() ->
                IfMatch.required("Send the ETag of the request you have seen.").answer();
            case IfMatch.Malformed() ->
                throw new IllegalStateException(
                    "a malformed header was told with the body's faults");
          };
    };
  }

  private static Precondition precondition(OptionalLong version) {
    return version.isPresent()
        ? new Precondition.Version(version.getAsLong())
        : new Precondition.NeverMatches();
  }

  private Answer decide(Opened opened, Body body, Precondition precondition, Language language) {
    Command command =
        new Command(
            body.text("decision"),
            body.text("reason"),
            body.text("statementVersion"),
            body.text("verificationCode"));
    return switch (decides.decide(opened, command, precondition)) {
      case Outcome.Decided(var request, var actions) ->
          Answer.ok(RequestView.of(request, actions, opened.caller().party(), language))
              .with(EntityTag.HEADER, EntityTag.ofVersion(request.version()));
      case Outcome.Invalid(var faults, var statement, var consequences) ->
          Refusals.invalid(faults, statement, consequences, language).answer();
      case Outcome.Stale _ ->
          Problem.of(ProblemCode.STALE, "Read the request again and decide on what it says now.")
              .answer();
      case Outcome.Obstructed obstacle -> Refusals.of(obstacle).answer();
      case Outcome.VerificationRequired(var operation) ->
          Refusals.verificationRequired(operation).answer();
      case Outcome.VerificationFailed(var failed) -> Refusals.verificationFailed(failed).answer();
    };
  }
}
