package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.StoreUnavailable;
import io.partway.core.association.RequestId;
import io.partway.core.grant.ConfirmGrant;
import io.partway.core.grant.GrantQuota;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.ingest.IngestFacts;
import io.partway.core.ingest.Known;
import io.partway.core.ingest.Report;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.quota.Grant;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.Submission;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import io.partway.core.request.SubmitDisassociation.Outcome;
import io.partway.core.reveal.RevealCustomers;
import io.partway.core.verification.Operation;
import io.partway.core.verification.Purpose;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.FaultyDynamoDb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Half of all calls fail, before or after they took effect; whoever is told to try again later
/// does so.
@ExtendWith(EmbeddedDynamoDb.class)
class FaultTest {
  private Scene scene;
  private FaultyDynamoDb faulty;
  private Partway partway;

  @BeforeEach
  void open(DynamoDbEngine engine) {
    scene = new Scene(engine);
    faulty = FaultyDynamoDb.half(engine.client(), 20260310).firstReasonOnly();
    partway = scene.over(faulty.client(), 5);
  }

  @Test
  void noRequestIsDoubledOrLostWhenManySubmitAtOnce() throws Exception {
    Member partner = Scene.partner("P1");
    List<Pair> pairs = IntStream.range(0, 100).mapToObj(i -> Scene.pair("C" + i, "P1")).toList();
    scene.associateAll(pairs);
    List<Callable<List<Outcome>>> runners = new ArrayList<>();
    for (int thread = 0; thread < 20; thread++) {
      List<Pair> own = pairs.subList(thread * 5, thread * 5 + 5);
      runners.add(() ->
          own.stream()
              .map(pair -> patiently(() -> Scene.submit(partway, partner, pair, "k")))
              .toList());
    }
    List<Outcome> outcomes = Race.run(runners).stream().flatMap(List::stream).toList();

    Set<RequestId> told = new HashSet<>();
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Submitted(var request) -> told.add(request.id());
        case Outcome.Replayed(var request) -> told.add(request.id());
        case Outcome.QuotaExceeded _ -> {}
        case Outcome.KeyReused _,
            Outcome.Invalid _,
            Outcome.AssociationEnded _,
            Outcome.RequestPending _,
            Outcome.Ineligible _,
            Outcome.VerificationRequired _,
            Outcome.VerificationFailed _ ->
            throw new AssertionError("unexpected: " + outcome);
      }
    }
    assertThat(told).hasSize(3);
    assertThat(scene.register(Party.PARTNER, pairs.getFirst()).submissions())
        .extracting(Submission::request)
        .containsExactlyInAnyOrderElementsOf(told);
    assertThat(pairs)
        .filteredOn(pair -> scene.association(pair).pending() != null)
        .hasSize(3)
        .allSatisfy(pair -> {
          RequestId id = Objects.requireNonNull(scene.association(pair).pending()).id();
          assertThat(told).contains(id);
          assertThat(Objects.requireNonNull(scene.request(pair, id)).status())
              .isEqualTo(RequestStatus.PENDING);
        });
    assertThat(faulty.faults()).isGreaterThan(100);
  }

  @Test
  void noGrantIsDoubledOrLostWhenManyAreEnteredAtOnce() throws Exception {
    scene.associate("C1", "P1");
    Instant ends = scene.clock.instant().plus(Duration.ofDays(30));
    List<Callable<GrantQuota.Outcome>> runners = new ArrayList<>();
    for (int desk = 0; desk < 24; desk++) {
      // Each ticket under three keys.
      String ticket = "T-" + desk % 8;
      String key = "k" + desk;
      runners.add(
          () -> patiently(() -> Scene.grant(partway, key, Party.PARTNER, "P1", 2, ticket, ends)));
    }
    List<GrantQuota.Outcome> outcomes = Race.run(runners);

    assertThat(outcomes)
        .hasOnlyElementsOfTypes(
            GrantQuota.Outcome.Entered.class, GrantQuota.Outcome.Replayed.class);
    assertThat(register().grants())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 8).mapToObj(i -> new Grant(2, "T-" + i, ends)).toList());
    assertThat(register().grantsVersion()).isEqualTo(8);
    assertThat(faulty.faults()).isGreaterThan(24);
  }

  @Test
  void everyGrantIsConfirmedOnceAndItsOperatorIsToldRight() {
    for (int i = 0; i < 20; i++) {
      scene.associate("C1", "P" + i);
      QuotaGrant waiting =
          scene.granted(
              Party.PARTNER, "P" + i, 4, "T", scene.clock.instant().plus(Duration.ofDays(30)));
      assertThat(patiently(() -> Scene.confirm(partway, Scene.operator("olga"), waiting)))
          .isEqualTo(
              new ConfirmGrant.Outcome.Confirmed(waiting.confirmed("olga", scene.clock.instant())));
      assertThat(scene.register(Party.PARTNER, Scene.pair("C1", "P" + i)).grantsVersion())
          .isEqualTo(1);
    }
  }

  private QuotaRegister register() {
    return scene.register(Party.PARTNER, Scene.pair("C1", "P1"));
  }

  @Test
  void everyDecisionIsTakenOnceAndToldRight() {
    for (int i = 0; i < 10; i++) {
      for (Decision decision : Decision.values()) {
        takenOnce(decision, scene.associate("C" + i, decision.name() + i));
      }
    }
  }

  private void takenOnce(Decision decision, Pair pair) {
    Member partner = Scene.admin(pair, Party.PARTNER);
    DisassociationRequest request = scene.submitted(partner, pair, "k");
    Member decider = Scene.admin(pair, decision.sideOf(Party.PARTNER));

    DecideRequest.Outcome outcome =
        patiently(() -> Scene.decide(partway, decider, request, decision));

    DisassociationRequest stored = Objects.requireNonNull(scene.request(pair, request.id()));
    assertThat(stored.status()).isEqualTo(decision.outcome());
    assertThat(stored.timeline()).hasSize(2);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            DecideRequest.Outcome.Decided.class,
            decided -> assertThat(decided.request()).isEqualTo(stored));
    assertThat(scene.association(pair).active()).isEqualTo(decision != Decision.AGREE);
    assertThat(scene.association(pair).pending()).isNull();
    scene.holds(pair);
  }

  /// Customers', who prove themselves: what is lost on the way is neither the code nor a second
  /// act.
  @Test
  void everyVerifiedActIsDoneOnceAndSpendsItsCode() {
    for (int i = 0; i < 10; i++) {
      Pair pair = scene.associate("C" + i, "P" + i);
      Member customer = Scene.admin(pair, Party.CUSTOMER);
      scene.verification(Party.CUSTOMER, customer.partyId(), true);
      String code = scene.code(customer, Operation.SUBMIT, pair.partner().value());

      DisassociationRequest request =
          switch (patiently(() -> Scene.submit(partway, customer, pair, "k", code))) {
            case Outcome.Submitted(var submitted) -> submitted;
            case Outcome.Replayed(var submitted) -> submitted;
            case Outcome other -> throw new AssertionError("unexpected: " + other);
          };

      assertThat(scene.register(Party.CUSTOMER, pair).submissions()).hasSize(1);
      String other = scene.code(customer, Operation.WITHDRAW, request.id().value());
      assertThat(
              patiently(() ->
                  Scene.decide(
                      partway,
                      Scene.openedDecision(partway, customer, request),
                      Decision.WITHDRAW,
                      other)))
          .isInstanceOf(DecideRequest.Outcome.Decided.class);
      assertThat(scene.request(pair, request.id()))
          .extracting(withdrawn -> withdrawn.timeline().size())
          .isEqualTo(2);
      assertThat(scene.partway.codes().read(Purpose.of(customer, Operation.SUBMIT, "P" + i)))
          .isNull();
      assertThat(
              scene
                  .partway
                  .codes()
                  .read(Purpose.of(customer, Operation.WITHDRAW, request.id().value())))
          .isNull();
      scene.holds(pair);
    }
    assertThat(faulty.faults()).isGreaterThan(50);
  }

  @Test
  void everyOverdueRequestExpiresOnce() {
    List<DisassociationRequest> requests = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Pair pair = scene.associate("C" + i, "P" + i);
      requests.add(scene.submitted(Scene.admin(pair, Party.PARTNER), pair, "k"));
    }
    scene.clock.advance(Duration.ofDays(16));
    patiently(() -> partway.expiries().sweep());
    for (DisassociationRequest request : requests) {
      assertThat(Scene.bare(scene.request(request.pair(), request.id())))
          .isEqualTo(Scene.bare(request.at(scene.clock.instant())));
      assertThat(scene.association(request.pair()).pending()).isNull();
      scene.holds(request.pair());
    }
  }

  @Test
  void everyReportIsTakenInOnce() {
    for (int i = 0; i < 15; i++) {
      Pair pair = Scene.pair("C" + i, "P" + i);
      Report.Observed start =
          Scene.established(pair, 1, Scene.SINCE, Scene.NO_MEMBERS, Scene.NO_PLANS);
      assertThat(patiently(() -> partway.ingests().ingest(start)))
          .isEqualTo(new IngestFacts.Outcome.Accepted());
      scene.verification(Party.CUSTOMER, pair.customer().value(), false);
      DisassociationRequest request = scene.submitted(Scene.admin(pair, Party.CUSTOMER), pair, "k");
      Report.Ended end = new Report.Ended(pair, 2, scene.clock.instant());
      assertThat(patiently(() -> partway.ingests().ingest(end)))
          .isEqualTo(new IngestFacts.Outcome.Accepted());

      Known known = scene.partway.facts().read(pair);
      assertThat(known.associationVersion()).isEqualTo(2);
      assertThat(known.revision()).isEqualTo(1);
      assertThat(scene.association(pair).active()).isFalse();
      assertThat(Objects.requireNonNull(scene.request(pair, request.id())).status())
          .isEqualTo(RequestStatus.CANCELLED);
      scene.holds(pair);
    }
  }

  @Test
  void everyRevealCountsOnce() {
    scene.associate("C1", "P1");
    RevealCustomers.Command look = new RevealCustomers.Command("mobile", List.of("C1"));
    for (int i = 0; i < 30; i++) {
      assertThat(partway.reveals().reveal(Scene.partner("P1"), look))
          .isInstanceOf(RevealCustomers.Outcome.Revealed.class);
    }
    Item counter =
        Item.of(
            scene
                .client
                .getItem(g ->
                    g.tableName(scene.table.value())
                        .key(Keys.reveals("sub-P1", scene.clock.instant()).attributes()))
                .item());
    assertThat(counter.number(Attribute.REVEALS)).isEqualTo(30);
  }

  private static <T> T patiently(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (StoreUnavailable e) {
        // As a client does on a 503: once more.
      }
    }
  }
}
