package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.association.Association;
import io.partway.core.eligibility.Actor;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.eligibility.Facts.Account;
import io.partway.core.eligibility.Facts.Billing;
import io.partway.core.history.Head;
import io.partway.core.ingest.Checkpoints.Progress;
import io.partway.core.ingest.Checkpoints.Refused;
import io.partway.core.ingest.FactStore.Change;
import io.partway.core.ingest.IngestFacts.Outcome;
import io.partway.core.ingest.IntakeObjects;
import io.partway.core.ingest.Known;
import io.partway.core.ingest.Report;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.policy.Policy;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import io.partway.core.request.RequestStore.Commit;
import io.partway.core.reveal.RevealCustomers;
import io.partway.core.search.Spend;
import io.partway.testkit.DynamoDbEngine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the intake of facts, the lists of associations and the reveals can rely on, whatever engine
/// keeps them.
abstract class FactStoreContract {
  private static final Billing HELD =
      new Billing(
          List.of(),
          List.of(),
          List.of(),
          List.of(new Facts.Hold("arrears", Actor.PARTNER, "inv-1")));
  private static final Account FROZEN = new Account(false, List.of(), true, true);

  /// So many that a test reaches the end.
  private static final int REVEALS_PER_HOUR = 6;

  private Scene scene;

  @BeforeEach
  void open(DynamoDbEngine engine) {
    Policy standard = Policy.standard();
    scene =
        new Scene(
            engine,
            new Policy(
                standard.submissionLimit(),
                standard.submissionWindowMonths(),
                standard.partnerScope(),
                standard.customerScope(),
                standard.requestExpiry(),
                REVEALS_PER_HOUR,
                standard.unconfirmedGrant()));
  }

  @Test
  void aPairNeverReportedOnIsHeldByFactsMissing() {
    Pair pair = Scene.pair("C1", "P1");
    scene.ingest(Scene.established(pair, 1, Scene.SINCE, null, null));
    assertThat(scene.association(pair).clearance().reported()).isFalse();
    assertThat(scene.submit(Scene.partner("P1"), pair, "k"))
        .isInstanceOfSatisfying(
            io.partway.core.request.SubmitDisassociation.Outcome.Ineligible.class,
            refused ->
                assertThat(refused.blockers())
                    .singleElement()
                    .satisfies(b -> assertThat(b.holdCode()).isEqualTo("facts-missing")));

    scene.ingest(Scene.account(pair, 1, Scene.NO_MEMBERS));
    assertThat(scene.association(pair).clearance().reported()).isFalse();
    scene.ingest(Scene.billing(pair, 1, Scene.NO_PLANS));
    scene.submitted(Scene.partner("P1"), pair, "k");
  }

  @Test
  void reportsOfOneStreamNeverUndoAnothers() {
    Pair pair = scene.associate("C1", "P1");
    scene.ingest(Scene.billing(pair, 9, HELD));
    scene.ingest(Scene.account(pair, 2, FROZEN));
    scene.ingest(Scene.spend(pair, 3, new Spend(new BigDecimal("12.50"), "EUR", null, null)));

    Known known = scene.partway.facts().read(pair);
    assertThat(Objects.requireNonNull(known.facts().billing()).value()).isEqualTo(HELD);
    assertThat(Objects.requireNonNull(known.facts().account()).value()).isEqualTo(FROZEN);
    assertThat(Objects.requireNonNull(known.spend()).value().expenditure())
        .isEqualTo(new BigDecimal("12.50"));
    Association association = Objects.requireNonNull(known.association());
    assertThat(association.profile()).isEqualTo(Scene.PROFILE);
    assertThat(association.autoFrozen()).isTrue();
    assertThat(association.clearance()).isEqualTo(Clearance.of(known.facts()));

    assertThat(scene.ingest(Scene.billing(pair, 9, Scene.NO_PLANS)))
        .isEqualTo(new Outcome.Ignored());
    assertThat(scene.ingest(Scene.account(pair, 1, Scene.NO_MEMBERS)))
        .isEqualTo(new Outcome.Ignored());
    assertThat(scene.partway.facts().read(pair)).isEqualTo(known);
  }

