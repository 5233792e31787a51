package io.partway.verifyidentity;

import io.partway.gateway.HttpFunction;
import io.partway.gateway.Route;
import io.partway.platform.Host;

/// Sends verification codes, shows and changes settings.
public final class VerifyIdentityFunction extends HttpFunction {
  /// On Lambda.
  public VerifyIdentityFunction() {
    this(Host.lambda());
  }

  /// On this machine.
  public VerifyIdentityFunction(Host host) {
    this(DaggerVerifyIdentityComponent.factory().create(host));
  }

  private VerifyIdentityFunction(VerifyIdentityComponent component) {
    super(
        component.boundary(),
        Route.ofBoth("POST /v1/verification-codes", component.codes()),
        Route.ofBoth("GET /v1/settings", component.showSettings()),
        Route.ofBoth("PUT /v1/settings", component.changeSettings()));
  }
}
