package io.partway.searchcustomers;

import io.partway.core.party.Party;
import io.partway.gateway.HttpFunction;
import io.partway.gateway.Route;
import io.partway.platform.Host;

/// Searches a partner's customers, and reveals what is masked of them.
public final class SearchCustomersFunction extends HttpFunction {
  /// On Lambda.
  public SearchCustomersFunction() {
    this(Host.lambda());
  }

  /// On this machine.
  public SearchCustomersFunction(Host host) {
    this(DaggerSearchCustomersComponent.factory().create(host));
  }

  private SearchCustomersFunction(SearchCustomersComponent component) {
    super(
        component.boundary(),
        Route.of(Party.PARTNER, "GET /v1/customers", component.search()),
        Route.of(Party.PARTNER, "POST /v1/customers/reveal", component.reveal()));
  }
}
