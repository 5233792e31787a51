package io.partway.grantquota;

import io.partway.gateway.HttpFunction;
import io.partway.gateway.Route;
import io.partway.platform.Host;

/// The support desk grants more submissions on a service ticket, confirms what needs a second
/// operator, and lists what has been granted.
public final class GrantQuotaFunction extends HttpFunction {
  /// On Lambda.
  public GrantQuotaFunction() {
    this(Host.lambda());
  }

  /// On this machine.
  public GrantQuotaFunction(Host host) {
    this(DaggerGrantQuotaComponent.factory().create(host));
  }

  private GrantQuotaFunction(GrantQuotaComponent component) {
    super(
        component.boundary(),
        Route.ofDesk("POST /v1/quota-grants", component.grant()),
        Route.ofDesk("GET /v1/quota-grants", component.grants()),
        Route.ofDesk("GET /v1/quota-grants/{grantId}", component.show()),
        Route.ofDesk("PUT /v1/quota-grants/{grantId}/confirmation", component.confirm()));
  }
}
