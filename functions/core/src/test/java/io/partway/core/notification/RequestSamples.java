package io.partway.core.notification;

import io.partway.core.Samples;
import io.partway.core.association.RequestId;
import io.partway.core.party.Party;
import io.partway.core.request.DisassociationRequest;

/// Requests of the sample pair.
final class RequestSamples {
  private RequestSamples() {}

  static DisassociationRequest pending(RequestId id, Party initiator) {
    return DisassociationRequest.submitted(
        id,
        Samples.active(),
        initiator,
        "A reason.",
        "hash",
        EventSamples.AT,
        EventSamples.DEADLINE);
  }
}
