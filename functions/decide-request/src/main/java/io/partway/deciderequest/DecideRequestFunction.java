package io.partway.deciderequest;

import io.partway.gateway.HttpFunction;
import io.partway.gateway.Route;
import io.partway.platform.Host;

/// Takes decisions: `PUT /v1/associations/{counterpartyId}/requests/{requestId}/decision`.
public final class DecideRequestFunction extends HttpFunction {
  /// On Lambda.
  public DecideRequestFunction() {
    this(Host.lambda());
  }

  /// On this machine.
  public DecideRequestFunction(Host host) {
    this(DaggerDecideRequestComponent.factory().create(host));
  }

  private DecideRequestFunction(DecideRequestComponent component) {
    super(
        component.boundary(),
        Route.ofBoth(
            "PUT /v1/associations/{counterpartyId}/requests/{requestId}/decision",
            component.decide()));
  }
}