  @Test
  void factsMayComeBeforeTheAssociation() {
    Pair pair = Scene.pair("C1", "P1");
    scene.ingest(Scene.billing(pair, 1, HELD));
    scene.ingest(Scene.spend(pair, 1, Spend.NONE));
    assertThat(scene.dossier(pair, null).association()).isNull();

    scene.ingest(Scene.established(pair, 1, Scene.SINCE, Scene.NO_MEMBERS, null));
    assertThat(scene.association(pair).clearance().holds()).isEqualTo(1);
    assertThat(scene.association(pair).clearance().reported()).isTrue();
  }

  @Test
  void aNightlyImportRevivesNoEndedAssociation() {
    Pair pair = scene.associate("C1", "P1");
    DisassociationRequest request = scene.submitted(Scene.partner("P1"), pair, "k");
    scene.decide(Scene.customer("C1"), request, Decision.AGREE);

    assertThat(scene.ingest(Scene.established(pair, 2, Scene.SINCE, Scene.NO_MEMBERS, HELD)))
        .isEqualTo(new Outcome.AlreadyEnded());
    assertThat(scene.association(pair).active()).isFalse();

    Instant again = scene.clock.instant().plusSeconds(1);
    assertThat(scene.ingest(Scene.established(pair, 3, again, null, null)))
        .isEqualTo(new Outcome.Accepted());
    assertThat(scene.association(pair).active()).isTrue();
    assertThat(scene.association(pair).since()).isEqualTo(again);
    assertThat(scene.association(pair).endedAt()).isNull();
  }

  @Test
  void anEndThatOvertakesItsStartIsKept() {
    Pair pair = Scene.pair("C1", "P1");
    Instant end = Scene.SINCE.plus(Duration.ofDays(3));
    assertThat(scene.ingest(new Report.Ended(pair, 7, end))).isEqualTo(new Outcome.AlreadyEnded());
    assertThat(scene.ingest(Scene.account(pair, 1, FROZEN))).isEqualTo(new Outcome.Accepted());
    assertThat(scene.partway.facts().read(pair).endedAt()).isEqualTo(end);
    assertThat(scene.partway.facts().read(pair).associationVersion()).isEqualTo(7);

    scene.ingest(Scene.established(pair, 6, Scene.SINCE, null, null));
    assertThat(scene.association(pair).active()).isFalse();
    assertThat(scene.association(pair).endedAt()).isEqualTo(end);
    Known known = scene.partway.facts().read(pair);
    assertThat(known.associationVersion()).isEqualTo(7);
    assertThat(known.endedAt()).isNull();
    assertThat(scene.ingest(Scene.established(pair, 7, Scene.SINCE, null, null)))
        .isEqualTo(new Outcome.AlreadyEnded());
  }

  @Test
  void anUpstreamEndCancelsWhatIsPending() {
    Pair pair = scene.associate("C1", "P1");
    DisassociationRequest request = scene.submitted(Scene.partner("P1"), pair, "k");
    Instant end = scene.clock.instant().minusSeconds(5);
    scene.ingest(new Report.Ended(pair, 2, end));

    assertThat(scene.association(pair).endedAt()).isEqualTo(end);
    assertThat(scene.association(pair).pending()).isNull();
    assertThat(Scene.bare(scene.request(pair, request.id())))
        .isEqualTo(Scene.bare(request.cancelled(scene.clock.instant())));
    assertThat(scene.partway.facts().request(pair, request.id())).isNull();
    scene.clock.advance(Duration.ofDays(20));
    assertThat(scene.partway.expiries().sweep().expired()).isZero();
  }

  @Test
  void anUpstreamEndLeavesAnOverdueRequestToTheSweep() {
    Pair pair = scene.associate("C1", "P1");
    DisassociationRequest request = scene.submitted(Scene.partner("P1"), pair, "k");
    scene.clock.set(request.expiresAt());
    scene.ingest(new Report.Ended(pair, 2, scene.clock.instant()));
    assertThat(scene.partway.expiries().sweep().expired()).isEqualTo(1);
    assertThat(Objects.requireNonNull(scene.request(pair, request.id())).status())
        .isEqualTo(RequestStatus.EXPIRED);
  }

