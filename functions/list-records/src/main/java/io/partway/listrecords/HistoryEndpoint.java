package io.partway.listrecords;

import io.partway.core.record.ViewHistory;
import io.partway.core.request.Access;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.ContentTags;
import io.partway.gateway.Endpoint;
import io.partway.gateway.EntityTag;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import jakarta.inject.Inject;

/// Reads the chain of a pair and says whether it holds.
final class HistoryEndpoint implements Endpoint {
  private final ViewHistory views;
  private final ContentTags tags;

  @Inject
  HistoryEndpoint(ViewHistory views, ContentTags tags) {
    this.views = views;
    this.tags = tags;
  }

  @Override
  public Answer answer(Call call) {
    return switch (views.history(call.member(), call.path("counterpartyId"))) {
      case Access.Hidden<ViewHistory.History>() -> Problem.notFound().answer();
      case Access.RoleNotAllowed<ViewHistory.History>() ->
          Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
      case Access.Granted<ViewHistory.History>(var history) ->
          call.query().unlessFaulty(() -> shown(HistoryView.of(history)));
    };
  }

  private Answer shown(HistoryView view) {
    return Answer.ok(view).with(EntityTag.HEADER, tags.of(view));
  }
}
