package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.event.ChangeSource;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.EventBus;
import io.partway.core.event.EventId;
import io.partway.core.event.EventType;
import io.partway.core.event.Events;
import io.partway.core.event.RepublishEvents;
import io.partway.core.event.Tick;
import io.partway.core.grant.GrantId;
import io.partway.core.grant.GrantStore;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.history.Head;
import io.partway.core.ingest.Report;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.quota.QuotaScope;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.reveal.RevealCustomers;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every transition, taken through the use cases, and what its change of the table tells: once as
/// it happens, and then again in every way in which a stream may tell it.
@ExtendWith(EmbeddedDynamoDb.class)
class EventsTest {
  private final Scene scene;
  private final TableWatch watch;

  /// All that the stream has told, in order.
  private final List<Map<String, Object>> stream = new ArrayList<>();

  EventsTest(DynamoDbEngine engine) {
    scene = new Scene(engine);
    watch = new TableWatch(scene.client, scene.table);
  }

  @Test
  void everyTransitionTellsExactlyOneEventOfItsType() {
    everyTransition();
    assertThat(told(stream)).extracting(DomainEvent::id).doesNotHaveDuplicates();
  }

  @Test
  void announcesWhereTheChainEndsAfterEachStep() {
    everyTransition();
    Map<Pair, Long> ends = new HashMap<>();
    for (Map<String, Object> record : stream) {
      StreamRecords.change(record)
          .map(Events::announced)
          .orElse(List.of())
          .forEach(announced -> {
            Pair pair = announced.event().pair();
            Head head = announced.history();
            if (pair != null && head != null) {
              ends.merge(pair, head.sequence(), Math::max);
              assertThat(head.mac()).isNotEmpty();
            }
          });
    }
    assertThat(ends)
        .hasSize(3)
        .allSatisfy((pair, sequence) ->
            assertThat(scene.association(pair).head().sequence()).isEqualTo(sequence));
  }

  private void everyTransition() {
    Pair pair = scene.associate("C1", "P1");
    tells(EventType.ASSOCIATION_ESTABLISHED);

    DisassociationRequest request = scene.submitted(Scene.partner("P1"), pair, "k1");
    tells(EventType.DISASSOCIATION_REQUESTED);
    scene.decide(Scene.customer("C1"), request, Decision.REJECT);
    tells(EventType.DISASSOCIATION_REJECTED);

    request = scene.submitted(Scene.customer("C1"), pair, "k2");
    tells(EventType.DISASSOCIATION_REQUESTED);
    scene.decide(Scene.customer("C1"), request, Decision.WITHDRAW);
    tells(EventType.DISASSOCIATION_WITHDRAWN);

    request = scene.submitted(Scene.customer("C1"), pair, "k3");
    tells(EventType.DISASSOCIATION_REQUESTED);
    scene.clock.set(request.expiresAt());
    scene.partway.tick().run();
    tells(EventType.DISASSOCIATION_EXPIRED);

    request = scene.submitted(Scene.partner("P1"), pair, "k4");
    tells(EventType.DISASSOCIATION_REQUESTED);
    scene.decide(Scene.customer("C1"), request, Decision.AGREE);
    tells(EventType.DISASSOCIATION_AGREED, EventType.ASSOCIATION_ENDED);

    Pair other = scene.associate("C2", "P1");
    tells(EventType.ASSOCIATION_ESTABLISHED);
    scene.submitted(Scene.partner("P1"), other, "k5");
    tells(EventType.DISASSOCIATION_REQUESTED);
    scene.ingest(new Report.Ended(other, 99, scene.clock.instant()));
    tells(EventType.DISASSOCIATION_CANCELLED, EventType.ASSOCIATION_ENDED);

    scene.associate("C3", "P1");
    tells(EventType.ASSOCIATION_ESTABLISHED);
    scene
        .partway
        .reveals()
        .reveal(Scene.partner("P1"), new RevealCustomers.Command("name", List.of("C3")));
    tells(EventType.CUSTOMER_REVEALED);

    grant();
    tells(EventType.QUOTA_GRANTED);
  }

