package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.association.RequestId;
import io.partway.core.event.EventId;
import io.partway.core.message.Channel;
import io.partway.core.notification.Delivery;
import io.partway.core.notification.DeliveryStore;
import io.partway.core.notification.DeliveryStore.Claim;
import io.partway.core.notification.Notification;
import io.partway.core.notification.NotificationId;
import io.partway.core.notification.NotificationStore;
import io.partway.core.notification.NotificationType;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.testkit.DynamoDbEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What the lists of notifications and the claims of messages can rely on, whatever engine keeps
/// them.
abstract class NotificationStoreContract {
  private static final Pair PAIR = Scene.pair("C1", "P1");
  private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");
  private static final Duration LEASE = Duration.ofSeconds(45);
  private static final Member ADMIN = new Member("u#1", Party.PARTNER, "P1", Role.ADMIN);

  private Scene scene;
  private NotificationStore notifications;
  private DeliveryStore deliveries;

  @BeforeEach
  void open(DynamoDbEngine engine) {
    scene = new Scene(engine);
    Partway partway = scene.over(scene.client, 11);
    notifications = partway.notifications();
    deliveries = partway.deliveries();
  }

  private static Notification requested(String event, Instant at) {
    return new Notification(
        new EventId(event),
        NotificationType.DISASSOCIATION_REQUESTED,
        at,
        Party.PARTNER,
        "P1",
        PAIR,
        new RequestId("r-1"),
        at.plus(Duration.ofDays(15)),
        null);
  }

  private static Notification granted(String event) {
    return new Notification(
        new EventId(event),
        NotificationType.QUOTA_GRANTED,
        NOW,
        Party.PARTNER,
        "P1",
        null,
        null,
        NOW.plus(Duration.ofDays(30)),
        2);
  }

  @Test
  void aNotificationIsKeptOnceAndReadsAsItWasWritten() {
    Notification requested = requested("e-1", NOW);
    assertThat(notifications.keep(requested)).isTrue();
    assertThat(notifications.keep(requested)).isFalse();
    assertThat(notifications.find(Party.PARTNER, "P1", requested.id())).isEqualTo(requested);
    Notification granted = granted("e-2");
    notifications.keep(granted);
    assertThat(notifications.find(Party.PARTNER, "P1", granted.id())).isEqualTo(granted);
    assertThat(notifications.find(Party.PARTNER, "P2", requested.id())).isNull();
    assertThat(notifications.find(Party.CUSTOMER, "P1", requested.id())).isNull();
  }

  @Test
  void theSameEventIsTwoNotificationsOfTwoParties() {
    Notification ofPartner = requested("e-1", NOW);
    Notification ofCustomer =
        new Notification(
            ofPartner.event(),
            ofPartner.type(),
            NOW,
            Party.CUSTOMER,
            "C1",
            PAIR,
            ofPartner.request(),
            null,
            null);
    assertThat(notifications.keep(ofPartner)).isTrue();
    assertThat(notifications.keep(ofCustomer)).isTrue();
    assertThat(notifications.page(Party.CUSTOMER, "C1", null, 10).notifications())
        .containsExactly(ofCustomer);
  }

