package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.association.Association;
import io.partway.core.grant.ConfirmGrant;
import io.partway.core.grant.GrantQuota;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.quota.Grant;
import io.partway.core.quota.Quota;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.Submission;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.Dossier;
import io.partway.core.request.RequestStatus;
import io.partway.core.request.RequestStore.Commit;
import io.partway.core.request.SubmitDisassociation;
import io.partway.core.request.SubmitDisassociation.Outcome;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Many at once on one table. The engine serialises what the service would refuse with a conflict;
/// those are in [FaultTest].
@ExtendWith(EmbeddedDynamoDb.class)
class RaceTest {
  private static final int THREADS = 64;
  private static final int EACH = 10;
  private static final Member PARTNER = Scene.partner("P1");

  @Test
  void of640SubmitsOfOneInitiatorExactlyThreePass(DynamoDbEngine engine) throws Exception {
    Scene scene = new Scene(engine);
    List<Outcome> outcomes = submitToDifferentCustomers(scene);

    assertThat(submitted(outcomes)).hasSize(3);
    assertThat(refused(outcomes))
        .hasSize(637)
        .extracting(Quota::nextAvailableAt)
        .containsOnly(Instant.parse("2026-06-10T12:00:00Z"));
    assertThat(scene.register(Party.PARTNER, Scene.pair("C0", "P1")).submissions())
        .extracting(Submission::request)
        .containsExactlyInAnyOrderElementsOf(
            submitted(outcomes).stream().map(DisassociationRequest::id).toList());
  }

  @Test
  void withAGrantOfTwoExactlyFivePass(DynamoDbEngine engine) throws Exception {
    Scene scene = new Scene(engine);
    scene.grant(
        scene.scope(Party.PARTNER, Scene.pair("C0", "P1")),
        1,
        new Grant(2, "T-1", scene.clock.instant().plus(Duration.ofDays(30))));
    List<Outcome> outcomes = submitToDifferentCustomers(scene);

    assertThat(submitted(outcomes)).hasSize(5);
    assertThat(refused(outcomes)).hasSize(635);
  }

  @Test
  void aTicketEnteredByManyAtOnceAddsOnce(DynamoDbEngine engine) throws Exception {
    Scene scene = new Scene(engine);
    scene.associate("C0", "P1");
    Instant ends = scene.clock.instant().plus(Duration.ofDays(30));
    List<Callable<GrantQuota.Outcome>> runners = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      // Half of them under one key, half each under his own; every eighth with another number.
      String key = thread % 2 == 0 ? "k" : "k" + thread;
      int extra = thread % 8 == 7 ? 1 : 2;
      runners.add(() -> Scene.grant(scene.partway, key, Party.PARTNER, "P1", extra, "T-1", ends));
    }
    List<GrantQuota.Outcome> outcomes = Race.run(runners);

