package io.partway.submitdisassociation;

import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.message.Language;
import io.partway.core.party.Party;
import io.partway.core.rehearsal.Cast;
import io.partway.core.request.Access;
import io.partway.core.request.AllowedActions;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.Permissions;
import io.partway.core.request.Statement;
import io.partway.core.request.SubmitDisassociation;
import io.partway.core.request.SubmitDisassociation.Command;
import io.partway.core.request.SubmitDisassociation.Opened;
import io.partway.core.request.SubmitDisassociation.Outcome;
import io.partway.gateway.Answer;
import io.partway.gateway.Body;
import io.partway.gateway.BodyShape;
import io.partway.gateway.Call;
import io.partway.gateway.Endpoint;
import io.partway.gateway.EntityTag;
import io.partway.gateway.IdempotencyKey;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import io.partway.gateway.view.Hrefs;
import io.partway.gateway.view.Refusals;
import io.partway.gateway.view.RequestView;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;

/// Asks the counterparty to end the association.
final class SubmitEndpoint implements Endpoint {
  private static final String VERIFICATION_CODE = "verificationCode";
  private static final BodyShape BODY =
      BodyShape.ofTexts("reason", "statementVersion", VERIFICATION_CODE);

  private final SubmitDisassociation submits;

  @Inject
  SubmitEndpoint(SubmitDisassociation submits) {
    this.submits = submits;
  }

  @Override
  public Answer answer(Call call) {
    IdempotencyKey key = call.idempotencyKey();
    return switch (submits.open(
        call.member(), call.origin(), call.path("counterpartyId"), key.usable())) {
      case Access.Hidden<Opened>() -> Problem.notFound().answer();
      case Access.RoleNotAllowed<Opened>() -> Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
      case Access.Granted<Opened>(var opened) -> read(call, key, opened);
    };
  }

  @Override
  public Map<String, Object> rehearsedBody(Cast cast) {
    return Map.of(
        "reason",
        "rehearsal",
        "statementVersion",
        Statement.current(Statement.Act.SUBMIT, Party.PARTNER, Language.EN).version(),
        VERIFICATION_CODE,
        Cast.CODE);
  }

  private Answer read(Call call, IdempotencyKey key, Opened opened) {
    return switch (call.body(BODY, key.faults())) {
      case Body.Reading.Refused(var problem) -> key.orRequired(problem).answer();
      case Body.Reading.Good(var body) -> submit(opened, body, call.language());
    };
  }

  private Answer submit(Opened opened, Body body, Language language) {
    Party viewer = opened.caller().party();
    Command command =
        new Command(
            body.text("reason"), body.text("statementVersion"), body.text(VERIFICATION_CODE));
    return switch (submits.submit(opened, command, body.hashWithout(VERIFICATION_CODE))) {
      case Outcome.Submitted(var request) -> created(opened, request);
      case Outcome.Replayed(var request) -> created(opened, request);
      case Outcome.KeyReused() ->
          Problem.of(
                  ProblemCode.IDEMPOTENCY_KEY_REUSED,
                  "Use a new key for a new request, and the first body to repeat the old one.")
              .answer();
      case Outcome.Invalid(var faults, var statement, var consequences) ->
          Refusals.invalid(faults, statement, consequences, language).answer();
      case Outcome.Obstructed obstacle -> Refusals.of(obstacle, opened.pair(), viewer).answer();
      case Outcome.VerificationRequired(var operation) ->
          Refusals.verificationRequired(operation).answer();
      case Outcome.VerificationFailed(var failed) -> Refusals.verificationFailed(failed).answer();
    };
  }

  /// The same for the submit and for each replay of it, byte for byte: all of it as of the submit,
  /// in the language of the statement that was acknowledged, whoever asks again.
  private static Answer created(Opened opened, DisassociationRequest request) {
    Party viewer = opened.caller().party();
    // The initiator may withdraw and nothing else, whatever the facts say.
    AllowedActions actions =
        Permissions.onRequest(
            opened.caller(), request, Clearance.of(Facts.NONE), request.submittedAt());
    return Answer.created(
            RequestView.of(request, actions, viewer, acknowledgedIn(request)),
            Hrefs.request(request.pair(), viewer, request.id()))
        .with(EntityTag.HEADER, EntityTag.ofVersion(request.version()));
  }

  private static Language acknowledgedIn(DisassociationRequest request) {
    String version = Objects.requireNonNull(request.entries().getFirst().acknowledged()).version();
    return Statement.versioned(version).orElseThrow().language();
  }
}
