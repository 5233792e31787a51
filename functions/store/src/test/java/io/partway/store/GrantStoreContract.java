package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Fault;
import io.partway.core.grant.ConfirmGrant;
import io.partway.core.grant.GrantId;
import io.partway.core.grant.GrantQuota;
import io.partway.core.grant.GrantStatus;
import io.partway.core.grant.GrantStore;
import io.partway.core.grant.GrantStore.Addition;
import io.partway.core.grant.GrantStore.KeyUse;
import io.partway.core.grant.GrantStore.Query;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.ingest.Report;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.policy.Policy;
import io.partway.core.quota.Grant;
import io.partway.core.quota.Quota;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.Decision;
import io.partway.core.request.RequestStore.Commit;
import io.partway.core.request.SubmitDisassociation.Outcome;
import io.partway.testkit.DynamoDbEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What grants can rely on, and what can rely on grants, whatever engine keeps them.
abstract class GrantStoreContract {
  private static final Member PARTNER = Scene.partner("P1");
  private static final QuotaScope SCOPE = new QuotaScope(Party.PARTNER, "P1", null);

  private DynamoDbEngine engine;
  private Scene scene;
  private GrantStore grants;
  private Pair pair;
  private Instant start;

  @BeforeEach
  void open(DynamoDbEngine engine) {
    this.engine = engine;
    scene = new Scene(engine);
    grants = scene.partway.grantStore();
    pair = scene.associate("C1", "P1");
    start = scene.clock.instant();
  }

  private Instant inDays(int days) {
    return start.plus(Duration.ofDays(days));
  }

  private Outcome withdrawn(String key) {
    Outcome outcome = scene.submit(PARTNER, pair, key);
    if (outcome instanceof Outcome.Submitted(var request)) {
      assertThat(scene.decide(PARTNER, request, Decision.WITHDRAW))
          .isInstanceOf(DecideRequest.Outcome.Decided.class);
    }
    return outcome;
  }

  private void passes(String key) {
    assertThat(withdrawn(key)).isInstanceOf(Outcome.Submitted.class);
  }

  private Quota refused(String key) {
    if (withdrawn(key) instanceof Outcome.QuotaExceeded(var quota)) {
      return quota;
    }
    throw new AssertionError("not refused");
  }

  private QuotaRegister register() {
    return scene.register(Party.PARTNER, pair);
  }

  private List<String> faults(int extra, String ticketNumber) {
    GrantQuota.Outcome outcome =
        Scene.grant(
            scene.partway, ticketNumber, Party.PARTNER, "P1", extra, ticketNumber, inDays(9));
    return ((GrantQuota.Outcome.Invalid) outcome).faults().stream().map(Fault::detail).toList();
  }

  @Test
  void aGrantRaisesTheLimitExactlyAndUntilItsVeryEnd() {
    List.of("k1", "k2", "k3").forEach(this::passes);
    assertThat(refused("k4").limit()).isEqualTo(3);

    scene.granted(Party.PARTNER, "P1", 3, "T-1", inDays(10));
    passes("k4");
    passes("k5");
    scene.clock.set(inDays(10).minusMillis(1));
    passes("k6");
    scene.clock.set(inDays(10));
    Quota after = refused("k7");
    assertThat(after.limit()).isEqualTo(3);
    assertThat(after.used()).isEqualTo(6);
    assertThat(after.grants()).isEmpty();
  }

  @Test
  void afterAnEndAsManySlotsHaveToBeReleasedAsTheGrantHadGiven() {
    for (int i = 0; i < 3; i++) {
      scene.clock.set(inDays(i));
      passes("k" + i);
    }
    scene.granted(Party.PARTNER, "P1", 1, "T-1", inDays(20));
    scene.granted(Party.PARTNER, "P1", 1, "T-2", inDays(200));
    scene.clock.set(inDays(3));
    passes("k3");
    scene.clock.set(inDays(4));
    passes("k4");

    // Five are used, and when the first slot is released four may be in the window.
    assertThat(refused("k5").nextAvailableAt()).isEqualTo(Instant.parse("2026-06-11T12:00:00Z"));
    scene.clock.set(Instant.parse("2026-06-11T11:59:59.999Z"));
    refused("k5");
    scene.clock.set(Instant.parse("2026-06-11T12:00:00Z"));
    passes("k5");
  }

