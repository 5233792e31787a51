package io.partway.listrecords;

import io.partway.core.party.Party;
import io.partway.gateway.HttpFunction;
import io.partway.gateway.OpenRoute;
import io.partway.gateway.Route;
import io.partway.platform.Host;
import java.util.List;

/// Reads associations, requests, records, histories, receipts and notifications.
public final class ListRecordsFunction extends HttpFunction {
  /// On Lambda.
  public ListRecordsFunction() {
    this(Host.lambda());
  }

  /// On this machine.
  public ListRecordsFunction(Host host) {
    this(DaggerListRecordsComponent.factory().create(host));
  }

  private ListRecordsFunction(ListRecordsComponent component) {
    super(
        component.boundary(),
        List.of(new OpenRoute("GET /v1/receipt-keys", component.receiptKeys())),
        Route.of(Party.CUSTOMER, "GET /v1/associations", component.associations()),
        Route.ofBoth("GET /v1/associations/{counterpartyId}", component.association()),
        Route.ofBoth(
            "GET /v1/associations/{counterpartyId}/requests/{requestId}", component.request()),
        Route.ofBoth("GET /v1/associations/{counterpartyId}/history", component.history()),
        Route.ofBoth(
            "GET /v1/associations/{counterpartyId}/requests/{requestId}/receipt",
            component.receipt()),
        Route.ofBoth("GET /v1/records", component.records()),
        Route.ofBoth("GET /v1/notifications", component.notifications()),
        Route.ofBoth("PUT /v1/notifications/{notificationId}/read", component.readMark()),
        Route.ofDesk("GET /v1/operations/health", component.health()));
  }
}