  @Test
  void redeliveredShuffledCutAndRepublishedTheEventsAreTheSame() throws IOException {
    everyTransition();
    Set<EventId> once = ids(told(stream));
    Set<DomainEvent> events = Set.copyOf(told(stream));

    List<Map<String, Object>> disordered = new ArrayList<>(stream);
    disordered.addAll(stream);
    Collections.shuffle(disordered, new Random(7));
    assertThat(Set.copyOf(told(disordered))).isEqualTo(events);

    // A consumer who keeps the ids that he has handled hears each event once, whatever comes when.
    for (int from = 0; from < stream.size(); from++) {
      List<Map<String, Object>> cut = stream.subList(from, stream.size());
      assertThat(once).containsAll(ids(told(cut)));
      assertThat(republished(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")))
          .containsAll(told(cut));
    }
    assertThat(Set.copyOf(republished(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"))))
        .isEqualTo(events);
  }

  @Test
  void republishingKeepsToItsSpanBothEndsIncluded() throws IOException {
    Pair pair = scene.associate("C1", "P1");
    DisassociationRequest request = scene.submitted(Scene.partner("P1"), pair, "k1");
    Instant submitted = scene.clock.instant();
    scene.clock.advance(Duration.ofMinutes(1));
    scene.decide(Scene.customer("C1"), request, Decision.REJECT);
    Instant rejected = scene.clock.instant();

    assertThat(republished(submitted, submitted))
        .extracting(DomainEvent::type)
        .containsExactly(EventType.DISASSOCIATION_REQUESTED);
    assertThat(republished(submitted.plusMillis(1), rejected))
        .extracting(DomainEvent::type)
        .containsExactly(EventType.DISASSOCIATION_REJECTED);
    assertThat(republished(rejected.plusMillis(1), rejected.plusSeconds(1))).isEmpty();
  }

  @Test
  void aBusThatTakesNothingFailsTheRunAndTheNextOneTellsAll() throws IOException {
    scene.associate("C1", "P1");
    EventBus broken =
        events -> {
          throw new IOException("refused");
        };
    RepublishEvents republish = new RepublishEvents(scene.partway.changes(), broken);
    assertThatThrownBy(() -> republish.republish(Instant.EPOCH, scene.clock.instant(), null))
        .isInstanceOf(IOException.class);
    assertThat(republished(Instant.EPOCH, scene.clock.instant())).hasSize(1);
  }

  @Test
  void theScanGoesOnWhereItStopped() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      pairs.add(Scene.pair("C" + i, "P1"));
    }
    scene.associateAll(pairs);
    scene.associate("D1", "P1");
    ChangeSource source = scene.partway.changes();

    int pages = 0;
    List<DomainEvent> told = new ArrayList<>();
    ChangeSource.Position position = null;
    do {
      ChangeSource.Page page = source.page(position);
      page.changes().forEach(change -> told.addAll(Events.of(change)));
      position = page.next();
      pages++;
    } while (position != null);
    assertThat(pages).isGreaterThan(1);
    assertThat(told).extracting(DomainEvent::id).doesNotHaveDuplicates();
    assertThat(told).anyMatch(e -> Scene.pair("D1", "P1").equals(e.pair()));
  }

  @Test
  void remindsSevenThreeAndOneDaysBefore() {
    Pair pair = scene.associate("C1", "P1");
    DisassociationRequest request = scene.submitted(Scene.partner("P1"), pair, "k1");
    watch.changes();
    Instant deadline = request.expiresAt();

    assertThat(tickAt(deadline.minus(Duration.ofDays(7)).minusMillis(1)).reminders()).isZero();
    for (int days : new int[] {7, 3, 1}) {
      assertThat(tickAt(deadline.minus(Duration.ofDays(days))).reminders()).isOne();
      assertThat(told(watch.changes()))
          .singleElement()
          .isInstanceOfSatisfying(
              DomainEvent.RequestReminder.class,
              reminder -> {
                assertThat(reminder.daysLeft()).isEqualTo(days);
                assertThat(reminder.initiator()).isEqualTo(Party.PARTNER);
                assertThat(reminder.requestId()).isEqualTo(request.id());
              });
      assertThat(tickAt(scene.clock.instant().plusSeconds(60)).reminders()).isZero();
    }
    assertThat(tickAt(deadline))
        .extracting(Tick::reminders, Tick::expired, Tick::complete)
        .containsExactly(0, 1, true);
    assertThat(scene.partway.ticks().last()).isNotNull();
  }

  @Test
  void afterAJumpOnlyTheNearestReminderIsSaid() {
    Pair pair = scene.associate("C1", "P1");
    DisassociationRequest request = scene.submitted(Scene.partner("P1"), pair, "k1");
    watch.changes();

    tickAt(request.expiresAt().minus(Duration.ofHours(30)));
    // Three days is the nearest point that has passed; what it says is how many are really left.
    assertThat(told(watch.changes()))
        .singleElement()
        .isInstanceOfSatisfying(
            DomainEvent.RequestReminder.class,
            reminder -> assertThat(reminder.daysLeft()).isEqualTo(2));
    assertThat(tickAt(request.expiresAt().minus(Duration.ofHours(24))).reminders()).isOne();
  }

  @Test
  void nobodyIsRemindedOfWhatIsDecidedOrOfWhatHasJustCome() {
    Pair decided = scene.associate("C1", "P1");
    DisassociationRequest request = scene.submitted(Scene.partner("P1"), decided, "k1");
    scene.decide(Scene.customer("C1"), request, Decision.REJECT);
    assertThat(tickAt(request.expiresAt().minus(Duration.ofDays(1))).reminders()).isZero();

    // Its deadline is fifteen days away, further than any reminder.
    scene.submitted(Scene.customer("C1"), decided, "k2");
    assertThat(scene.partway.tick().run().reminders()).isZero();
  }

  @Test
  void twoTicksAtOnceRemindOnce() {
    Pair pair = scene.associate("C1", "P1");
    DisassociationRequest request = scene.submitted(Scene.partner("P1"), pair, "k1");
    watch.changes();
    scene.clock.set(request.expiresAt().minus(Duration.ofDays(3)));
    Tick before = scene.partway.ticks().last();
    assertThat(before).isNull();
    scene.partway.tick().run();
    // As one who has read what the last tick was before the other wrote it.
    Tick stale = new Tick(Instant.EPOCH, 0, 0, 0, true, Instant.EPOCH);
    scene.partway.ticks().keep(stale);
    assertThat(scene.partway.tick().run().reminders()).isZero();
    assertThat(told(watch.changes())).hasSize(1);
  }

  @Test
  void theStreamTellsNothingOfOtherItemsAndOfGoneOnes() {
    Pair pair = scene.associate("C1", "P1");
    long others = watch.changes().stream().filter(c -> StreamRecords.change(c).isEmpty()).count();
    assertThat(others).isPositive();
    assertThat(pair).isNotNull();
    assertThat(StreamRecords.change(Map.of("OldImage", Map.of()))).isEmpty();
    assertThatThrownBy(() -> StreamRecords.change(Map.of("NewImage", Map.of("kind", "reveal"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Tick tickAt(Instant now) {
    scene.clock.set(now);
    return scene.partway.tick().run();
  }

  private void grant() {
    QuotaScope scope = new QuotaScope(Party.PARTNER, "P1", null);
    GrantId id = GrantId.derive(scope.party(), scope.partyId(), "T-1");
    Instant now = scene.clock.instant();
    QuotaGrant entered =
        new QuotaGrant(
            id, scope, 5, "T-1", "why", now.plus(Duration.ofDays(30)), now, "op-1", null, null);
    GrantStore grants = scene.partway.grantStore();
    grants.enter(entered, "key", new GrantStore.KeyUse(id, "hash"), null);
    tells();
    grants.confirm(
        entered.confirmed("op-2", now),
        new GrantStore.Addition(grants.read(null, id, scope).register(), List.of(entered.entry())));
  }

  /// What the change since the last look tells.
  private void tells(EventType... types) {
    List<Map<String, Object>> changes = watch.changes();
    stream.addAll(changes);
    assertThat(told(changes)).extracting(DomainEvent::type).containsExactlyInAnyOrder(types);
  }

  private List<DomainEvent> republished(Instant from, Instant to) throws IOException {
    List<DomainEvent> told = new ArrayList<>();
    RepublishEvents.Progress progress =
        new RepublishEvents(
                scene.partway.changes(),
                announced -> announced.forEach(each -> told.add(each.event())))
            .republish(from, to, null);
    assertThat(progress).isEqualTo(new RepublishEvents.Progress(told.size(), 0, null));
    return told;
  }

  private static List<DomainEvent> told(List<Map<String, Object>> records) {
    return records.stream()
        .flatMap(record -> StreamRecords.change(record).stream())
        .flatMap(change -> Events.of(change).stream())
        .toList();
  }

  private static Set<EventId> ids(List<DomainEvent> events) {
    return events.stream().map(DomainEvent::id).collect(Collectors.toSet());
  }
}
