package io.partway.grantquota;

import io.partway.core.grant.ConfirmGrant;
import io.partway.core.grant.ConfirmGrant.Opened;
import io.partway.core.grant.ConfirmGrant.Outcome;
import io.partway.core.grant.ListGrants;
import io.partway.core.request.Access;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.Endpoint;
import io.partway.gateway.IfMatch;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import io.partway.gateway.RequestFault;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A second operator confirms a grant. A body says nothing and is not looked at.
final class ConfirmEndpoint implements Endpoint {
  private final ConfirmGrant confirms;
  private final ListGrants lists;

  @Inject
  ConfirmEndpoint(ConfirmGrant confirms, ListGrants lists) {
    this.confirms = confirms;
    this.lists = lists;
  }

  @Override
  public Answer answer(Call call) {
    return switch (confirms.open(call.operator(), call.path("grantId"))) {
      case Access.Hidden<Opened>() -> Problem.notFound().answer();
      case Access.RoleNotAllowed<Opened>() -> Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
      case Access.Granted<Opened>(var opened) -> read(call, opened);
    };
  }

  private Answer read(Call call, Opened opened) {
    IfMatch seen = call.ifMatch();
    List<RequestFault> faults = new ArrayList<>(call.query().faults());
    faults.addAll(seen.faults());
    if (!faults.isEmpty()) {
      return Problem.of(ProblemCode.MALFORMED, faults).answer();
    }
    return switch (seen) {
      case IfMatch.Tag(var version) -> confirm(opened, version);
      case IfMatch.Missing() ->
          IfMatch.required("Send the ETag of the grant you have seen.").answer();
      case IfMatch.Malformed() ->
          throw new IllegalStateException("a malformed header was told before");
    };
  }

  private Answer confirm(Opened opened, OptionalLong seen) {
    return switch (confirms.confirm(opened, seen)) {
      case Outcome.Confirmed(var grant) -> QuotaGrantView.shown(lists.seen(opened.caller(), grant));
      case Outcome.SecondOperatorRequired() ->
          Problem.of(
                  ProblemCode.SECOND_OPERATOR_REQUIRED,
                  "You have entered this grant: ask a colleague to confirm it.")
              .answer();
      case Outcome.AlreadyGranted(var grant) ->
          Problem.of(ProblemCode.ALREADY_GRANTED)
              .with("grant", QuotaGrantView.of(lists.seen(opened.caller(), grant)))
              .answer();
      case Outcome.Outdated(var cause, var room) ->
          Problem.of(
                  ProblemCode.GRANT_OUTDATED,
                  "Enter a grant that fits what is so now, on another ticket.")
              .with("cause", cause.word())
              .with("room", RoomView.of(room))
              .answer();
      case Outcome.Stale() ->
          Problem.of(ProblemCode.STALE, "Read the grant again and confirm what it says now.")
              .answer();
    };
  }
}
