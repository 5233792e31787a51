package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.grant.GrantStore;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.ingest.Report;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.SubmitDisassociation;
import io.partway.core.reveal.RevealCustomers;
import io.partway.core.search.Spend;
import io.partway.core.verification.Operation;
import io.partway.core.verification.Purpose;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.RecordingDynamoDb;
import io.partway.testkit.RecordingDynamoDb.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What each use case costs: its calls, and the items of each.
@ExtendWith(EmbeddedDynamoDb.class)
class CallCountTest {
  private static final Member PARTNER = Scene.partner("P1");
  private static final Member CUSTOMER = Scene.customer("C1");
  private static final Instant ENDS = Instant.parse("2027-01-01T00:00:00Z");

  private Scene scene;
  private RecordingDynamoDb recording;
  private Partway partway;
  private Pair pair;

  @BeforeEach
  void open(DynamoDbEngine engine) {
    scene = new Scene(engine);
    recording = new RecordingDynamoDb(scene.client);
    partway = scene.over(recording.client(), 7);
    pair = scene.associate("C1", "P1");
  }

  private static Call read(int items) {
    return new Call("BatchGetItem", items);
  }

  private static Call write(int items) {
    return new Call("TransactWriteItems", items);
  }

  private void costs(Call... calls) {
    assertThat(recording.take()).containsExactly(calls);
  }

  @Test
  void submit() {
    Scene.submit(partway, PARTNER, pair, "k");
    costs(read(5), write(3));
  }

  @Test
  void aReplayedOrRefusedSubmit() {
    scene.submitted(PARTNER, pair, "k1");
    Scene.submit(partway, PARTNER, pair, "k1");
    costs(read(5));
    Scene.submit(partway, PARTNER, pair, "k2");
    costs(read(5));
  }

  @Test
  void decide() {
    for (Decision decision : List.of(Decision.WITHDRAW, Decision.REJECT, Decision.AGREE)) {
      DisassociationRequest request = scene.submitted(PARTNER, pair, decision.word());
      Member decider = decision == Decision.WITHDRAW ? PARTNER : CUSTOMER;
      Scene.decide(partway, decider, request, decision);
      costs(read(4), write(2));
      Scene.decide(partway, decider, request, decision);
      costs(read(4));
    }
  }

  /// The code is read, an attempt counted and given back; the act itself writes one item more.
  @Test
  void verifiedActs() {
    scene.verification(Party.CUSTOMER, "C1", true);
    Scene.submit(partway, CUSTOMER, pair, "k", scene.code(CUSTOMER, Operation.SUBMIT, "P1"));
    costs(read(5), read(1), write(1), write(1), write(4));

    Pair other = scene.associate("C2", "P1");
    scene.verification(Party.CUSTOMER, "C2", true);
    scene.verification(Party.PARTNER, "P1", true);
    Member customer = Scene.customer("C2");
    for (Decision decision : List.of(Decision.WITHDRAW, Decision.REJECT, Decision.AGREE)) {
      String asked = scene.code(PARTNER, Operation.SUBMIT, "C2");
      DisassociationRequest request =
          switch (Scene.submit(scene.partway, PARTNER, other, decision.word(), asked)) {
            case SubmitDisassociation.Outcome.Submitted(var submitted) -> submitted;
            case SubmitDisassociation.Outcome no -> throw new AssertionError("refused: " + no);
          };
      Member decider = decision == Decision.WITHDRAW ? PARTNER : customer;
      Operation operation =
          switch (decision) {
            case AGREE -> Operation.AGREE;
            case REJECT -> Operation.REJECT;
            case WITHDRAW -> Operation.WITHDRAW;
          };
      String code = scene.code(decider, operation, request.id().value());
      Scene.decide(partway, Scene.openedDecision(partway, decider, request), decision, code);
      costs(read(4), read(1), write(1), write(1), write(3));
    }
  }

  @Test
  void aCodeIsTwoItems() {
    partway.issuer().issue(Purpose.of(CUSTOMER, Operation.SUBMIT, "P1"), scene.clock.instant());
    costs(read(2), write(2));
  }

  @Test
  void expire() {
    DisassociationRequest request = scene.submitted(PARTNER, pair, "k");
    scene.clock.set(request.expiresAt());
    partway.expiries().sweep();
    assertThat(recording.take())
        .filteredOn(call -> !call.operation().equals("Query"))
        .containsExactly(read(3), write(2));
  }

  @Test
  void expireWhereTheSlotHasMovedOn() {
    DisassociationRequest request = scene.submitted(PARTNER, pair, "k");
    scene.clock.set(request.expiresAt());
    scene.submitted(CUSTOMER, pair, "k2");
    partway.expiries().sweep();
    assertThat(recording.take())
        .filteredOn(call -> !call.operation().equals("Query"))
        .containsExactly(read(3), write(2));
  }

  @Test
  void anEmptySweepIsOneQueryAShard() {
    partway.expiries().sweep();
    assertThat(recording.count()).containsExactly(Map.entry("Query", 8L));
  }

