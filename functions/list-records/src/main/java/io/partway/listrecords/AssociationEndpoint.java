package io.partway.listrecords;

import io.partway.core.request.Access;
import io.partway.core.request.ViewPair;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.ContentTags;
import io.partway.gateway.Endpoint;
import io.partway.gateway.EntityTag;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import jakarta.inject.Inject;

/// Reads one association.
final class AssociationEndpoint implements Endpoint {
  private final ViewPair views;
  private final ContentTags tags;

  @Inject
  AssociationEndpoint(ViewPair views, ContentTags tags) {
    this.views = views;
    this.tags = tags;
  }

  @Override
  public Answer answer(Call call) {
    return switch (views.association(call.member(), call.path("counterpartyId"))) {
      case Access.Hidden<ViewPair.AssociationView>() -> Problem.notFound().answer();
      case Access.RoleNotAllowed<ViewPair.AssociationView>() ->
          Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
      case Access.Granted<ViewPair.AssociationView>(var found) ->
          call.query().unlessFaulty(() -> shown(call, found));
    };
  }

  private Answer shown(Call call, ViewPair.AssociationView found) {
    AssociationView view =
        AssociationView.of(
            found.association(), found.actions(), call.member().party(), found.now());
    return Answer.ok(view).with(EntityTag.HEADER, tags.of(view.displayed()));
  }
}
