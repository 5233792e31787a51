package io.partway.submitdisassociation;

import io.partway.gateway.HttpFunction;
import io.partway.gateway.Route;
import io.partway.platform.Host;

/// Takes requests in: `POST /v1/associations/{counterpartyId}/requests`.
public final class SubmitDisassociationFunction extends HttpFunction {
  /// On Lambda.
  public SubmitDisassociationFunction() {
    this(Host.lambda());
  }

  /// On this machine.
  public SubmitDisassociationFunction(Host host) {
    this(DaggerSubmitDisassociationComponent.factory().create(host));
  }

  private SubmitDisassociationFunction(SubmitDisassociationComponent component) {
    super(
        component.boundary(),
        Route.ofBoth("POST /v1/associations/{counterpartyId}/requests", component.submit()));
  }
}
