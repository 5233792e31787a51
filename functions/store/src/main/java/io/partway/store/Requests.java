package io.partway.store;

import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;

/// The write by which a request leaves PENDING, whichever way it goes: only from PENDING, only from
/// the version before, and out of `byDue`.
final class Requests {
  private Requests() {}

  /// @param ended one that has left PENDING
  static Write leave(DisassociationRequest ended) {
    Write write =
        Write.update(Keys.request(ended.pair(), ended.id()))
            .set(Attribute.STATUS, Writer.value(ended.status()))
            .set(Attribute.TIMELINE, RecordItem.timeline(ended.timeline()))
            .set(Attribute.VERSION, Writer.value(ended.version()))
            .remove(Attribute.DUE, Attribute.DUE_AT)
            .whenEqual(Attribute.STATUS, Writer.value(RequestStatus.PENDING))
            .whenEqual(Attribute.VERSION, Writer.value(ended.version() - 1));
    if (ended.decidedAt() != null) {
      write.set(Attribute.DECIDED_AT, Writer.value(ended.decidedAt()));
    }
    if (ended.decisionReason() != null) {
      write.set(Attribute.DECISION_REASON, Writer.value(ended.decisionReason()));
    }
    return write;
  }
}