  @Test
  void overlappingGrantsAddUpAndEndOneByOne() {
    scene.granted(Party.PARTNER, "P1", 1, "T-1", inDays(1));
    scene.granted(Party.PARTNER, "P1", 2, "T-2", inDays(2));
    IntStream.range(0, 6).forEach(i -> passes("k" + i));
    assertThat(refused("k").limit()).isEqualTo(6);
    scene.clock.set(inDays(1));
    assertThat(refused("k").limit()).isEqualTo(5);
    scene.clock.set(inDays(2));
    assertThat(refused("k").limit()).isEqualTo(3);

    assertThat(faults(3, "T-3"))
        .containsExactly("Grant at least 4: fewer would not let one more pass.");
    QuotaGrant large = scene.granted(Party.PARTNER, "P1", 4, "T-4", inDays(9));
    refused("k");
    Scene.confirm(scene.partway, Scene.operator("olga"), large);
    passes("k");
    assertThat(refused("k'").grants()).containsExactly(new Grant(4, "T-4", inDays(9)));
  }

  @Test
  void limitAndGrantsNeverExceedWhatARegisterHolds() {
    for (int i = 0; i < 7; i++) {
      scene.granted(Party.PARTNER, "P1", 3, "T-" + i, inDays(1));
    }
    assertThat(faults(1, "T-7")).hasSize(1);
    IntStream.range(0, 24).forEach(i -> passes("k" + i));
    assertThat(refused("k").limit()).isEqualTo(24);
    scene.clock.set(inDays(1));
    assertThat(faults(1, "T-8")).singleElement().asString().contains("leaves 21", "takes 22");
  }

  @Test
  void aTicketIsGoodForOneGrantUnderWhateverKey() {
    QuotaGrant first = scene.granted(Party.PARTNER, "P1", 2, "T-1", inDays(1));
    for (String key : List.of("partner-P1-T-1", "another", "another")) {
      assertThat(Scene.grant(scene.partway, key, Party.PARTNER, "P1", 2, "T-1", inDays(1)))
          .isEqualTo(new GrantQuota.Outcome.Replayed(first));
    }
    assertThat(Scene.grant(scene.partway, "third", Party.PARTNER, "P1", 1, "T-1", inDays(1)))
        .isEqualTo(new GrantQuota.Outcome.TicketUsed(first));
    assertThat(Scene.grant(scene.partway, "another", Party.PARTNER, "P1", 2, "T-2", inDays(1)))
        .isEqualTo(new GrantQuota.Outcome.KeyReused());
    assertThat(register().grants()).containsExactly(first.entry());
    scene.associate("C1", "P2");
    assertThat(scene.granted(Party.PARTNER, "P2", 2, "T-1", inDays(1)).id())
        .isNotEqualTo(first.id());
  }

  @Test
  void whatWaitsAddsNothingUntilASecondOperatorConfirmsIt() {
    QuotaGrant waiting = scene.granted(Party.PARTNER, "P1", 4, "T-1", inDays(1));
    assertThat(waiting.waiting()).isTrue();
    assertThat(register()).isEqualTo(QuotaRegister.EMPTY);
    assertThat(stored(waiting)).isEqualTo(waiting);

    scene.clock.set(start.plusSeconds(60));
    QuotaGrant confirmed = waiting.confirmed("olga", scene.clock.instant());
    assertThat(Scene.confirm(scene.partway, Scene.operator("olga"), waiting))
        .isEqualTo(new ConfirmGrant.Outcome.Confirmed(confirmed));
    assertThat(stored(waiting)).isEqualTo(confirmed);
    assertThat(register().grants()).containsExactly(waiting.entry());
    assertThat(Scene.confirm(scene.partway, Scene.operator("oona"), waiting))
        .isEqualTo(new ConfirmGrant.Outcome.AlreadyGranted(confirmed));
    assertThat(register().grantsVersion()).isEqualTo(1);
  }

