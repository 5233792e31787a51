package io.partway.grantquota;

import io.partway.core.grant.ListGrants;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.Endpoint;
import io.partway.gateway.Problem;
import jakarta.inject.Inject;

/// Shows one grant, with the tag that its confirmation needs.
final class ShowGrantEndpoint implements Endpoint {
  private final ListGrants lists;

  @Inject
  ShowGrantEndpoint(ListGrants lists) {
    this.lists = lists;
  }

  @Override
  public Answer answer(Call call) {
    return lists
        .find(call.operator(), call.path("grantId"))
        .map(line -> call.query().unlessFaulty(() -> QuotaGrantView.shown(line)))
        .orElseGet(() -> Problem.notFound().answer());
  }
}