  @Test
  void ofTwoChangesOfOneReadingOnlyTheFirstIsWritten() {
    Pair pair = scene.associate("C1", "P1");
    Known read = scene.partway.facts().read(pair);
    Association association = Objects.requireNonNull(read.association());
    Facts held = new Facts(read.facts().account(), new Facts.Reported<>(HELD, 2, Scene.SINCE));
    Facts frozen = new Facts(new Facts.Reported<>(FROZEN, 2, Scene.SINCE), read.facts().billing());

    assertThat(write(read, after(read, association.withFacts(held), held))).isEqualTo(Commit.DONE);
    assertThat(write(read, after(read, association.withFacts(frozen), frozen)))
        .isEqualTo(Commit.CONFLICT);
    assertThat(scene.association(pair).clearance()).isEqualTo(Clearance.of(held));
  }

  @Test
  void anAssociationReadBeforeItsFactsIsNotGivenAnotherSummary() {
    Pair pair = scene.associate("C1", "P1");
    Known before = scene.partway.facts().read(pair);
    scene.ingest(Scene.billing(pair, 2, HELD));
    Known now = scene.partway.facts().read(pair);
    // As a batch read may give it: the association as it is, the facts as they were.
    Known torn =
        new Known(
            now.association(),
            now.associationVersion(),
            null,
            before.facts(),
            null,
            before.revision());
    Association association = Objects.requireNonNull(torn.association());

    assertThat(write(torn, after(torn, association.withFacts(torn.facts()), torn.facts())))
        .isEqualTo(Commit.CONFLICT);
    assertThat(scene.association(pair).clearance().holds()).isEqualTo(1);
  }

  @Test
  void aStartAndFactsThatCrossAreNotBothWritten() {
    Pair pair = Scene.pair("C1", "P1");
    Known nothing = scene.partway.facts().read(pair);
    Facts held = new Facts(null, new Facts.Reported<>(HELD, 1, Scene.SINCE));
    Pair other = scene.associate("C2", "P1");
    Association template = scene.association(other);
    Association started =
        new Association(
            pair,
            template.state(),
            template.type(),
            template.since(),
            null,
            template.profile(),
            null,
            null,
            Clearance.of(Facts.NONE),
            Head.NONE,
            1);
    Known start = new Known(started, 1, null, Facts.NONE, null, 0);
    Known facts = new Known(null, 0, null, held, null, 0);

    assertThat(write(pair, nothing, facts)).isEqualTo(Commit.DONE);
    assertThat(write(pair, nothing, start)).isEqualTo(Commit.CONFLICT);

    Pair mirrored = Scene.pair("C3", "P1");
    scene.ingest(Scene.established(mirrored, 1, Scene.SINCE, null, null));
    assertThat(write(mirrored, nothing, facts)).isEqualTo(Commit.CONFLICT);
  }

  @Test
  void aCustomersAssociationsComeInPages() {
    List<Pair> pairs = IntStream.range(0, 5).mapToObj(i -> scene.associate("C1", "P" + i)).toList();
    scene.ingest(new Report.Ended(pairs.get(1), 2, scene.clock.instant()));
    CustomerId customer = new CustomerId("C1");

    var first = scene.partway.associations().ofCustomer(customer, null, 2);
    var second = scene.partway.associations().ofCustomer(customer, first.next(), 3);
    assertThat(first.associations()).extracting(Association::pair).isEqualTo(pairs.subList(0, 2));
    assertThat(first.next()).isEqualTo("P1");
    assertThat(second.associations()).extracting(Association::pair).isEqualTo(pairs.subList(2, 5));
    assertThat(second.next()).isNull();
    assertThat(
            scene.partway.associations().ofCustomer(new CustomerId("C9"), null, 2).associations())
        .isEmpty();
  }