  @Test
  void check() {
    Scene.granted(partway.checks().check(PARTNER, "C1"));
    costs(read(4));
    scene.submitted(PARTNER, pair, "k");
    Member manager = new Member("am-1", Party.PARTNER, "P1", Role.ACCOUNT_MANAGER);
    Scene.granted(partway.checks().check(manager, "C1"));
    costs(read(4), read(1));
  }

  @Test
  void view() {
    DisassociationRequest request = scene.submitted(PARTNER, pair, "k");
    Scene.granted(partway.views().association(PARTNER, "C1"));
    costs(read(3));
    Scene.granted(partway.views().request(CUSTOMER, "P1", request.id().value()));
    costs(read(3));
    partway.views().ofCustomer(CUSTOMER, null, 20);
    costs(new Call("Query", 1), read(1));
  }

  @Test
  void reveal() {
    scene.associate("C2", "P1");
    partway
        .reveals()
        .reveal(PARTNER, new RevealCustomers.Command("name", List.of("C1", "C2", "C1")));
    costs(read(2), write(3));
  }

  /// What depends on the past of a party is asked once, and of a replay not at all.
  @Test
  void grant() {
    Call known = new Call("Query", 1);
    Scene.grant(partway, "k1", Party.PARTNER, "P1", 2, "T-1", ENDS);
    costs(read(3), known, write(3));
    Scene.grant(partway, "k1", Party.PARTNER, "P1", 2, "T-1", ENDS);
    costs(read(3));
    Scene.grant(partway, "k2", Party.PARTNER, "P1", 2, "T-1", ENDS);
    costs(read(3), write(1));
    Scene.grant(partway, "k3", Party.PARTNER, "P1", 1, "T-1", ENDS);
    costs(read(3), known);
    Scene.grant(partway, "k4", Party.CUSTOMER, "C1", 4, "T-1", ENDS);
    costs(read(3), known, write(2));
  }

  @Test
  void confirmedAndListedGrants() {
    QuotaGrant waiting = scene.granted(Party.PARTNER, "P1", 4, "T-1", ENDS);
    partway.grantLists().find(Scene.operator("olga"), waiting.id().value());
    costs(read(1), read(1));
    partway.grantLists().list(Scene.operator("olga"), GrantStore.Query.ALL, null, 20);
    assertThat(recording.count())
        .containsOnly(Map.entry("Query", 4L), Map.entry("BatchGetItem", 1L));
    recording.take();
    Scene.confirm(partway, Scene.operator("olga"), waiting);
    costs(read(1), read(2), write(2));
    partway.grantLists().find(Scene.operator("olga"), waiting.id().value());
    costs(read(1));
  }

  /// However many looks there are: who reads a whole history reads none of them.
  @Test
  void historyBesideReveals() {
    for (int i = 0; i < 10; i++) {
      scene.partway.reveals().reveal(PARTNER, new RevealCustomers.Command("name", List.of("C1")));
    }
    Scene.granted(partway.histories().history(PARTNER, "C1"));
    costs(read(1), new Call("Query", 1), read(1));
    assertThat(
            scene
                .client
                .query(q ->
                    q.tableName(scene.table.value())
                        .keyConditionExpression("PK = :pk")
                        .expressionAttributeValues(Map.of(":pk", Writer.value("C#C1"))))
                .items())
        .extracting(item -> Item.of(item).text(Attribute.SK))
        .allMatch(sort -> sort.matches("(REL|FACT|SPEND)#P1|REC#.*"))
        .hasSize(3);
  }

  @Test
  void establish() {
    Pair bare = Scene.pair("C7", "P1");
    partway.ingests().ingest(Scene.established(bare, 1, Scene.SINCE, null, null));
    // The association, its record, and the facts held to be none.
    costs(read(3), write(3));
    Pair whole = Scene.pair("C8", "P1");
    Report.Observed all =
        new Report.Observed(
            whole,
            1,
            Scene.established(whole, 1, Scene.SINCE, null, null).association(),
            Scene.NO_MEMBERS,
            Scene.NO_PLANS,
            Spend.NONE);
    partway.ingests().ingest(all);
    costs(read(3), write(4));
    partway.ingests().ingest(all);
    costs(read(3));
  }

  @Test
  void report() {
    partway.ingests().ingest(Scene.account(pair, 2, Scene.NO_MEMBERS));
    costs(read(3), write(2));
    partway.ingests().ingest(Scene.spend(pair, 2, Spend.NONE));
    costs(read(3), write(1));
    partway.ingests().ingest(Scene.established(pair, 3, Scene.SINCE, null, null));
    costs(read(3), write(1));
  }

  @Test
  void upstreamEnd() {
    Pair idle = scene.associate("C2", "P1");
    partway.ingests().ingest(new Report.Ended(idle, 2, scene.clock.instant()));
    costs(read(3), write(2));

    scene.submitted(PARTNER, pair, "k");
    partway.ingests().ingest(new Report.Ended(pair, 2, scene.clock.instant()));
    costs(read(3), read(1), write(3));
  }
}
