package io.partway.core.record;

import io.partway.core.Samples;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.Names;
import io.partway.core.association.RequestId;
import io.partway.core.history.HistoryEntry;
import io.partway.core.party.Party;
import io.partway.core.record.HistoryStore.Chain;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The life of the sample pair with one of every transition, as it would be stored: established,
/// rejected, withdrawn, expired, agreed, established again, cancelled by an end from upstream.
final class Life {
  final List<HistoryRecord> records = new ArrayList<>();
  Association association = Samples.active();
  final DisassociationRequest agreed;
  private Instant now = Samples.NOW;

  Life() {
    establish("e-1", null);
    ended("rejected", Party.PARTNER, Decision.REJECT);
    ended("withdrawn", Party.CUSTOMER, Decision.WITHDRAW);
    expired();
    agreed = ended("agreed", Party.PARTNER, Decision.AGREE);
    association = association.ended(now);
    establish("e-2", AssociationState.ENDED);
    cancelled();
  }

  private Instant tick() {
    now = now.plus(Duration.ofHours(1));
    return now;
  }

  private void establish(String id, @Nullable AssociationState before) {
    HistoryRecord.Established line =
        new HistoryRecord.Established(id, Samples.PAIR, association.names(), tick(), List.of())
            .entered(Samples.LEDGER, association.head(), before);
    records.add(line);
    association = Samples.active().entered(line.entries().getLast().head());
  }

  private DisassociationRequest submitted(String id, Party initiator) {
    DisassociationRequest request =
        Samples.submitted(new RequestId(id), association, initiator, tick());
    association = association.entered(request.head());
    return request;
  }

  /// Only the entry of its submit is in the chain so far.
  private DisassociationRequest keep(DisassociationRequest request) {
    records.add(new HistoryRecord.Request(request));
    association = association.entered(request.head());
    return request;
  }

  private DisassociationRequest ended(String id, Party initiator, Decision decision) {
    Party decider = decision == Decision.WITHDRAW ? initiator : initiator.other();
    return keep(
        Samples.decided(
            submitted(id, initiator), decision, Samples.admin(decider), null, null, tick()));
  }

  private void expired() {
    DisassociationRequest swept = keep(Samples.swept(submitted("expired", Party.CUSTOMER)));
    now = swept.expiresAt();
  }

  private void cancelled() {
    DisassociationRequest request = submitted("cancelled", Party.PARTNER);
    Instant end = tick();
    HistoryRecord.Ended line =
        new HistoryRecord.Ended("x-1", Samples.PAIR, association.names(), end, List.of())
            .entered(Samples.LEDGER, association.head());
    records.add(line);
    keep(
        request
            .cancelled(end)
            .entered(
                Samples.LEDGER,
                line.entries().getLast().head(),
                AssociationState.ENDED,
                null,
                null));
    association = association.ended(end);
  }

  Chain chain() {
    return new Chain(association, records, List.of(), 0);
  }

  /// The record of this id.
  HistoryRecord record(String id) {
    return records.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  /// Puts another line in the place of this one.
  void change(String id, UnaryOperator<HistoryRecord> change) {
    records.replaceAll(each -> each.id().equals(id) ? change.apply(each) : each);
  }

  /// The line with its entries as they would be then.
  static HistoryRecord entries(HistoryRecord line, UnaryOperator<HistoryEntry> change) {
    List<HistoryEntry> entries = line.entries().stream().map(change).toList();
    return with(line, entries);
  }

  static HistoryRecord with(HistoryRecord line, List<HistoryEntry> entries) {
    return switch (line) {
      case HistoryRecord.Request(var r) -> new HistoryRecord.Request(request(r, entries));
      case HistoryRecord.Established e ->
          new HistoryRecord.Established(e.id(), e.pair(), e.names(), e.at(), entries);
      case HistoryRecord.Ended e ->
          new HistoryRecord.Ended(e.id(), e.pair(), e.names(), e.at(), entries);
      case HistoryRecord.Revealed r -> r;
    };
  }

  static DisassociationRequest request(DisassociationRequest r, List<HistoryEntry> entries) {
    return request(r, r.names(), r.reason(), r.status(), entries);
  }

  static DisassociationRequest request(
      DisassociationRequest r,
      Names names,
      String reason,
      RequestStatus status,
      List<HistoryEntry> entries) {
    return new DisassociationRequest(
        r.id(),
        r.pair(),
        r.initiator(),
        r.associationType(),
        names,
        reason,
        r.submittedAt(),
        r.expiresAt(),
        status,
        r.decidedAt(),
        r.decisionReason(),
        entries,
        r.bodyHash(),
        r.version());
  }
}