  @Test
  void moreThanOneBatchIsReadInOneGo() {
    Set<Pair> pairs =
        Set.copyOf(IntStream.range(0, 130).mapToObj(i -> Scene.pair("C" + i, "P1")).toList());
    Pair known = scene.associate("C77", "P1");
    assertThat(scene.partway.associations().associations(pairs)).containsOnlyKeys(known);

    Set<QuotaScope> scopes = Set.of(new QuotaScope(Party.CUSTOMER, "C1", null));
    assertThat(scene.partway.quotas().registers(scopes).values())
        .containsExactly(QuotaRegister.EMPTY);
  }

  @Test
  void revealsAreCountedAndRecordedTogether() {
    scene.associate("C1", "P1");
    scene.associate("C2", "P1");
    var both = new RevealCustomers.Command("name", List.of("C1", "C2"));
    assertThat(scene.partway.reveals().reveal(Scene.partner("P1"), both))
        .isInstanceOfSatisfying(
            RevealCustomers.Outcome.Revealed.class,
            revealed ->
                assertThat(revealed.values())
                    .extracting(RevealCustomers.Value::value)
                    .containsExactly("Jane Doe", "Jane Doe"));
    scene.partway.reveals().reveal(Scene.partner("P1"), both);
    scene.partway.reveals().reveal(Scene.partner("P1"), both);
    scene.clock.advance(Duration.ofMinutes(59));
    assertThat(scene.partway.reveals().reveal(Scene.partner("P1"), both))
        .isEqualTo(new RevealCustomers.Outcome.TooMany(Duration.ofMinutes(1)));
    scene.clock.advance(Duration.ofMinutes(1));
    assertThat(scene.partway.reveals().reveal(Scene.partner("P1"), both))
        .isInstanceOf(RevealCustomers.Outcome.Revealed.class);
  }

  @Test
  void theSameLooksAgainNeitherCountNorFail() {
    Pair pair = scene.associate("C1", "P1");
    Instant now = scene.clock.instant();
    var look =
        new io.partway.core.record.HistoryRecord.Revealed(
            "r1", pair, scene.association(pair).names(), now, "name", "sub");
    assertThat(scene.partway.looks().record(List.of(look), "sub", now, 1)).isTrue();
    assertThat(scene.partway.looks().record(List.of(look), "sub", now, 1)).isTrue();
    var other =
        new io.partway.core.record.HistoryRecord.Revealed(
            "r2", pair, scene.association(pair).names(), now, "name", "sub");
    assertThat(scene.partway.looks().record(List.of(other), "sub", now, 1)).isFalse();
    assertThat(scene.partway.looks().record(List.of(other), "else", now, 1)).isTrue();
  }

  @Test
  void aCheckpointMovesOnlyFromWhereItWas() {
    IntakeObjects.Ref file = new IntakeObjects.Ref("bucket", "in/customers.jsonl", "etag-1");
    var checkpoints = scene.partway.checkpoints();
    assertThat(checkpoints.read(file)).isEqualTo(Progress.START);
    Progress first =
        new Progress(100, 10, 7, 1, 1, 1, List.of(new Refused(3, "Wörter fehlen")), 1, false);
    Progress last = new Progress(200, 20, 17, 1, 1, 1, first.shown(), 1, true);

    assertThat(checkpoints.advance(file, Progress.START, first)).isTrue();
    assertThat(checkpoints.read(file)).isEqualTo(first);
    assertThat(checkpoints.advance(file, Progress.START, last)).isFalse();
    assertThat(checkpoints.advance(file, first, last)).isTrue();
    assertThat(checkpoints.advance(file, first, last)).isFalse();
    assertThat(checkpoints.read(file)).isEqualTo(last);
    assertThat(checkpoints.read(new IntakeObjects.Ref("bucket", "in/customers.jsonl", "etag-2")))
        .isEqualTo(Progress.START);
  }

  private Commit write(Known before, Known after) {
    return write(Objects.requireNonNull(before.association()).pair(), before, after);
  }

  private Commit write(Pair pair, Known before, Known after) {
    return scene.partway.facts().write(new Change(pair, before, after, List.of(), null));
  }

  private static Known after(Known before, Association association, Facts facts) {
    return new Known(
        association, before.associationVersion(), null, facts, before.spend(), before.revision());
  }
}
