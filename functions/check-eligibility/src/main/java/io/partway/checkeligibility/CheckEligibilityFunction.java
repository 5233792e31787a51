package io.partway.checkeligibility;

import io.partway.gateway.HttpFunction;
import io.partway.gateway.Route;
import io.partway.platform.Host;

/// Checks eligibility: `GET /v1/associations/{counterpartyId}/eligibility`.
public final class CheckEligibilityFunction extends HttpFunction {
  /// On Lambda.
  public CheckEligibilityFunction() {
    this(Host.lambda());
  }

  /// On this machine.
  public CheckEligibilityFunction(Host host) {
    this(DaggerCheckEligibilityComponent.factory().create(host));
  }

  private CheckEligibilityFunction(CheckEligibilityComponent component) {
    super(
        component.boundary(),
        Route.ofBoth("GET /v1/associations/{counterpartyId}/eligibility", component.check()));
  }
}
