package io.partway.store;

import io.partway.core.association.AssociationType;
import io.partway.core.association.Names;
import io.partway.core.association.RequestId;
import io.partway.core.history.Acknowledgement;
import io.partway.core.history.Actor;
import io.partway.core.history.Digests;
import io.partway.core.history.HistoryEntry;
import io.partway.core.history.State;
import io.partway.core.history.Transition;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Role;
import io.partway.core.record.HistoryRecord;
import io.partway.core.record.RecordKind;
import io.partway.core.record.RecordStatus;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A line of the history: a request, the start or end of an association, or a look at a masked
/// value.
final class RecordItem {
  /// What stands for the status of a reveal, which has none: an index key may not be empty.
  static final String REVEALED = "revealed";

  /// How many shards `byDue` has.
  static final int SHARDS = 8;

  private RecordItem() {}

  static Map<String, AttributeValue> of(HistoryRecord line) {
    Writer writer =
        Writer.of(Keys.record(line))
            .text(Attribute.CUSTOMER_ID, line.pair().customer().value())
            .text(Attribute.PARTNER_ID, line.pair().partner().value())
            .word(Attribute.KIND, line.kind())
            .text(Attribute.STATUS, line.status() == null ? REVEALED : line.status().word())
            .instant(Attribute.AT, line.at())
            .text(Attribute.ID, line.id())
            .text(Attribute.PARTNER_NAME, line.names().partner())
            .text(Attribute.CUSTOMER_NAME, line.names().customer());
    return switch (line) {
      case HistoryRecord.Request(var request) -> request(writer, request).item();
      case HistoryRecord.Established _, HistoryRecord.Ended _ ->
          writer.maps(Attribute.ENTRIES, line.entries(), RecordItem::entry).item();
      case HistoryRecord.Revealed(_, _, _, _, var field, var subject) ->
          writer.text(Attribute.FIELD, field).text(Attribute.SUBJECT, subject).item();
    };
  }

  static Map<String, AttributeValue> of(DisassociationRequest request) {
    return of(new HistoryRecord.Request(request));
  }

  static HistoryRecord read(Item item) {
    Pair pair = AssociationItem.pair(item);
    return switch (item.word(RecordKind.class, Attribute.KIND)) {
      case DISASSOCIATION -> new HistoryRecord.Request(readRequest(item));
      case ASSOCIATION ->
          switch (item.word(RecordStatus.class, Attribute.STATUS)) {
            case ESTABLISHED ->
                new HistoryRecord.Established(
                    item.text(Attribute.ID),
                    pair,
                    names(item),
                    item.instant(Attribute.AT),
                    entries(item));
            case ENDED ->
                new HistoryRecord.Ended(
                    item.text(Attribute.ID),
                    pair,
                    names(item),
                    item.instant(Attribute.AT),
                    entries(item));
            case PENDING, AGREED, REJECTED, WITHDRAWN, EXPIRED, CANCELLED, GRANTED ->
                throw item.corrupt(Attribute.STATUS.stored());
          };
      case REVEAL ->
          new HistoryRecord.Revealed(
              item.text(Attribute.ID),
              pair,
              names(item),
              item.instant(Attribute.AT),
              item.text(Attribute.FIELD),
              item.optionalText(Attribute.SUBJECT));
      // A grant is no record of two sides; see GrantItem.
      case GRANT -> throw item.corrupt(Attribute.KIND.stored());
    };
  }

  /// The shard of `byDue` in which this request waits while it is pending.
  static String shardOf(RequestId id) {
    return shard(Math.floorMod(id.value().hashCode(), SHARDS));
  }

  /// @param number from 0 to [#SHARDS], exclusive
  static String shard(int number) {
    return "D#" + number;
  }

  /// Entries as they are stored.
  static AttributeValue entries(List<HistoryEntry> entries) {
    return Writer.list(entries, RecordItem::entry);
  }

  private static Writer request(Writer writer, DisassociationRequest request) {
    writer
        .word(Attribute.INITIATOR, request.initiator())
        .word(Attribute.TYPE, request.associationType())
        .text(Attribute.REASON, request.reason())
        .instant(Attribute.EXPIRES_AT, request.expiresAt())
        .instant(Attribute.DECIDED_AT, request.decidedAt())
        .text(Attribute.DECISION_REASON, request.decisionReason())
        .maps(Attribute.ENTRIES, request.entries(), RecordItem::entry)
        .text(Attribute.BODY_HASH, request.bodyHash())
        .number(Attribute.VERSION, request.version());
    if (request.status() == RequestStatus.PENDING) {
      writer
          .text(Attribute.DUE, shardOf(request.id()))
          .instant(Attribute.DUE_AT, request.expiresAt());
    }
    return writer;
  }

