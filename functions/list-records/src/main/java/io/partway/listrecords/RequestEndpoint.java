package io.partway.listrecords;

import io.partway.core.request.Access;
import io.partway.core.request.ViewPair;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.Endpoint;
import io.partway.gateway.EntityTag;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import io.partway.gateway.view.RequestView;
import jakarta.inject.Inject;

/// Reads one request.
final class RequestEndpoint implements Endpoint {
  private final ViewPair views;

  @Inject
  RequestEndpoint(ViewPair views) {
    this.views = views;
  }

  @Override
  public Answer answer(Call call) {
    return switch (views.request(
        call.member(), call.path("counterpartyId"), call.path("requestId"))) {
      case Access.Hidden<ViewPair.RequestView>() -> Problem.notFound().answer();
      case Access.RoleNotAllowed<ViewPair.RequestView>() ->
          Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
      case Access.Granted<ViewPair.RequestView>(var found) ->
          call.query().unlessFaulty(() -> shown(call, found));
    };
  }

  private static Answer shown(Call call, ViewPair.RequestView found) {
    return Answer.ok(
            RequestView.of(
                found.request(), found.actions(), call.member().party(), call.language()))
        .with(EntityTag.HEADER, EntityTag.ofVersion(found.request().version()));
  }
}
