package io.partway.store;

import io.partway.core.association.RequestId;
import io.partway.core.ingest.IntakeObjects;
import io.partway.core.notification.Delivery;
import io.partway.core.notification.NotificationId;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.quota.QuotaScope;
import io.partway.core.record.HistoryRecord;
import io.partway.core.record.RecordKind;
import io.partway.core.verification.Purpose;
import java.time.Instant;
import java.time.LocalDate;

/// Where each item lies. Ids hold no `#`, so that parts cannot run into each other; texts of any
/// form stand last.
///
/// | item | PK | SK |
/// |---|---|---|
/// | association | `C#customer` | `REL#partner` |
/// | facts | `C#customer` | `FACT#partner` |
/// | spend | `C#customer` | `SPEND#partner` |
/// | record, of a transition | `C#customer` | `REC#record` |
/// | reveal | `LOOKS#customer` | `record` |
/// | quota | `Q#party#id` or `Q#party#id#counterparty` | `Q` |
/// | grant | `GRANT#grant` | `GRANT` |
/// | what a key of the support desk was used for | `GRANTKEY#key` | `K` |
/// | reveals of a user in an hour | `REVEALS#hour#subject` | `N` |
/// | notification | `N#party#id` | `time-event` |
/// | that a user has read it | `READ#party#id#subject` | `time-event` |
/// | whether a message has gone out | `SENT#event` | `party#channel#digest of the address` |
/// | the schedule's last tick | `TICK` | `LAST` |
/// | the last tick that has come through the outbox | `TICK` | `HEARD` |
/// | reminder | `REMIND#request` | days before the deadline |
/// | verification code | `CODE#party#id#subject` | `operation#target` |
/// | codes of a user on a day | `CODES#day#party#id#subject` | `N` |
/// | settings of a party | `SETTINGS#party#id` | `PARTY` |
/// | settings of a user | `SETTINGS#party#id` | `USER#subject` |
/// | how far a file is taken in | `INTAKE#bucket/key` | `ETAG#etag` |
final class Keys {
  /// What the sort keys of a customer's associations start with.
  static final String ASSOCIATION_PREFIX = "REL#";

  /// Where the last tick of the schedule lies.
  static final Key TICK = new Key("TICK", "LAST");

  /// Where lies which tick has come through the outbox.
  static final Key HEARD = new Key("TICK", "HEARD");

  /// What the sort keys of a customer's records start with.
  static final String RECORD_PREFIX = "REC#";

  private static final String CUSTOMER_PREFIX = "C#";

  private Keys() {}

  /// The partition of all that is kept of a customer.
  static String customer(CustomerId customer) {
    return CUSTOMER_PREFIX + customer.value();
  }

  /// The customer in whose partition this lies; for a grant, which has a partition of its own, its
  /// id.
  static CustomerId customerOf(Key key) {
    return new CustomerId(key.pk().substring(key.pk().indexOf('#') + 1));
  }

  static Key association(Pair pair) {
    return new Key(customer(pair.customer()), ASSOCIATION_PREFIX + pair.partner().value());
  }

  static Key facts(Pair pair) {
    return new Key(customer(pair.customer()), "FACT#" + pair.partner().value());
  }

  static Key spend(Pair pair) {
    return new Key(customer(pair.customer()), "SPEND#" + pair.partner().value());
  }

  static Key request(Pair pair, RequestId id) {
    return record(pair.customer(), id.value());
  }

  private static Key record(CustomerId customer, String id) {
    return new Key(customer(customer), RECORD_PREFIX + id);
  }

  /// Where a record of this kind lies. Reveals lie apart: a partner may make as many as he likes,
  /// and whoever reads a whole history must not have to read those.
  static Key record(RecordKind kind, CustomerId customer, String id) {
    return switch (kind) {
      case ASSOCIATION, DISASSOCIATION -> record(customer, id);
      case REVEAL -> new Key("LOOKS#" + customer.value(), id);
      case GRANT -> grant(id);
    };
  }

  static Key record(HistoryRecord line) {
    return record(line.kind(), line.pair().customer(), line.id());
  }

  static Key quota(QuotaScope scope) {
    String owner = "Q#" + scope.party().word() + "#" + scope.partyId();
    return new Key(
        scope.counterpartyId() == null ? owner : owner + "#" + scope.counterpartyId(), "Q");
  }

  static Key grant(String id) {
    return new Key("GRANT#" + id, "GRANT");
  }

  static Key grantKey(String idempotencyKey) {
    return new Key("GRANTKEY#" + idempotencyKey, "K");
  }

  static Key reveals(String subject, Instant hour) {
    return new Key("REVEALS#" + hour.getEpochSecond() + "#" + subject, "N");
  }

  /// The partition of a party's notifications.
  static String notifications(Party party, String partyId) {
    return "N#" + party.word() + "#" + partyId;
  }

  static Key notification(Party party, String partyId, NotificationId id) {
    return new Key(notifications(party, partyId), id.value());
  }

  /// The partition of what a user has read.
  static String readMarks(Party party, String partyId, String subject) {
    return "READ#" + party.word() + "#" + partyId + "#" + subject;
  }

  static String readMarks(Member reader) {
    return readMarks(reader.party(), reader.partyId(), reader.subject());
  }

  static Key readMark(Member reader, NotificationId id) {
    return new Key(readMarks(reader), id.value());
  }

  /// @param address a digest of it
  static Key delivery(Delivery delivery, String address) {
    return new Key(
        "SENT#" + delivery.notification().event().value(),
        String.join(
            "#", delivery.notification().party().word(), delivery.channel().word(), address));
  }

  static Key reminder(RequestId request, int days) {
    return new Key("REMIND#" + request.value(), Integer.toString(days));
  }

  static Key code(Purpose purpose) {
    return new Key("CODE#" + holder(purpose), purpose.operation().word() + "#" + purpose.target());
  }

  static Key codes(Purpose purpose, LocalDate day) {
    return new Key("CODES#" + day + "#" + holder(purpose), "N");
  }

  private static String holder(Purpose purpose) {
    return String.join("#", purpose.party().word(), purpose.partyId(), purpose.subject());
  }

  static Key partySettings(Party party, String partyId) {
    return new Key(settings(party, partyId), "PARTY");
  }

  static Key userSettings(Party party, String partyId, String subject) {
    return new Key(settings(party, partyId), "USER#" + subject);
  }

  private static String settings(Party party, String partyId) {
    return "SETTINGS#" + party.word() + "#" + partyId;
  }

  static Key checkpoint(IntakeObjects.Ref object) {
    return new Key("INTAKE#" + object.bucket() + "/" + object.key(), "ETAG#" + object.etag());
  }
}
