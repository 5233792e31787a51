package io.partway.listrecords;

import io.avaje.jsonb.Json;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.record.Direction;
import io.partway.core.record.HistoryRecord;
import io.partway.core.record.ListRecords;
import io.partway.core.record.RecordLine;
import io.partway.core.record.RecordStatus;
import io.partway.gateway.view.ActionView;
import io.partway.gateway.view.QuotaView.GrantView;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line of the history. All kinds have the same members; those that say nothing of a kind are
/// null.
///
/// @param counterpartyId null for a grant to the party as a whole
/// @param field what was looked at, of a reveal
/// @param grant what was granted, of a grant
@Json
record RecordView(
    String recordId,
    String kind,
    @Nullable String status,
    @Nullable String direction,
    @Nullable String initiator,
    @Nullable String counterpartyId,
    @Nullable String counterpartyName,
    Instant at,
    @Nullable String reason,
    @Nullable Instant expiresAt,
    @Nullable Instant decidedAt,
    @Nullable String field,
    @Nullable GrantView grant,
    Map<String, ActionView> allowedActions) {
  /// As a member of this side sees it.
  static RecordView of(ListRecords.Line line, Party viewer) {
    return switch (line.record()) {
      case HistoryRecord.Request(var request) ->
          of(
              line,
              viewer,
              new Detail(
                  Direction.of(viewer, request.initiator()).word(),
                  request.initiator().word(),
                  request.reason(),
                  request.expiresAt(),
                  request.decidedAt(),
                  null,
                  null));
      case HistoryRecord.Established _, HistoryRecord.Ended _ -> of(line, viewer, Detail.NONE);
      case HistoryRecord.Revealed revealed ->
          of(line, viewer, new Detail(null, null, null, null, null, revealed.field(), null));
      case RecordLine.Granted(var grant) ->
          of(
              line,
              viewer,
              new Detail(
                  null, null, grant.reason(), null, null, null, GrantView.of(grant.entry())));
    };
  }

  /// What some kinds alone have.
  private record Detail(
      @Nullable String direction,
      @Nullable String initiator,
      @Nullable String reason,
      @Nullable Instant expiresAt,
      @Nullable Instant decidedAt,
      @Nullable String field,
      @Nullable GrantView grant) {
    static final Detail NONE = new Detail(null, null, null, null, null, null, null);
  }

  private static RecordView of(ListRecords.Line line, Party viewer, Detail detail) {
    RecordLine record = line.record();
    RecordStatus status = record.status();
    Pair pair = record.pair();
    return new RecordView(
        record.id(),
        record.kind().word(),
        status == null ? null : status.word(),
        detail.direction(),
        detail.initiator(),
        pair == null ? null : pair.idOf(viewer.other()),
        record instanceof HistoryRecord shared ? shared.names().counterpartyOf(viewer) : null,
        record.at(),
        detail.reason(),
        detail.expiresAt(),
        detail.decidedAt(),
        detail.field(),
        detail.grant(),
        ActionView.of(line.actions()));
  }
}
