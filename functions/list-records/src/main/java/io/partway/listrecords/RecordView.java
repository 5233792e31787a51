package io.partway.listrecords;

import io.avaje.jsonb.Json;
import io.partway.core.party.Party;
import io.partway.core.record.Direction;
import io.partway.core.record.HistoryRecord;
import io.partway.core.record.ListRecords;
import io.partway.core.record.RecordStatus;
import io.partway.core.request.DisassociationRequest;
import io.partway.gateway.view.ActionView;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line of the history. All kinds have the same members; those that say nothing of a kind are
/// null.
///
/// @param field what was looked at, of a reveal
@Json
record RecordView(
    String recordId,
    String kind,
    @Nullable String status,
    @Nullable String direction,
    @Nullable String initiator,
    String counterpartyId,
    @Nullable String counterpartyName,
    Instant at,
    @Nullable String reason,
    @Nullable Instant expiresAt,
    @Nullable Instant decidedAt,
    @Nullable String field,
    Map<String, ActionView> allowedActions) {
  /// As a member of this side sees it.
  static RecordView of(ListRecords.Line line, Party viewer) {
    return switch (line.record()) {
      case HistoryRecord.Request record -> {
        DisassociationRequest request = record.request();
        yield of(
            line,
            viewer,
            new Step(
                Direction.of(viewer, request.initiator()).word(),
                request.initiator().word(),
                request.reason(),
                request.expiresAt(),
                request.decidedAt()),
            null);
      }
      case HistoryRecord.Established _, HistoryRecord.Ended _ -> of(line, viewer, Step.NONE, null);
      case HistoryRecord.Revealed revealed -> of(line, viewer, Step.NONE, revealed.field());
    };
  }

  /// What requests alone have.
  private record Step(
      @Nullable String direction,
      @Nullable String initiator,
      @Nullable String reason,
      @Nullable Instant expiresAt,
      @Nullable Instant decidedAt) {
    static final Step NONE = new Step(null, null, null, null, null);
  }

  private static RecordView of(
      ListRecords.Line line, Party viewer, Step step, @Nullable String field) {
    HistoryRecord record = line.record();
    RecordStatus status = record.status();
    return new RecordView(
        record.id(),
        record.kind().word(),
        status == null ? null : status.word(),
        step.direction(),
        step.initiator(),
        record.pair().idOf(viewer.other()),
        record.names().counterpartyOf(viewer),
        record.at(),
        step.reason(),
        step.expiresAt(),
        step.decidedAt(),
        field,
        ActionView.of(line.actions()));
  }
}