  /// Reads a record of kind `disassociation`.
  static DisassociationRequest readRequest(Item item) {
    return new DisassociationRequest(
        item.id(Attribute.ID, RequestId::new),
        AssociationItem.pair(item),
        item.word(Party.class, Attribute.INITIATOR),
        item.word(AssociationType.class, Attribute.TYPE),
        names(item),
        item.text(Attribute.REASON),
        item.instant(Attribute.AT),
        item.instant(Attribute.EXPIRES_AT),
        item.word(RequestStatus.class, Attribute.STATUS),
        item.optionalInstant(Attribute.DECIDED_AT),
        item.optionalText(Attribute.DECISION_REASON),
        entries(item),
        item.text(Attribute.BODY_HASH),
        item.number(Attribute.VERSION));
  }

  private static Names names(Item item) {
    return new Names(
        item.optionalText(Attribute.PARTNER_NAME), item.optionalText(Attribute.CUSTOMER_NAME));
  }

  private static void entry(Writer map, HistoryEntry entry) {
    map.number(Attribute.SEQUENCE, entry.sequence())
        .instant(Attribute.AT, entry.at())
        .text(Attribute.ID, entry.recordId())
        .word(Attribute.ACTION, entry.action())
        .text(Attribute.REQUEST_BEFORE, entry.before().request())
        .text(Attribute.REQUEST_AFTER, entry.after().request())
        .text(Attribute.ASSOCIATION_BEFORE, entry.before().association())
        .text(Attribute.ASSOCIATION_AFTER, entry.after().association())
        .text(Attribute.CONTENT, entry.content())
        .text(Attribute.KEY_ID, entry.keyId())
        .text(Attribute.MAC, entry.mac())
        .text(Attribute.PERSON, entry.person());
    Actor actor = entry.actor();
    if (actor != null) {
      map.word(Attribute.PARTY, actor.party()).word(Attribute.ROLE, actor.role());
    }
    Digests digests = entry.digests();
    if (digests != null) {
      map.text(Attribute.SUBJECT_DIGEST, digests.subject())
          .text(Attribute.ADDRESS_DIGEST, digests.address())
          .text(Attribute.AGENT_DIGEST, digests.userAgent());
    }
    Acknowledgement acknowledged = entry.acknowledged();
    if (acknowledged != null) {
      map.text(Attribute.STATEMENT_VERSION, acknowledged.version())
          .text(Attribute.STATEMENT_HASH, acknowledged.hash())
          .texts(Attribute.CONSEQUENCES, acknowledged.consequences());
    }
  }

  private static List<HistoryEntry> entries(Item item) {
    return item.maps(Attribute.ENTRIES, RecordItem::readEntry);
  }

  private static HistoryEntry readEntry(Item map) {
    return new HistoryEntry(
        map.number(Attribute.SEQUENCE),
        map.instant(Attribute.AT),
        map.text(Attribute.ID),
        map.word(Transition.class, Attribute.ACTION),
        map.has(Attribute.PARTY)
            ? new Actor(
                map.word(Party.class, Attribute.PARTY), map.word(Role.class, Attribute.ROLE))
            : null,
        map.has(Attribute.SUBJECT_DIGEST)
            ? new Digests(
                map.text(Attribute.SUBJECT_DIGEST),
                map.optionalText(Attribute.ADDRESS_DIGEST),
                map.optionalText(Attribute.AGENT_DIGEST))
            : null,
        new State(
            map.optionalText(Attribute.REQUEST_BEFORE),
            map.optionalText(Attribute.ASSOCIATION_BEFORE)),
        new State(
            map.optionalText(Attribute.REQUEST_AFTER),
            map.optionalText(Attribute.ASSOCIATION_AFTER)),
        map.has(Attribute.STATEMENT_VERSION)
            ? new Acknowledgement(
                map.text(Attribute.STATEMENT_VERSION),
                map.text(Attribute.STATEMENT_HASH),
                map.texts(Attribute.CONSEQUENCES))
            : null,
        map.text(Attribute.CONTENT),
        map.text(Attribute.KEY_ID),
        map.text(Attribute.MAC),
        map.optionalText(Attribute.PERSON));
  }
}
