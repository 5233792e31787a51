package io.partway.store;

import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The write by which a request leaves PENDING, whichever way it goes: only from PENDING, only from
/// the version before, and out of `byDue`.
final class Requests {
  private Requests() {}

  /// @param ended one that has left PENDING
  static Write leave(DisassociationRequest ended) {
    Write write =
        Write.update(Keys.request(ended.pair(), ended.id()))
            .set(Attribute.STATUS, Writer.value(ended.status()))
            .set(Attribute.VERSION, Writer.value(ended.version()))
            .remove(Attribute.DUE, Attribute.DUE_AT)
            .whenEqual(Attribute.STATUS, Writer.value(RequestStatus.PENDING))
            .whenEqual(Attribute.VERSION, Writer.value(ended.version() - 1));
    // Not the whole list: a person may have been erased from what is there since it was read.
    String entries = write.name(Attribute.ENTRIES);
    AttributeValue last = RecordItem.entries(List.of(ended.entries().getLast()));
    write.assign(entries, "list_append(" + entries + ", " + write.value(last) + ")");
    if (ended.decidedAt() != null) {
      write.set(Attribute.DECIDED_AT, Writer.value(ended.decidedAt()));
    }
    if (ended.decisionReason() != null) {
      write.set(Attribute.DECISION_REASON, Writer.value(ended.decisionReason()));
    }
    return write;
  }
}
