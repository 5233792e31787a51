package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.association.Names;
import io.partway.core.history.Flaw;
import io.partway.core.history.Head;
import io.partway.core.history.Transition;
import io.partway.core.ingest.Report;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.record.HistoryRecord;
import io.partway.core.record.ViewHistory;
import io.partway.core.record.ViewHistory.Break;
import io.partway.core.record.ViewHistory.History;
import io.partway.core.record.ViewHistory.Line;
import io.partway.core.request.Access;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/// Somebody with write access to the table changes a history that has one of every transition; all
/// of it is found. What is erased lawfully is no change: [ErasureTest].
@ExtendWith(EmbeddedDynamoDb.class)
class TamperTest {
  private static final Member PARTNER = Scene.partner("P1");
  private static final Member CUSTOMER = Scene.customer("C1");

  private Scene scene;
  private Pair pair;
  private DisassociationRequest agreed;

  @BeforeEach
  void live(DynamoDbEngine engine) {
    scene = new Scene(engine);
    pair = scene.associate("C1", "P1");
    scene.decide(CUSTOMER, scene.submitted(PARTNER, pair, "rejected"), Decision.REJECT);
    scene.decide(CUSTOMER, scene.submitted(CUSTOMER, pair, "withdrawn"), Decision.WITHDRAW);
    DisassociationRequest overdue = scene.submitted(PARTNER, pair, "expired");
    scene.clock.set(overdue.expiresAt());
    agreed = scene.submitted(CUSTOMER, pair, "agreed");
    scene.partway.expiries().sweep();
    scene.decide(PARTNER, agreed, Decision.AGREE);
    scene.ingest(Scene.established(pair, 2, scene.clock.instant().plusSeconds(1), null, null));
    scene.clock.advance(Duration.ofDays(100));
    scene.submitted(PARTNER, pair, "cancelled");
    scene.ingest(new Report.Ended(pair, 3, scene.clock.instant()));
    // Another pair in the same partition, which is nobody's business here.
    scene.associate("C1", "P2");
  }

  private History history(Member caller) {
    return Scene.granted(
        scene.partway.histories().history(caller, pair.idOf(caller.party().other())));
  }

  private @Nullable Break broken() {
    return history(PARTNER).broken();
  }

  private List<Map<String, AttributeValue>> records() {
    return scene
        .client
        .query(q ->
            q.tableName(scene.table.value())
                .keyConditionExpression("PK = :pk AND begins_with(SK, :sk)")
                .filterExpression("partnerId = :partner")
                .expressionAttributeValues(
                    Map.of(
                        ":pk", AttributeValue.fromS("C#C1"),
                        ":sk", AttributeValue.fromS("REC#"),
                        ":partner", AttributeValue.fromS("P1"))))
        .items();
  }

  private static AttributeValue of(Map<String, AttributeValue> map, String name) {
    return Objects.requireNonNull(map.get(name));
  }

  private void put(Map<String, AttributeValue> item) {
    scene.client.putItem(p -> p.tableName(scene.table.value()).item(item));
  }

  private void delete(Map<String, AttributeValue> item) {
    scene.client.deleteItem(d ->
        d.tableName(scene.table.value())
            .key(
                Map.of(
                    "PK", of(item, "PK"),
                    "SK", of(item, "SK"))));
  }

  @Test
  void everyTransitionIsALinkAndAllOfThemHold() {
    History history = history(PARTNER);
    assertThat(history.broken()).isNull();
    assertThat(history.entries())
        .extracting(line -> line.entry().action())
        .containsExactly(
            Transition.ESTABLISHED,
            Transition.SUBMITTED,
            Transition.REJECTED,
            Transition.SUBMITTED,
            Transition.WITHDRAWN,
            Transition.SUBMITTED,
            Transition.SUBMITTED,
            Transition.EXPIRED,
            Transition.AGREED,
            Transition.ESTABLISHED,
            Transition.SUBMITTED,
            Transition.ENDED,
            Transition.CANCELLED);
    assertThat(history.head()).isEqualTo(history.entries().getLast().entry().head());
  }

  @Test
  void whoActedIsShownToHisOwnPartyAlone() {
    for (Member caller : List.of(PARTNER, CUSTOMER)) {
      for (Line line : history(caller).entries()) {
        boolean own =
            line.entry().actor() != null && line.entry().actor().party() == caller.party();
        assertThat(line.person() != null).isEqualTo(own);
        if (line.person() != null) {
          assertThat(line.person().subject()).isEqualTo(caller.subject());
          assertThat(line.person().origin()).isEqualTo(Scene.ORIGIN);
        }
      }
    }
  }

  @Test
  void noSubjectAndNoAddressLiesInTheOpen() {
    assertThat(records().toString())
        .doesNotContain(PARTNER.subject(), CUSTOMER.subject(), "192.0.2.7");
  }