  private @Nullable QuotaGrant stored(QuotaGrant grant) {
    return grants.read(null, grant.id(), null).grant();
  }

  @Test
  void nothingIsWrittenWhereAConditionFails() {
    QuotaGrant grant = grant("T-1", 1, start);
    KeyUse use = new KeyUse(grant.id(), "hash");
    Addition first = new Addition(register(), List.of(grant.entry()));
    passes("k1");
    assertThat(grants.enter(grant, "key", use, first))
        .as("a submit between")
        .isEqualTo(Commit.CONFLICT);
    Addition second = new Addition(register(), List.of(grant.entry()));
    assertThat(grants.enter(grant, "key", use, second)).isEqualTo(Commit.DONE);

    QuotaGrant other = grant("T-2", 1, start);
    Addition third = new Addition(register(), List.of(grant.entry(), other.entry()));
    assertThat(grants.enter(other, "key", new KeyUse(other.id(), "hash"), third))
        .as("a used key")
        .isEqualTo(Commit.CONFLICT);
    assertThat(grants.enter(grant, "key 2", use, third))
        .as("a used ticket")
        .isEqualTo(Commit.CONFLICT);
    assertThat(grants.enter(other, "key 2", new KeyUse(other.id(), "hash"), second))
        .as("a grant between")
        .isEqualTo(Commit.CONFLICT);
    assertThat(grants.remember("key", new KeyUse(other.id(), "hash"))).isEqualTo(Commit.CONFLICT);

    GrantStore.Filed filed = grants.read("key", grant.id(), SCOPE);
    assertThat(filed.use()).isEqualTo(use);
    assertThat(filed.grant()).isEqualTo(grant);
    assertThat(filed.register()).isEqualTo(register());
    assertThat(filed.register().grants()).containsExactly(grant.entry());
    assertThat(grants.read("key 2", other.id(), null))
        .isEqualTo(new GrantStore.Filed(null, null, QuotaRegister.EMPTY));
    // Confirmed is only what waits.
    assertThat(grants.confirm(grant, new Addition(register(), List.of())))
        .isEqualTo(Commit.CONFLICT);
    assertThat(grants.confirm(other, new Addition(register(), List.of())))
        .isEqualTo(Commit.CONFLICT);
  }

  private QuotaGrant grant(String ticketNumber, int extra, @Nullable Instant grantedAt) {
    return new QuotaGrant(
        GrantId.derive(Party.PARTNER, "P1", ticketNumber),
        SCOPE,
        extra,
        ticketNumber,
        "a reason",
        inDays(30),
        start,
        "otto",
        grantedAt,
        null);
  }

  @Test
  void whoWasEverAssociatedIsKnown() {
    scene.ingest(new Report.Ended(scene.associate("C2", "P2"), 2, start));
    for (String partner : List.of("P1", "P2")) {
      assertThat(grants.knows(Party.PARTNER, partner)).isTrue();
      assertThat(grants.knows(Party.CUSTOMER, partner)).isFalse();
    }
    for (String customer : List.of("C1", "C2")) {
      assertThat(grants.knows(Party.CUSTOMER, customer)).isTrue();
      assertThat(grants.knows(Party.PARTNER, customer)).isFalse();
    }
    assertThat(grants.knows(Scene.pair("C2", "P2"))).isTrue();
    assertThat(grants.knows(Scene.pair("C1", "P2"))).isFalse();
  }

  @Test
  void wherePairsCountForThemselvesAGrantIsForOne() {
    Scene pairs = new Scene(engine, Scene.scoped(Policy.Scope.PAIR));
    Pair one = pairs.associate("C1", "P1");
    Pair other = pairs.associate("C2", "P1");
    GrantQuota.Command command =
        new GrantQuota.Command("partner", "P1", "C1", 2L, "T-1", "a reason", inDays(9).toString());
    assertThat(pairs.partway.grants().grant(Scene.operator("otto"), "k", command, "hash"))
        .isInstanceOf(GrantQuota.Outcome.Entered.class);
    assertThat(pairs.register(Party.PARTNER, one).limitAt(start, 3)).isEqualTo(5);
    assertThat(pairs.register(Party.PARTNER, other)).isEqualTo(QuotaRegister.EMPTY);
  }

