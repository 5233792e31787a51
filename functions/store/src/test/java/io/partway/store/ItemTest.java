package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Names;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.Profile;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Accounting;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.history.Acknowledgement;
import io.partway.core.history.Head;
import io.partway.core.history.Step;
import io.partway.core.ingest.Known;
import io.partway.core.party.Origin;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.quota.Grant;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import io.partway.core.record.HistoryRecord;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.search.Spend;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemTest {
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00.123Z");
  private static final Pair PAIR = Scene.pair("C1", "P1");

  private static final Association ASSOCIATION =
      new Association(
          PAIR,
          AssociationState.ACTIVE,
          AssociationType.REFERRAL,
          NOW,
          null,
          Scene.PROFILE,
          true,
          new PendingRequest(new RequestId("r1"), Party.CUSTOMER, NOW),
          new Clearance(true, 1, true, NOW, NOW, NOW, NOW, 2),
          new Head(12, "mac"),
          7);

  private static final DisassociationRequest REQUEST =
      Scene.entered(
          DisassociationRequest.submitted(
              new RequestId("r1"),
              ASSOCIATION,
              Party.PARTNER,
              "we part",
              "hash",
              NOW,
              NOW.plusSeconds(60)),
          ASSOCIATION,
          Scene.partner("P1"));

  @Test
  void anAssociationIsReadAsItWasWritten() {
    Item item = Item.of(AssociationItem.of(ASSOCIATION, 9));
    assertThat(AssociationItem.read(item)).isEqualTo(ASSOCIATION);
    assertThat(AssociationItem.streamVersion(item)).isEqualTo(9);

    Profile nothing = new Profile(null, null, null, null, null, null, List.of());
    Association bare =
        new Association(
            PAIR,
            AssociationState.ENDED,
            AssociationType.RESELLER,
            NOW,
            NOW,
            nothing,
            null,
            null,
            Clearance.of(Facts.NONE),
            Head.NONE,
            1);
    assertThat(AssociationItem.read(Item.of(AssociationItem.of(bare, 1)))).isEqualTo(bare);
  }

  @Test
  void anAssociationStaysBelowFourKilobytes() {
    String id = "x".repeat(64);
    String text = "ü".repeat(120);
    Pair pair = Scene.pair(id, id);
    Association large =
        new Association(
            pair,
            AssociationState.ENDED,
            AssociationType.RESELLER,
            NOW,
            NOW,
            new Profile(
                text,
                text,
                text,
                text,
                id,
                text,
                IntStream.range(0, 10).mapToObj(i -> "y".repeat(40) + i).toList()),
            true,
            new PendingRequest(new RequestId(id), Party.CUSTOMER, NOW),
            ASSOCIATION.clearance(),
            new Head(Long.MAX_VALUE, "m".repeat(43)),
            Long.MAX_VALUE);
    assertThat(size(AttributeValue.fromM(AssociationItem.of(large, Long.MAX_VALUE))))
        .isLessThan(4096);
  }

  @Test
  void factsAreReadAsTheyWereWritten() {
    Facts facts =
        new Facts(
            new Facts.Reported<>(
                new Facts.Account(
                    true,
                    List.of(
                        new Facts.Member("m1", Accounting.UNIFIED, NOW),
                        new Facts.Member("m2", Accounting.INDEPENDENT, null)),
                    true,
                    false),
                3,
                NOW),
            new Facts.Reported<>(
                new Facts.Billing(
                    List.of(new Facts.Term("ri", NOW)),
                    List.of(new Facts.Term("pp", NOW)),
                    List.of(new Facts.Term("sp", NOW)),
                    List.of(
                        new Facts.Hold("a", io.partway.core.eligibility.Actor.OPERATOR, null),
                        new Facts.Hold("b", io.partway.core.eligibility.Actor.PARTNER, "x"))),
                4,
                NOW));
    Known waiting = new Known(null, 5, NOW, facts, null, 1);
    Item item = Item.of(FactsItem.of(PAIR, waiting, 2));
    assertThat(FactsItem.read(item)).isEqualTo(facts);
    assertThat(FactsItem.revision(item)).isEqualTo(2);
    assertThat(FactsItem.streamVersion(item)).isEqualTo(5);
    assertThat(FactsItem.endedAt(item)).isEqualTo(NOW);
  }

  @Test
  void spendIsReadAsItWasWrittenScaleIncluded() {
    Spend spend = new Spend(new BigDecimal("12.50"), "EUR", new BigDecimal("80"), NOW);
    Facts.Reported<Spend> reported = new Facts.Reported<>(spend, 3, NOW);
    Map<String, AttributeValue> item = SpendItem.of(PAIR, reported);
    assertThat(SpendItem.read(Item.of(item))).isEqualTo(reported);
    assertThat(item).doesNotContainKey(Attribute.CUSTOMER_ID.stored());
  }

  @Test
  void everyKindOfRecordIsReadAsItWasWritten() {
    Names names = new Names("Acme", null);
    DisassociationRequest decided =
        REQUEST
            .decided(Decision.AGREE, null, NOW)
            .entered(
                Scene.LEDGER,
                REQUEST.head(),
                AssociationState.ACTIVE,
                new Step.Doer(Scene.customer("C1"), new Origin(null, null)),
                new Acknowledgement("v", "h", List.of("a", "b")));
    for (HistoryRecord record :
        List.of(
            new HistoryRecord.Request(REQUEST),
            new HistoryRecord.Request(decided),
            new HistoryRecord.Request(REQUEST.at(REQUEST.expiresAt())),
            new HistoryRecord.Established("e1", PAIR, names, NOW, List.of())
                .entered(Scene.LEDGER, Head.NONE, null),
            new HistoryRecord.Ended("e2", PAIR, names, NOW, REQUEST.entries()),
            new HistoryRecord.Revealed("v1", PAIR, names, NOW, "name", "sub"),
            new HistoryRecord.Revealed("v2", PAIR, names, NOW, "name", null))) {
      assertThat(RecordItem.read(Item.of(RecordItem.of(record)))).isEqualTo(record);
    }
  }

  @Test
  void onlyAPendingRequestIsDue() {
    assertThat(RecordItem.of(REQUEST)).containsKeys("due", "dueAt");
    assertThat(RecordItem.of(REQUEST.at(REQUEST.expiresAt()))).doesNotContainKeys("due", "dueAt");
  }

  @Test
  void aRegisterIsReadAsItWasWritten() {
    QuotaRegister register =
        new QuotaRegister(
            List.of(
                new Submission(new RequestId("r2"), "C2", NOW),
                new Submission(new RequestId("r1"), "C1", NOW)),
            List.of(new Grant(2, "T-1", NOW)),
            3);
    QuotaScope scope = new QuotaScope(Party.PARTNER, "P1", "C1");
    Map<String, AttributeValue> item = QuotaItem.of(scope, register);
    assertThat(QuotaItem.read(Item.of(item))).isEqualTo(register);
    item.put(QuotaItem.slot(3), QuotaItem.NEVER_TAKEN);
    assertThat(QuotaItem.read(Item.of(item))).isEqualTo(register);
  }

  @Test
  void whatIsMissingOrOfAnotherTypeIsCorruptAndNoValueIsShown() {
    strict(
        AssociationItem.of(ASSOCIATION, 9),
        AssociationItem::read,
        Set.of("kind", "id", "streamVersion"));
    strict(RecordItem.of(REQUEST), RecordItem::read, Set.of("due", "dueAt"));
    strict(
        SpendItem.of(PAIR, new Facts.Reported<>(Spend.NONE, 1, NOW)),
        SpendItem::read,
        Set.of("partnerId", "kind", "status", "at", "id"));
  }

  /// @param indexed attributes that only the indexes need
  private static void strict(
      Map<String, AttributeValue> item, Function<Item, ?> reader, Set<String> indexed) {
    Set<String> optional =
        Set.of(
            "partnerName",
            "customerName",
            "customerAccount",
            "customerMobile",
            "managerId",
            "manager",
            "autoFrozen",
            "endedAt",
            "pendingRequest",
            "reservedInstancesUntil",
            "partnerSupportPlansUntil",
            "serviceSupportPlansUntil",
            "memberSupportPlansUntil");
    for (String name : new TreeSet<>(item.keySet())) {
      if (indexed.contains(name)) {
        continue;
      }
      Map<String, AttributeValue> broken = new HashMap<>(item);
      broken.put(name, AttributeValue.fromNul(true));
      corrupt(broken, reader, name);
      if (!optional.contains(name)) {
        broken.remove(name);
        corrupt(broken, reader, name);
      }
    }
  }

  private static void corrupt(
      Map<String, AttributeValue> broken, Function<Item, ?> reader, String name) {
    assertThatThrownBy(() -> reader.apply(Item.of(broken)))
        .as(name)
        .isInstanceOf(CorruptItem.class)
        .hasMessageContaining(name)
        .hasMessageNotContainingAny("Jane", "jane@example.com", "+31612345678", "we part");
  }

  /// As DynamoDB counts: names and values in UTF-8, numbers at their largest, overheads of lists
  /// and maps.
  private static int size(AttributeValue value) {
    if (value.hasM()) {
      return 3
          + value.m().entrySet().stream()
              .collect(Collectors.summingInt(e -> e.getKey().length() + size(e.getValue()) + 1));
    }
    if (value.hasL()) {
      return 3 + value.l().stream().collect(Collectors.summingInt(v -> size(v) + 1));
    }
    if (value.s() != null) {
      return value.s().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
    return value.n() != null ? 21 : 1;
  }
}
