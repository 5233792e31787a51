package io.partway.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.partway.core.MemoryStore;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.StoreUnavailable;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.eligibility.Facts.Account;
import io.partway.core.eligibility.Facts.Billing;
import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.eligibility.Facts.Term;
import io.partway.core.ingest.IngestFacts.Outcome;
import io.partway.core.ingest.Report.Relation;
import io.partway.core.party.Ids;
import io.partway.core.party.Party;
import io.partway.core.record.HistoryRecord;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import io.partway.core.search.Spend;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IngestFactsTest {
  private static final Instant T1 = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant T5 = Instant.parse("2025-05-01T00:00:00Z");
  private static final Instant T6 = Instant.parse("2025-06-01T00:00:00Z");
  private static final Outcome ACCEPTED = new Outcome.Accepted();
  private static final Outcome IGNORED = new Outcome.Ignored();
  private static final Outcome ALREADY_ENDED = new Outcome.AlreadyEnded();
  private static final Account FROZEN = new Account(false, List.of(), true, true);

  private final MemoryStore store = new MemoryStore();
  private final MovableClock clock = new MovableClock(Samples.NOW.plusNanos(7));
  private final IngestFacts ingest = new IngestFacts(store, clock, Samples.LEDGER);

  private static Report.Observed started(long version, Instant at, String name) {
    return related(version, AssociationType.RESELLER, at, name);
  }

  private static Report.Observed related(
      long version, @Nullable AssociationType type, @Nullable Instant at, String name) {
    Profile profile = new Profile("Nordlicht", name, null, null, null, null, List.of());
    return new Report.Observed(
        Samples.PAIR, version, new Relation(type, at, profile), null, null, null);
  }

  private static Report.Observed account(long version, Account account) {
    return new Report.Observed(Samples.PAIR, version, null, account, null, null);
  }

  private static Report.Observed billing(long version, String instance) {
    return new Report.Observed(Samples.PAIR, version, null, null, billingOf(instance), null);
  }

  private static Billing billingOf(String instance) {
    return new Billing(
        List.of(new Term(instance, Samples.NOW.plusSeconds(9))), List.of(), List.of(), List.of());
  }

  private static Report.Observed spend(long version, String amount) {
    return new Report.Observed(Samples.PAIR, version, null, null, null, spendOf(amount));
  }

  private static Spend spendOf(String amount) {
    return new Spend(new BigDecimal(amount), "EUR", null, null);
  }

  private static Report.Ended ended(long version, Instant at) {
    return new Report.Ended(Samples.PAIR, version, at);
  }

  private Known known() {
    return store.read(Samples.PAIR);
  }

  private Association association() {
    return Objects.requireNonNull(known().association());
  }

  @Test
  void aStartEstablishesAndIsRecorded() {
    assertThat(ingest.ingest(started(1, T1, "Ana"))).isEqualTo(ACCEPTED);
    assertThat(association())
        .isEqualTo(
            new Association(
                Samples.PAIR,
                AssociationState.ACTIVE,
                AssociationType.RESELLER,
                T1,
                null,
                new Profile("Nordlicht", "Ana", null, null, null, null, List.of()),
                null,
                null,
                Clearance.of(Facts.NONE),
                store.records.getFirst().entries().getFirst().head(),
                2));
    assertThat(known().associationVersion()).isEqualTo(1);
    assertThat(known().endedAt()).isNull();
    assertThat(store.records)
        .singleElement()
        .isInstanceOfSatisfying(
            HistoryRecord.Established.class,
            record -> {
              assertThat(Ids.wellFormed(record.id())).isTrue();
              assertThat(record.pair()).isEqualTo(Samples.PAIR);
              assertThat(record.names()).isEqualTo(association().names());
              assertThat(record.at()).isEqualTo(T1);
            });
    assertThat(store.writes).isEqualTo(1);
  }

  @Test
  void factsMayComeBeforeTheirAssociation() {
    assertThat(ingest.ingest(account(4, FROZEN))).isEqualTo(ACCEPTED);
    assertThat(ingest.ingest(spend(5, "7"))).isEqualTo(ACCEPTED);
    assertThat(known().association()).isNull();
    assertThat(ingest.ingest(started(1, T1, "Ana"))).isEqualTo(ACCEPTED);
    assertThat(association().clearance().manuallyFrozen()).isTrue();
    assertThat(association().autoFrozen()).isTrue();
    assertThat(Objects.requireNonNull(known().spend()).value()).isEqualTo(spendOf("7"));
  }

  @Test
  void anUnknownAssociationNeedsItsTypeAndItsStart() {
    for (Report incomplete :
        List.of(
            related(1, null, T1, "Ana"),
            related(1, AssociationType.REFERRAL, null, "Ana"),
            related(1, null, null, "Ana"))) {
      assertThat(ingest.ingest(incomplete))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.reason()).contains("associationType", "associatedAt"));
    }
    assertThat(store.writes).isZero();
  }

  @Test
  void streamsReplaceTheirOwnMembersOnly() {
    ingest.ingest(started(1, T1, "Ana"));
    ingest.ingest(account(2, FROZEN));
    ingest.ingest(billing(2, "ri-1"));
    ingest.ingest(spend(2, "7"));
    assertThat(known().facts())
        .isEqualTo(
            new Facts(
                new Reported<>(FROZEN, 2, Samples.NOW),
                new Reported<>(billingOf("ri-1"), 2, Samples.NOW)));
    assertThat(known().spend()).isEqualTo(new Reported<>(spendOf("7"), 2, Samples.NOW));

    clock.set(Samples.NOW.plusSeconds(5));
    assertThat(ingest.ingest(billing(3, "ri-2"))).isEqualTo(ACCEPTED);
    assertThat(known().facts())
        .isEqualTo(
            new Facts(
                new Reported<>(FROZEN, 2, Samples.NOW),
                new Reported<>(billingOf("ri-2"), 3, Samples.NOW.plusSeconds(5))));
    assertThat(association().clearance()).isEqualTo(Clearance.of(known().facts()));
    assertThat(association().profile().name()).isEqualTo("Ana");
    assertThat(known().associationVersion()).isEqualTo(1);
  }

  @Test
  void whatIsNotNewerIsIgnored() {
    ingest.ingest(started(5, T1, "Ana"));
    ingest.ingest(account(5, FROZEN));
    ingest.ingest(billing(5, "ri-1"));
    ingest.ingest(spend(5, "7"));
    Known before = known();
    int writes = store.writes;
    for (long version : new long[] {4, 5}) {
      assertThat(ingest.ingest(started(version, T6, "Bo"))).isEqualTo(IGNORED);
      assertThat(ingest.ingest(related(version, null, null, "Bo"))).isEqualTo(IGNORED);
      assertThat(ingest.ingest(account(version, Samples.account()))).isEqualTo(IGNORED);
      assertThat(ingest.ingest(billing(version, "ri-2"))).isEqualTo(IGNORED);
      assertThat(ingest.ingest(spend(version, "8"))).isEqualTo(IGNORED);
      assertThat(ingest.ingest(ended(version, T6))).isEqualTo(IGNORED);
    }
    assertThat(known()).isEqualTo(before);
    assertThat(store.writes).isEqualTo(writes);
  }

  @Test
  void aLineMayBeNewForOneStreamAndOldForAnother() {
    ingest.ingest(started(1, T1, "Ana"));
    ingest.ingest(account(9, FROZEN));
    Report line =
        new Report.Observed(
            Samples.PAIR,
            5,
            started(5, T1, "Bo").association(),
            Samples.account(),
            billingOf("ri-1"),
            spendOf("7"));
    assertThat(ingest.ingest(line)).isEqualTo(ACCEPTED);
    assertThat(association().profile().name()).isEqualTo("Bo");
    assertThat(Objects.requireNonNull(known().facts().account()).value()).isEqualTo(FROZEN);
    assertThat(Objects.requireNonNull(known().facts().billing()).version()).isEqualTo(5);
    assertThat(Objects.requireNonNull(known().spend()).version()).isEqualTo(5);
  }

  @Test
  void spendAloneDoesNotTouchTheAssociation() {
    ingest.ingest(started(1, T1, "Ana"));
    Association before = association();
    assertThat(ingest.ingest(spend(2, "7"))).isEqualTo(ACCEPTED);
    assertThat(association()).isEqualTo(before);
  }

  @Test
  void anUpdateKeepsWhatItDoesNotSay() {
    ingest.ingest(started(1, T1, "Ana"));
    DisassociationRequest pending = pend(Samples.NOW.plusMillis(1));
    assertThat(ingest.ingest(related(2, null, null, "Bo"))).isEqualTo(ACCEPTED);
    assertThat(association().type()).isEqualTo(AssociationType.RESELLER);
    assertThat(association().since()).isEqualTo(T1);
    assertThat(association().profile().name()).isEqualTo("Bo");
    assertThat(association().pending()).isEqualTo(pending.pending());
    assertThat(ingest.ingest(related(3, AssociationType.REFERRAL, T5, "Bo"))).isEqualTo(ACCEPTED);
    assertThat(association().type()).isEqualTo(AssociationType.REFERRAL);
    assertThat(association().since()).isEqualTo(T5);
    assertThat(known().associationVersion()).isEqualTo(3);
    assertThat(store.records).hasSize(1);
  }

  private DisassociationRequest pend(Instant expiresAt) {
    DisassociationRequest pending =
        Samples.submitted(
            new RequestId("r-1"), association(), Party.PARTNER, expiresAt.minus(Samples.EXPIRY));
    store.requests.put(pending.id(), pending);
    store.change(
        Samples.PAIR, a -> MemoryStore.holding(a, pending.pending()).entered(pending.head()));
    return pending;
  }

  @Test
  void anEndCancelsThePendingRequest() {
    ingest.ingest(started(1, T1, "Ana"));
    DisassociationRequest pending = pend(Samples.NOW.plusMillis(1));
    assertThat(ingest.ingest(ended(2, T5))).isEqualTo(ACCEPTED);
    assertThat(association().active()).isFalse();
    assertThat(association().endedAt()).isEqualTo(T5);
    assertThat(association().pending()).isNull();
    assertThat(store.request(pending.id()))
        .isEqualTo(
            pending
                .cancelled(Samples.NOW)
                .entered(
                    Samples.LEDGER,
                    store.records.getLast().entries().getLast().head(),
                    AssociationState.ENDED,
                    null,
                    null));
    assertThat(association().head()).isEqualTo(store.request(pending.id()).head());
    assertThat(store.records.getLast())
        .isInstanceOfSatisfying(
            HistoryRecord.Ended.class,
            record -> {
              assertThat(record.at()).isEqualTo(T5);
              assertThat(record.names()).isEqualTo(association().names());
              assertThat(record.id()).isNotEqualTo(store.records.getFirst().id());
            });
    assertThat(store.writes).isEqualTo(2);
  }

  @Test
  void anOverdueRequestHasExpiredBeforeTheEnd() {
    ingest.ingest(started(1, T1, "Ana"));
    DisassociationRequest overdue = pend(Samples.NOW);
    assertThat(ingest.ingest(ended(2, T5))).isEqualTo(ACCEPTED);
    assertThat(store.request(overdue.id())).isEqualTo(overdue);
    assertThat(association().pending()).isNull();
  }

  @Test
  void aRequestDecidedMeanwhileIsNotCancelled() {
    ingest.ingest(started(1, T1, "Ana"));
    DisassociationRequest pending = pend(Samples.NOW.plusMillis(1));
    DisassociationRequest withdrawn =
        Samples.decided(
            pending, Decision.WITHDRAW, Samples.admin(Party.PARTNER), null, null, Samples.NOW);
    store.beforeWrites.add(() -> {
      store.requests.put(pending.id(), withdrawn);
      store.change(Samples.PAIR, a -> MemoryStore.holding(a, null));
    });
    assertThat(ingest.ingest(ended(2, T5))).isEqualTo(ACCEPTED);
    assertThat(store.request(pending.id())).isEqualTo(withdrawn);
    assertThat(association().active()).isFalse();
    // Read while it was decided: the slot of before, and the record of after.
    store.put(Samples.active(), Samples.clearFacts());
    store.change(Samples.PAIR, a -> MemoryStore.holding(a, pending.pending()));
    assertThat(ingest.ingest(ended(2, T5))).isEqualTo(ACCEPTED);
    assertThat(store.request(pending.id())).isEqualTo(withdrawn);
    store.put(Samples.active(), Samples.clearFacts());
    store.change(Samples.PAIR, a -> MemoryStore.holding(a, pending.pending()));
    store.requests.clear();
    assertThat(ingest.ingest(ended(2, T5))).isEqualTo(ACCEPTED);
    assertThat(store.requests).isEmpty();
  }

  @Test
  void anEndAfterAnAgreementIsOnlyRemembered() {
    ingest.ingest(started(1, T1, "Ana"));
    store.change(Samples.PAIR, a -> a.ended(T5));
    Association before = association();
    assertThat(ingest.ingest(ended(4, T6))).isEqualTo(ALREADY_ENDED);
    assertThat(association()).isEqualTo(before);
    assertThat(known().associationVersion()).isEqualTo(4);
    assertThat(known().endedAt()).isNull();
    assertThat(store.records).hasSize(1);
    assertThat(ingest.ingest(ended(4, T6))).isEqualTo(IGNORED);
  }

  @ParameterizedTest
  @CsvSource({"2025-01-01T00:00:00Z", "2025-05-01T00:00:00Z"})
  void aNightlyImportRevivesNothing(Instant associatedAt) {
    ingest.ingest(started(1, T1, "Ana"));
    store.change(Samples.PAIR, a -> a.ended(T5));
    for (Report line :
        List.of(started(7, associatedAt, "Bo"), related(8, AssociationType.REFERRAL, null, "Bo"))) {
      assertThat(ingest.ingest(line)).isEqualTo(ALREADY_ENDED);
      assertThat(association().active()).isFalse();
      assertThat(association().profile().name()).isEqualTo("Ana");
    }
    assertThat(known().associationVersion()).isEqualTo(1);
    assertThat(store.writes).isEqualTo(1);
  }

  @Test
  void onlyAStartAfterTheEndRevives() {
    ingest.ingest(started(1, T1, "Ana"));
    ingest.ingest(account(1, FROZEN));
    ingest.ingest(ended(2, T5));
    // Neither an old report nor facts do.
    assertThat(ingest.ingest(started(2, T6, "Bo"))).isEqualTo(ALREADY_ENDED);
    assertThat(ingest.ingest(account(1, Samples.account()))).isEqualTo(ALREADY_ENDED);
    assertThat(association().active()).isFalse();
    long before = association().version();
    assertThat(ingest.ingest(related(3, null, T5.plusMillis(1), "Bo"))).isEqualTo(ACCEPTED);
    assertThat(association().active()).isTrue();
    assertThat(association().since()).isEqualTo(T5.plusMillis(1));
    assertThat(association().endedAt()).isNull();
    assertThat(association().type()).isEqualTo(AssociationType.RESELLER);
    assertThat(association().profile().name()).isEqualTo("Bo");
    assertThat(association().version()).isGreaterThan(before);
    assertThat(association().clearance().manuallyFrozen()).isTrue();
    // The earlier records stay.
    assertThat(store.records)
        .extracting(r -> r.getClass().getSimpleName())
        .containsExactly("Established", "Ended", "Established");
    assertThat(store.records).extracting(HistoryRecord::id).doesNotHaveDuplicates();
  }

  @Test
  void anEndDatedBeforeItsStartIsAnEndAllTheSame() {
    ingest.ingest(started(1, T6, "Ana"));
    ingest.ingest(ended(2, T5));
    assertThat(ingest.ingest(started(3, T6, "Ana"))).isEqualTo(ALREADY_ENDED);
    assertThat(association().active()).isFalse();
    assertThat(ingest.ingest(started(4, T6.plusMillis(1), "Ana"))).isEqualTo(ACCEPTED);
    assertThat(association().active()).isTrue();
  }

  @Test
  void aRevivalMayChangeTheType() {
    ingest.ingest(started(1, T1, "Ana"));
    ingest.ingest(ended(2, T5));
    ingest.ingest(related(3, AssociationType.REFERRAL, T6, "Ana"));
    assertThat(association().type()).isEqualTo(AssociationType.REFERRAL);
  }

  @Test
  void whatAnEndedAssociationIsReportedIsKeptForItsRevival() {
    ingest.ingest(started(1, T1, "Ana"));
    ingest.ingest(ended(2, T5));
    assertThat(ingest.ingest(account(3, FROZEN))).isEqualTo(ALREADY_ENDED);
    assertThat(ingest.ingest(spend(3, "7"))).isEqualTo(ALREADY_ENDED);
    ingest.ingest(started(4, T6, "Ana"));
    assertThat(association().clearance().manuallyFrozen()).isTrue();
    assertThat(Objects.requireNonNull(known().spend()).value()).isEqualTo(spendOf("7"));
  }

  @Test
  void anEndThatOvertookItsStartIsNotForgotten() {
    assertThat(ingest.ingest(ended(4, T5))).isEqualTo(ALREADY_ENDED);
    assertThat(known().association()).isNull();
    assertThat(known().endedAt()).isEqualTo(T5);
    // Facts and half a start change nothing about that.
    assertThat(ingest.ingest(account(2, FROZEN))).isEqualTo(ACCEPTED);
    assertThat(ingest.ingest(related(1, null, T1, "Ana"))).isEqualTo(IGNORED);
    assertThat(known().endedAt()).isEqualTo(T5);
    assertThat(ingest.ingest(started(1, T1, "Ana"))).isEqualTo(ALREADY_ENDED);
    assertThat(association().active()).isFalse();
    assertThat(association().since()).isEqualTo(T1);
    assertThat(association().endedAt()).isEqualTo(T5);
    assertThat(known().associationVersion()).isEqualTo(4);
    assertThat(known().endedAt()).isNull();
    assertThat(store.records)
        .extracting(HistoryRecord::at, HistoryRecord::names)
        .containsExactly(tuple(T1, association().names()), tuple(T5, association().names()));
  }

  @Test
  void aLaterLineOfAnOldStartDoesNotReviveEither() {
    ingest.ingest(ended(4, T5));
    assertThat(ingest.ingest(started(6, T5, "Ana"))).isEqualTo(ALREADY_ENDED);
    assertThat(association().active()).isFalse();
    assertThat(known().associationVersion()).isEqualTo(6);
  }

  @Test
  void aNewStartAfterAnOvertakingEndIsAStart() {
    ingest.ingest(ended(4, T5));
    assertThat(ingest.ingest(ended(3, T1))).isEqualTo(IGNORED);
    assertThat(ingest.ingest(ended(5, T5.plusSeconds(1)))).isEqualTo(ALREADY_ENDED);
    assertThat(known().endedAt()).isEqualTo(T5.plusSeconds(1));
    assertThat(ingest.ingest(started(6, T6, "Ana"))).isEqualTo(ACCEPTED);
    assertThat(association().active()).isTrue();
    assertThat(known().endedAt()).isNull();
    assertThat(store.records).hasSize(1);
  }

  /// What no order of arrival may change. How often an association was written, and under which of
  /// its names an ended one is remembered, does depend on it.
  private static String stateOf(Known known) {
    Association association = known.association();
    return known.associationVersion()
        + " "
        + known.endedAt()
        + " "
        + known.facts()
        + known.spend()
        + (association == null
            ? "none"
            : association.state()
                + " "
                + association.type()
                + " "
                + association.since()
                + " "
                + association.endedAt()
                + association.clearance()
                + association.autoFrozen()
                + (association.active() ? association.profile().name() : ""));
  }

  @Test
  void noOrderOfArrivalMakesADifference() {
    assertSameInAnyOrder(
        started(1, T1, "Ana"), account(2, FROZEN), billing(3, "ri-1"), spend(4, "7"));
    assertSameInAnyOrder(
        started(1, T1, "Ana"),
        account(1, Samples.account()),
        account(2, FROZEN),
        billing(1, "ri-1"),
        billing(2, "ri-2"),
        started(2, T1, "Bo"));
    assertSameInAnyOrder(
        started(1, T1, "Ana"),
        account(2, FROZEN),
        ended(4, T5),
        billing(3, "ri-1"),
        started(5, T6, "Bo"),
        spend(6, "7"));
    Report.Observed line =
        new Report.Observed(
            Samples.PAIR,
            2,
            started(2, T1, "Bo").association(),
            FROZEN,
            billingOf("ri-2"),
            spendOf("8"));
    assertSameInAnyOrder(
        started(1, T1, "Ana"),
        line,
        billing(3, "ri-3"),
        account(1, Samples.account()),
        spend(3, "9"));
  }

  @Test
  void anEndedAssociationHasTheSameHistoryInAnyOrder() {
    Set<Set<HistoryRecord>> histories = new HashSet<>();
    inAnyOrder(
        List.of(started(1, T1, "Ana"), account(2, FROZEN), ended(4, T5), billing(3, "ri-1")),
        after -> histories.add(Set.copyOf(after.records)));
    assertThat(histories).singleElement().satisfies(h -> assertThat(h).hasSize(2));
  }

  private static void assertSameInAnyOrder(Report... reports) {
    Set<String> states = new HashSet<>();
    inAnyOrder(List.of(reports), after -> states.add(stateOf(after.read(Samples.PAIR))));
    assertThat(states).hasSize(1);
  }

  /// Each order once; every report comes twice, since nothing delivers exactly once.
  private static void inAnyOrder(List<Report> reports, Consumer<MemoryStore> look) {
    for (List<Report> order : permutations(reports)) {
      MemoryStore store = new MemoryStore();
      IngestFacts ingest = new IngestFacts(store, new MovableClock(Samples.NOW), Samples.LEDGER);
      for (Report report : order) {
        ingest.ingest(report);
        Known once = store.read(Samples.PAIR);
        ingest.ingest(report);
        assertThat(store.read(Samples.PAIR)).isEqualTo(once);
      }
      look.accept(store);
    }
  }

  private static List<List<Report>> permutations(List<Report> reports) {
    if (reports.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Report>> all = new ArrayList<>();
    for (Report first : reports) {
      List<Report> rest = new ArrayList<>(reports);
      rest.remove(first);
      for (List<Report> order : permutations(rest)) {
        List<Report> whole = new ArrayList<>(order);
        whole.addFirst(first);
        all.add(whole);
      }
    }
    return all;
  }

  @Test
  void aLostRaceIsJudgedAnew() {
    ingest.ingest(started(1, T1, "Ana"));
    store.beforeWrites.add(() -> store.facts(Samples.PAIR, Samples.blockingFacts()));
    assertThat(ingest.ingest(account(2, FROZEN))).isEqualTo(ACCEPTED);
    assertThat(association().clearance().manuallyFrozen()).isTrue();
    assertThat(association().clearance().reservedInstancesUntil()).isNotNull();
  }

  @Test
  void aLostAnswerLeavesNothingTwice() {
    store.lostAnswers = 1;
    assertThat(ingest.ingest(started(1, T1, "Ana"))).isEqualTo(IGNORED);
    assertThat(store.records).hasSize(1);
    store.lostAnswers = 1;
    assertThat(ingest.ingest(ended(2, T5))).isEqualTo(IGNORED);
    assertThat(store.records).hasSize(2);
    assertThat(association().active()).isFalse();
  }

  @Test
  void givesUpWhenItKeepsLosing() {
    ingest.ingest(started(1, T1, "Ana"));
    int before = store.writes;
    for (int i = 0; i < 100; i++) {
      store.beforeWrites.add(() -> store.change(Samples.PAIR, a -> a));
    }
    assertThatThrownBy(() -> ingest.ingest(account(2, FROZEN)))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(store.writes - before).isEqualTo(16);
    assertThat(store.requests.values()).noneMatch(r -> r.status() == RequestStatus.CANCELLED);
  }
}