  @Test
  void theDeskListsAllAndFindsWhatItAsksFor() {
    scene.associate("C2", "P2");
    List<QuotaGrant> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      scene.clock.set(start.plusSeconds(i));
      all.addFirst(scene.granted(Party.PARTNER, i == 3 ? "P2" : "P1", 1, "T-" + i, inDays(1 + i)));
      all.addFirst(scene.granted(Party.CUSTOMER, "C1", 4, "T-" + i, inDays(1 + i)));
    }
    Instant now = start.plusSeconds(9);
    assertThat(ids(Query.ALL, now)).containsExactlyInAnyOrderElementsOf(ids(all));
    assertThat(found(Query.ALL, now))
        .extracting(QuotaGrant::at)
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
    for (Query query :
        List.of(
            new Query(Party.PARTNER, null, null, null, null, null),
            new Query(Party.PARTNER, "P1", null, null, null, null),
            new Query(null, "C1", null, null, null, null),
            new Query(null, "P2", GrantStatus.GRANTED, "T-3", null, null),
            new Query(null, null, GrantStatus.AWAITING_CONFIRMATION, null, null, null),
            new Query(null, null, null, "T-2", null, null),
            new Query(null, null, null, null, start.plusSeconds(1), start.plusSeconds(2)),
            new Query(
                Party.CUSTOMER, "C1", GrantStatus.AWAITING_CONFIRMATION, "T-1", start, null))) {
      List<QuotaGrant> expected = all.stream().filter(each -> query.matches(each, now)).toList();
      assertThat(expected).isNotEmpty().hasSizeLessThan(all.size());
      assertThat(ids(query, now))
          .as(query.toString())
          .containsExactlyInAnyOrderElementsOf(ids(expected));
    }
    assertThat(found(new Query(null, null, null, null, now, start), now)).isEmpty();
    assertThat(found(new Query(Party.CUSTOMER, "P1", null, null, null, null), now)).isEmpty();
    for (GrantStatus over : List.of(GrantStatus.ENDED, GrantStatus.LAPSED)) {
      assertThat(found(new Query(null, null, over, null, null, null), inDays(2)))
          .hasSize(2)
          .allMatch(each -> each.statusAt(inDays(2)) == over);
    }
  }

  @Test
  void whatIsConfirmedMovesToTheFrontAndIntoItsPartysRecords() {
    QuotaGrant waiting = scene.granted(Party.PARTNER, "P1", 4, "T-1", inDays(1));
    scene.clock.set(start.plusSeconds(1));
    QuotaGrant later = scene.granted(Party.PARTNER, "P1", 1, "T-2", inDays(1));
    scene.clock.set(start.plusSeconds(2));
    Scene.confirm(scene.partway, Scene.operator("olga"), waiting);

    assertThat(ids(Query.ALL, start.plusSeconds(3)))
        .containsExactly(waiting.id().value(), later.id().value());
  }

  /// Page by page, two at a time.
  private List<QuotaGrant> found(Query query, Instant now) {
    List<QuotaGrant> found = new ArrayList<>();
    String position = null;
    do {
      GrantStore.Slice slice = grants.page(query, now, position, 2);
      assertThat(slice.complete()).isTrue();
      assertThat(slice.grants()).hasSizeLessThanOrEqualTo(2);
      found.addAll(slice.grants());
      position = slice.next();
    } while (position != null);
    return found;
  }

  private List<String> ids(Query query, Instant now) {
    return ids(found(query, now));
  }

  private static List<String> ids(List<QuotaGrant> grants) {
    return grants.stream().map(grant -> grant.id().value()).toList();
  }
}
