package io.partway.listrecords;

import io.partway.core.operations.CheckHealth;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.Endpoint;
import jakarta.inject.Inject;

/// Tells operators of every role whether the system keeps up.
final class HealthEndpoint implements Endpoint {
  private final CheckHealth checks;

  @Inject
  HealthEndpoint(CheckHealth checks) {
    this.checks = checks;
  }

  @Override
  public Answer answer(Call call) {
    return call.query().unlessFaulty(() -> Answer.ok(HealthView.of(checks.check())));
  }
}