    QuotaRegister register = scene.register(Party.PARTNER, Scene.pair("C0", "P1"));
    assertThat(register.grants()).hasSize(1);
    assertThat(register.grantsVersion()).isEqualTo(1);
    int won = register.grants().getFirst().extra();
    assertThat(outcomes).filteredOn(GrantQuota.Outcome.Entered.class::isInstance).hasSize(1);
    for (GrantQuota.Outcome outcome : outcomes) {
      switch (outcome) {
        case GrantQuota.Outcome.Entered(var grant) -> assertThat(grant.extra()).isEqualTo(won);
        case GrantQuota.Outcome.Replayed(var grant) -> assertThat(grant.extra()).isEqualTo(won);
        case GrantQuota.Outcome.TicketUsed(var grant) -> assertThat(grant.extra()).isEqualTo(won);
        case GrantQuota.Outcome.KeyReused _, GrantQuota.Outcome.Invalid _ ->
            throw new AssertionError("unexpected: " + outcome);
      }
    }
  }

  @Test
  void ofManyTicketsAtOnceAsManyAreTakenAsARegisterHolds(DynamoDbEngine engine) throws Exception {
    Scene scene = new Scene(engine);
    scene.associate("C0", "P1");
    Instant ends = scene.clock.instant().plus(Duration.ofDays(30));
    List<Callable<GrantQuota.Outcome>> runners = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      String ticket = "T-" + thread;
      runners.add(() -> Scene.grant(scene.partway, ticket, Party.PARTNER, "P1", 1, ticket, ends));
    }
    List<GrantQuota.Outcome> outcomes = Race.run(runners);

    assertThat(outcomes).filteredOn(GrantQuota.Outcome.Entered.class::isInstance).hasSize(21);
    assertThat(outcomes).filteredOn(GrantQuota.Outcome.Invalid.class::isInstance).hasSize(43);
    assertThat(
            scene.register(Party.PARTNER, Scene.pair("C0", "P1")).limitAt(ends.minusMillis(1), 3))
        .isEqualTo(24);
  }

  /// Submits, grants and confirmations of one initiator, all at once: afterwards exactly as many
  /// have passed as the limit and the grants allow.
  @Test
  void grantsAmongSubmitsLetExactlyAsManyPassAsTheySay(DynamoDbEngine engine) throws Exception {
    Scene scene = new Scene(engine);
    List<Pair> pairs = IntStream.range(0, 80).mapToObj(i -> Scene.pair("C" + i, "P1")).toList();
    scene.associateAll(pairs);
    Instant ends = scene.clock.instant().plus(Duration.ofDays(30));
    QuotaGrant waiting = scene.granted(Party.PARTNER, "P1", 4, "T-large", ends);
    List<Callable<Object>> runners = new ArrayList<>();
    for (Pair pair : pairs.subList(0, 40)) {
      runners.add(() -> scene.submit(PARTNER, pair, "k"));
    }
    for (int desk = 0; desk < 4; desk++) {
      String ticket = "T-" + desk % 2;
      String key = "k" + desk;
      String second = "olga-" + desk;
      // A number that would not help by then is refused, and so is not among those that add.
      runners.add(() -> Scene.grant(scene.partway, key, Party.PARTNER, "P1", 2, ticket, ends));
      runners.add(() -> Scene.confirm(scene.partway, Scene.operator(second), waiting));
    }
    List<Object> results = Race.run(runners);

    assertThat(results).filteredOn(ConfirmGrant.Outcome.Confirmed.class::isInstance).hasSize(1);
    QuotaRegister register = scene.register(Party.PARTNER, pairs.getFirst());
    assertThat(register.grants())
        .extracting(Grant::ticketNumber)
        .containsExactlyInAnyOrder("T-0", "T-1", "T-large");
    int passed =
        submitted(
                results.stream()
                    .filter(Outcome.class::isInstance)
                    .map(Outcome.class::cast)
                    .toList())
            .size();
    // Some asked before the grants were there; now there is nobody to race with.
    for (Pair pair : pairs.subList(40, 80)) {
      passed += scene.submit(PARTNER, pair, "k") instanceof Outcome.Submitted ? 1 : 0;
    }
    assertThat(passed).isEqualTo(3 + 4 + 2 + 2);
    assertThat(scene.register(Party.PARTNER, pairs.getFirst()).submissions()).hasSize(passed);
  }

  /// All of them look first and then ask, so that every one believes that there is a slot.
  private static List<Outcome> submitToDifferentCustomers(Scene scene) throws Exception {
    List<Pair> pairs =
        IntStream.range(0, THREADS * EACH).mapToObj(i -> Scene.pair("C" + i, "P1")).toList();
    scene.associateAll(pairs);
    List<SubmitDisassociation.Opened> opened =
        pairs.stream().map(p -> Scene.opened(scene.partway, PARTNER, p, "k")).toList();
    List<Callable<List<Outcome>>> runners = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      List<SubmitDisassociation.Opened> own = opened.subList(thread * EACH, (thread + 1) * EACH);
      runners.add(() -> own.stream().map(o -> Scene.submit(scene.partway, PARTNER, o)).toList());
    }
    return Race.run(runners).stream().flatMap(List::stream).toList();
  }

  @Test
  void onOnePairThatCountsForItselfExactlyThreePass(DynamoDbEngine engine) throws Exception {
    Scene scene = new Scene(engine, Scene.scoped(Policy.Scope.PAIR));
    Pair pair = scene.associate("C1", "P1");
    List<Callable<List<Outcome>>> runners = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      String name = "k" + thread + "-";
      runners.add(() ->
          IntStream.range(0, EACH)
              .mapToObj(i -> submitAndWithdraw(scene, pair, name + i))
              .toList());
    }
    List<Outcome> outcomes = Race.run(runners).stream().flatMap(List::stream).toList();

    assertThat(submitted(outcomes)).hasSize(3);
    assertThat(outcomes)
        .filteredOn(outcome -> !(outcome instanceof Outcome.Submitted))
        .hasSize(637)
        .hasOnlyElementsOfTypes(Outcome.RequestPending.class, Outcome.QuotaExceeded.class);
    assertThat(scene.association(pair).pending()).isNull();
    assertThat(scene.register(Party.PARTNER, pair).submissions()).hasSize(3);
    Pair other = scene.associate("C2", "P1");
    scene.submitted(PARTNER, other, "k");
  }

  private static Outcome submitAndWithdraw(Scene scene, Pair pair, String key) {
    Outcome outcome = scene.submit(PARTNER, pair, key);
    if (outcome instanceof Outcome.Submitted(var request)) {
      assertThat(scene.decide(PARTNER, request, Decision.WITHDRAW))
          .isInstanceOf(DecideRequest.Outcome.Decided.class);
    }
    return outcome;
  }

  @Test
  void aSubmitOverAnOverdueRequestRacesWithTheSweep(DynamoDbEngine engine) throws Exception {
    Scene scene = new Scene(engine);
    for (int round = 0; round < 40; round++) {
      Pair pair = Scene.pair("C" + round, "P" + round);
      scene.associateAll(List.of(pair));
      Member partner = Scene.admin(pair, Party.PARTNER);
      Member customer = Scene.admin(pair, Party.CUSTOMER);
      DisassociationRequest old = scene.submitted(partner, pair, "old");
      scene.clock.set(old.expiresAt());

      List<Object> results =
          Race.run(
              List.<Callable<Object>>of(
                  () -> scene.submit(partner, pair, "new"),
                  () -> scene.partway.expiries().sweep().expired(),
                  () -> scene.submit(customer, pair, "new"),
                  () -> scene.partway.expiries().sweep().expired()));

      assertThat((int) results.get(1) + (int) results.get(3)).isEqualTo(1);
      assertThat(List.of(results.get(0), results.get(2)))
          .hasOnlyElementsOfTypes(Outcome.Submitted.class, Outcome.RequestPending.class)
          .filteredOn(Outcome.Submitted.class::isInstance)
          .hasSize(1);
      assertThat(Scene.bare(scene.request(pair, old.id())))
          .isEqualTo(Scene.bare(old.at(scene.clock.instant())));
      DisassociationRequest next =
          submitted(List.of((Outcome) results.get(0), (Outcome) results.get(2))).getFirst();
      assertThat(scene.association(pair).pending()).isEqualTo(next.pending());
      scene.decide(Scene.admin(pair, next.initiator()), next, Decision.WITHDRAW);
      scene.holds(pair);
    }
  }

  @Test
  void aRequestIsBroughtToItsEndOnceAndTheLosersAreToldByWhom(DynamoDbEngine engine)
      throws Exception {
    Scene scene = new Scene(engine);
    List<Pair> pairs = IntStream.range(0, 300).mapToObj(i -> Scene.pair("C" + i, "P" + i)).toList();
    scene.associateAll(pairs);
    for (Pair pair : pairs) {
      DisassociationRequest request = scene.submitted(Scene.admin(pair, Party.PARTNER), pair, "k");
      // Looked at before the race, so that all see it pending.
      Dossier dossier = scene.dossier(pair, request.id());
      List<Callable<Object>> runners = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runners.add(deciding(scene, request, dossier, Decision.AGREE, i));
        runners.add(deciding(scene, request, dossier, Decision.REJECT, i));
        runners.add(deciding(scene, request, dossier, Decision.WITHDRAW, i));
        Association association = Objects.requireNonNull(dossier.association());
        DisassociationRequest expired =
            Scene.entered(request.at(request.expiresAt()), association, null);
        runners.add(() -> scene.partway.requests().expire(expired, association));
      }
      List<Object> results = Race.run(runners);

      DisassociationRequest stored = Objects.requireNonNull(scene.request(pair, request.id()));
      assertThat(stored.status()).isNotEqualTo(RequestStatus.PENDING);
      assertThat(stored.version()).isEqualTo(2);
      assertThat(results).filteredOn(result -> won(result, stored)).hasSize(1);
      assertThat(results)
          .filteredOn(result -> !won(result, stored))
          .allSatisfy(result ->
              assertThat(result)
                  .isIn(
                      Commit.CONFLICT,
                      new DecideRequest.Outcome.AlreadyDecided(stored),
                      new DecideRequest.Outcome.Expired(stored)));
      assertThat(scene.association(pair).pending()).isNull();
      assertThat(scene.association(pair).active())
          .isEqualTo(stored.status() != RequestStatus.AGREED);
      assertThat(scene.register(Party.PARTNER, pair).submissions())
          .extracting(Submission::request)
          .containsExactly(request.id());
      scene.holds(pair);
    }
  }

  private static Callable<Object> deciding(
      Scene scene, DisassociationRequest request, Dossier dossier, Decision decision, int person) {
    Member side = Scene.admin(request.pair(), decision.sideOf(request.initiator()));
    String subject = side.subject() + decision.word() + person;
    Member caller = new Member(subject, side.party(), side.partyId(), Role.ADMIN);
    DecideRequest.Opened opened =
        new DecideRequest.Opened(
            caller, Scene.ORIGIN, request.pair(), request.id(), scene.clock.instant(), dossier);
    return () -> Scene.decide(scene.partway, opened, decision);
  }

  private static boolean won(Object result, DisassociationRequest stored) {
    return result == Commit.DONE
        || (result instanceof DecideRequest.Outcome.Decided(var decided, _)
            && decided.equals(stored));
  }

  private static List<DisassociationRequest> submitted(List<Outcome> outcomes) {
    List<DisassociationRequest> requests = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Submitted(var request)) {
        requests.add(request);
      }
    }
    return requests;
  }

  private static List<Quota> refused(List<Outcome> outcomes) {
    List<Quota> quotas = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.QuotaExceeded(var quota)) {
        quotas.add(quota);
      }
    }
    return quotas;
  }
}