  @Test
  void everyChangeOfEveryAttributeIsFound() {
    int changes = 0;
    for (Map<String, AttributeValue> record : records()) {
      for (AttributeValue altered : alterations(AttributeValue.fromM(record))) {
        boolean moved =
            !of(altered.m(), "PK").equals(of(record, "PK"))
                || !of(altered.m(), "SK").equals(of(record, "SK"));
        if (moved) {
          delete(record);
        }
        try {
          put(altered.m());
        } catch (DynamoDbException _) {
          // An index key of another type or an empty one: the table itself refuses that.
          put(record);
          continue;
        }
        assertThat(broken()).as(altered.toString()).isNotNull();
        if (moved) {
          delete(altered.m());
        }
        put(record);
        changes++;
      }
    }
    assertThat(broken()).isNull();
    assertThat(changes).isGreaterThan(400);
  }

  /// The same with one value changed, removed or added, at every depth.
  private static List<AttributeValue> alterations(AttributeValue value) {
    List<AttributeValue> altered = new ArrayList<>();
    if (value.hasM()) {
      value
          .m()
          .forEach((name, member) -> {
            for (AttributeValue other : alterations(member)) {
              Map<String, AttributeValue> map = new HashMap<>(value.m());
              map.put(name, other);
              altered.add(AttributeValue.fromM(map));
            }
            // Erasing a person is allowed.
            if (!List.of("PK", "SK", "person").contains(name)) {
              Map<String, AttributeValue> map = new HashMap<>(value.m());
              map.remove(name);
              altered.add(AttributeValue.fromM(map));
            }
          });
      Map<String, AttributeValue> map = new HashMap<>(value.m());
      map.put("more", AttributeValue.fromS("x"));
      altered.add(AttributeValue.fromM(map));
    } else if (value.hasL()) {
      for (int i = 0; i < value.l().size(); i++) {
        for (AttributeValue other : alterations(value.l().get(i))) {
          List<AttributeValue> list = new ArrayList<>(value.l());
          list.set(i, other);
          altered.add(AttributeValue.fromL(list));
        }
        List<AttributeValue> shorter = new ArrayList<>(value.l());
        shorter.remove(i);
        altered.add(AttributeValue.fromL(shorter));
        List<AttributeValue> longer = new ArrayList<>(value.l());
        longer.add(i, value.l().get(i));
        altered.add(AttributeValue.fromL(longer));
      }
      List<AttributeValue> reversed = value.l().reversed();
      if (!reversed.equals(value.l())) {
        altered.add(AttributeValue.fromL(reversed));
      }
    } else if (value.n() != null) {
      altered.add(AttributeValue.fromN(Long.toString(Long.parseLong(value.n()) + 1)));
      altered.add(AttributeValue.fromS(value.n()));
    } else if (value.bool() != null) {
      altered.add(AttributeValue.fromBool(!value.bool()));
    } else {
      String text = Objects.requireNonNull(value.s());
      altered.add(AttributeValue.fromS(text + "x"));
      if (!text.isEmpty()) {
        altered.add(AttributeValue.fromS(flipped(text, text.length() / 2)));
        altered.add(AttributeValue.fromN("1"));
      }
    }
    return altered;
  }

  /// What the history leaves of the association is checked; what upstream reports of it is not.
  @Test
  void everyChangeOfTheAssociationThatTheHistoryTellsOfIsFound() {
    scene.ingest(Scene.established(pair, 4, scene.clock.instant().plusSeconds(1), null, null));
    scene.clock.advance(Duration.ofDays(200));
    scene.submitted(PARTNER, pair, "pending");
    assertThat(broken()).isNull();
    Map<String, AttributeValue> association = association();
    Set<String> told =
        Set.of(
            "status",
            "sequence",
            "mac",
            "pendingRequest",
            "pendingInitiator",
            "pendingUntil",
            "partnerId",
            "customerId");
    Set<String> found = new HashSet<>();
    for (AttributeValue altered : alterations(AttributeValue.fromM(association))) {
      String name = changed(association, altered.m());
      if (List.of("PK", "SK").contains(name)) {
        continue;
      }
      try {
        put(altered.m());
      } catch (DynamoDbException _) {
        continue;
      }
      if (broken() != null) {
        found.add(name);
      } else {
        assertThat(name).as(altered.toString()).isNotIn(told);
      }
    }
    assertThat(found).containsAll(told);
    put(association);
    assertThat(broken()).isNull();
  }

  @Test
  void whenTheAssociationEndedIsNoSecret() {
    Map<String, AttributeValue> association = association();
    for (AttributeValue altered : alterations(AttributeValue.fromM(association))) {
      if (changed(association, altered.m()).equals("endedAt")) {
        put(altered.m());
        assertThat(broken()).isEqualTo(new Break(13, Flaw.ASSOCIATION_ALTERED));
      }
    }
    put(association);
    assertThat(broken()).isNull();
  }