  @Test
  void manyAtOnceKeepItOnce() throws Exception {
    List<Future<Boolean>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(() -> notifications.keep(requested("e-1", NOW))));
      }
    }
    int kept = 0;
    for (Future<Boolean> answer : answers) {
      kept += answer.get() ? 1 : 0;
    }
    assertThat(kept).isEqualTo(1);
    assertThat(notifications.page(Party.PARTNER, "P1", null, 10).notifications()).hasSize(1);
  }

  @Test
  void pagesGoFromTheNewestToTheOldest() {
    List<Notification> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(requested("e-" + i, NOW.plusSeconds(i)));
    }
    List<Notification> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(3));
    shuffled.forEach(notifications::keep);
    Collections.reverse(all);
    for (int limit : new int[] {1, 3, 6, 7, 8}) {
      List<Notification> read = new ArrayList<>();
      NotificationId before = null;
      NotificationStore.Slice slice;
      do {
        slice = notifications.page(Party.PARTNER, "P1", before, limit);
        assertThat(slice.notifications()).hasSizeLessThanOrEqualTo(limit);
        read.addAll(slice.notifications());
        before = read.getLast().id();
      } while (slice.more());
      assertThat(read).isEqualTo(all);
    }
    assertThat(notifications.page(Party.PARTNER, "P2", null, 5))
        .isEqualTo(new NotificationStore.Slice(List.of(), false));
  }

  @Test
  void readMarksAreEachUsersOwn() {
    Notification first = requested("e-1", NOW);
    Notification second = requested("e-2", NOW.plusSeconds(1));
    Notification third = requested("e-3", NOW.plusSeconds(2));
    notifications.markRead(ADMIN, first);
    notifications.markRead(ADMIN, second);
    notifications.markRead(ADMIN, second);
    assertThat(notifications.read(ADMIN, first.id(), third.id()))
        .isEqualTo(Set.of(first.id(), second.id()));
    assertThat(notifications.read(ADMIN, second.id(), second.id())).isEqualTo(Set.of(second.id()));
    assertThat(notifications.read(ADMIN, third.id(), third.id())).isEmpty();
    Member colleague = new Member("u", Party.PARTNER, "P1", Role.ADMIN);
    assertThat(notifications.read(colleague, first.id(), third.id())).isEmpty();
    Member elsewhere = new Member("u#1", Party.CUSTOMER, "P1", Role.ADMIN);
    assertThat(notifications.read(elsewhere, first.id(), third.id())).isEmpty();
  }

  private static Delivery delivery(String address) {
    return new Delivery(requested("e-1", NOW), Channel.EMAIL, address);
  }

  private Claim claim(Delivery delivery, Instant now) {
    return deliveries.claim(delivery, now, now.minus(LEASE));
  }

  @Test
  void whatHasGoneOutIsLeft() {
    Delivery delivery = delivery("a@x.example");
    assertThat(claim(delivery, NOW)).isEqualTo(Claim.FIRST);
    deliveries.sent(delivery, NOW);
    assertThat(claim(delivery, NOW.plus(Duration.ofDays(90)))).isEqualTo(Claim.SENT);
    assertThat(claim(delivery("b@x.example"), NOW)).isEqualTo(Claim.FIRST);
    assertThat(claim(new Delivery(delivery.notification(), Channel.SMS, "a@x.example"), NOW))
        .isEqualTo(Claim.FIRST);
  }

  @Test
  void aClaimIsSomebodysUntilItIsStale() {
    Delivery delivery = delivery("a@x.example");
    claim(delivery, NOW);
    assertThat(claim(delivery, NOW.plus(LEASE).minusMillis(1))).isEqualTo(Claim.BUSY);
    Instant later = NOW.plus(LEASE);
    assertThat(claim(delivery, later)).isEqualTo(Claim.REPEAT);
    // Who was taken for dead says what came of it, too late.
    deliveries.notSent(delivery, NOW);
    deliveries.unknown(delivery, NOW);
    assertThat(claim(delivery, later)).isEqualTo(Claim.BUSY);
    deliveries.sent(delivery, later);
    assertThat(claim(delivery, later.plus(LEASE))).isEqualTo(Claim.SENT);
  }

  @Test
  void aSettledClaimIsOpenAtOnce() {
    Delivery refused = delivery("refused@x.example");
    claim(refused, NOW);
    deliveries.notSent(refused, NOW);
    assertThat(claim(refused, NOW)).isEqualTo(Claim.FIRST);
    Delivery unknown = delivery("unknown@x.example");
    claim(unknown, NOW);
    deliveries.unknown(unknown, NOW);
    assertThat(claim(unknown, NOW)).isEqualTo(Claim.REPEAT);
  }

  @Test
  void ofManyClaimsAtOnceOneIsGood() throws Exception {
    Delivery delivery = delivery("a@x.example");
    for (Instant now : List.of(NOW, NOW.plus(LEASE))) {
      Map<Claim, Integer> claims = new EnumMap<>(Claim.class);
      List<Future<Claim>> answers = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 8; i++) {
          // No two claims of one instant: it tells them apart.
          Instant mine = now.plusMillis(i);
          answers.add(threads.submit(() -> deliveries.claim(delivery, mine, now.minus(LEASE))));
        }
      }
      for (Future<Claim> answer : answers) {
        claims.merge(answer.get(), 1, Integer::sum);
      }
      assertThat(claims)
          .isEqualTo(Map.of(now.equals(NOW) ? Claim.FIRST : Claim.REPEAT, 1, Claim.BUSY, 7));
      // Whichever was good comes to nobody knows what.
      for (int i = 0; i < 8; i++) {
        deliveries.unknown(delivery, now.plusMillis(i));
      }
    }
  }

  @Test
  void noItemHoldsAnAddressOrAName() {
    claim(delivery("somebody@x.example"), NOW);
    notifications.keep(requested("e-1", NOW));
    List<Map<String, AttributeValue>> items =
        scene.client.scan(r -> r.tableName(scene.table.value())).items();
    assertThat(items).hasSize(2);
    assertThat(items)
        .allSatisfy(item -> assertThat(item).containsKey("ttl").doesNotContainKey("kind"));
    assertThat(items.toString()).doesNotContain("somebody");
  }
}