  @Test
  void aHistoryWhoseAssociationIsGoneIsNoMoreHiddenThanBefore() {
    delete(association());
    for (Member caller : List.of(PARTNER, CUSTOMER)) {
      History history = history(caller);
      assertThat(history.entries()).hasSize(13);
      assertThat(history.head()).isEqualTo(Head.NONE);
      assertThat(history.broken()).isEqualTo(new Break(13, Flaw.ASSOCIATION_ALTERED));
    }
    Member manager = new Member("am-1", Party.PARTNER, "P1", Role.ACCOUNT_MANAGER);
    assertThat(scene.partway.histories().history(manager, "C1")).isInstanceOf(Access.Hidden.class);
    assertThat(scene.partway.histories().history(Scene.partner("P9"), "C1"))
        .isInstanceOf(Access.Hidden.class);
    assertThat(scene.partway.histories().proof(PARTNER, "C1", agreed.id().value()))
        .isEqualTo(
            new Access.Granted<>(
                new ViewHistory.Proof.Broken(new Break(13, Flaw.ASSOCIATION_ALTERED))));
  }

  private Map<String, AttributeValue> association() {
    return scene
        .client
        .getItem(g -> g.tableName(scene.table.value()).key(Keys.association(pair).attributes()))
        .item();
  }

  private static String changed(
      Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return names.stream().findFirst().orElseThrow();
  }

  private static String flipped(String text, int at) {
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  @Test
  void everyByteOfASealAndOfAMacCounts() {
    Map<String, AttributeValue> record =
        records().stream()
            .filter(item -> agreed.id().value().equals(of(item, "id").s()))
            .findFirst()
            .orElseThrow();
    for (String name : List.of("person", "mac", "content")) {
      String text = of(of(record, "entries").l().getLast().m(), name).s();
      for (int i = 0; i < text.length(); i++) {
        Map<String, AttributeValue> entry = new HashMap<>(of(record, "entries").l().getLast().m());
        entry.put(name, AttributeValue.fromS(flipped(text, i)));
        Map<String, AttributeValue> altered = new HashMap<>(record);
        altered.put(
            "entries",
            AttributeValue.fromL(
                List.of(of(record, "entries").l().getFirst(), AttributeValue.fromM(entry))));
        put(altered);
        assertThat(broken())
            .isEqualTo(
                new Break(9, name.equals("person") ? Flaw.PERSON_ALTERED : Flaw.ENTRY_ALTERED));
      }
    }
    put(record);
    assertThat(broken()).isNull();
  }

  @Test
  void aRemovedRecordIsMissedWhereItsFirstEntryWas() {
    for (Map<String, AttributeValue> record : records()) {
      delete(record);
      long first = Long.parseLong(of(of(record, "entries").l().getFirst().m(), "sequence").n());
      assertThat(broken()).isEqualTo(new Break(first, Flaw.ENTRY_MISSING));
      put(record);
    }
  }

  @Test
  void aRecordThatWasAddedIsNoneOfTheChain() {
    Map<String, AttributeValue> forged = new HashMap<>(records().getFirst());
    forged.put("SK", AttributeValue.fromS("REC#forged"));
    forged.put("id", AttributeValue.fromS("forged"));
    put(forged);
    assertThat(Objects.requireNonNull(broken()).cause()).isEqualTo(Flaw.ENTRY_DOUBLED);
    forged.put("entries", AttributeValue.fromL(List.of()));
    put(forged);
    assertThat(broken()).isEqualTo(new Break(13, Flaw.RECORD_UNCHAINED));
  }

  /// Looks lie elsewhere; one that was put among the links passes for none.
  @Test
  void aLookAmongTheRecordsIsNoneOfTheChain() {
    Map<String, AttributeValue> forged =
        new HashMap<>(
            RecordItem.of(
                new HistoryRecord.Revealed(
                    "look", pair, new Names(null, null), Scene.SINCE, "name", "somebody")));
    put(forged);
    assertThat(broken()).isNull();
    forged.put("PK", AttributeValue.fromS("C#C1"));
    forged.put("SK", AttributeValue.fromS("REC#look"));
    put(forged);
    assertThat(broken()).isEqualTo(new Break(13, Flaw.RECORD_UNCHAINED));
  }

  @Test
  void aCutTailIsFoundByTheHeadAndAMovedHeadByTheTail() {
    setHead("sequence", AttributeValue.fromN("12"));
    assertThat(broken()).isEqualTo(new Break(12, Flaw.HEAD_ALTERED));
    setHead("sequence", AttributeValue.fromN("14"));
    assertThat(broken()).isEqualTo(new Break(14, Flaw.ENTRY_MISSING));
    setHead("sequence", AttributeValue.fromN("13"));
    assertThat(broken()).isNull();
    setHead("mac", AttributeValue.fromS("x"));
    assertThat(broken()).isEqualTo(new Break(13, Flaw.HEAD_ALTERED));
  }

  @Test
  void theAssociationStandsAsItsLastEntryLeftIt() {
    setHead("status", AttributeValue.fromS("active"));
    assertThat(broken()).isEqualTo(new Break(13, Flaw.ASSOCIATION_ALTERED));
  }

  private void setHead(String name, AttributeValue value) {
    scene.client.updateItem(u ->
        u.tableName(scene.table.value())
            .key(Keys.association(pair).attributes())
            .updateExpression("SET #name = :value")
            .expressionAttributeNames(Map.of("#name", name))
            .expressionAttributeValues(Map.of(":value", value)));
  }
}
