package io.partway.core.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.MemoryStore;
import io.partway.core.Samples;
import io.partway.core.event.DomainEvent.AssociationEnded;
import io.partway.core.event.DomainEvent.EndCause;
import io.partway.core.event.EventId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListNotificationsTest {
  private static final Member ADMIN = Samples.admin(Party.PARTNER);
  private static final Member MANAGER = Samples.member(Party.PARTNER, Role.ACCOUNT_MANAGER);

  private final MemoryStore store = new MemoryStore();
  private final MemoryNotifications notifications = new MemoryNotifications();
  private final ListNotifications lists = new ListNotifications(notifications, store);

  /// So many, each of a customer of its own, of whom every third is the manager's.
  private void told(int count) {
    for (int i = 0; i < count; i++) {
      Pair pair = Samples.pair("customer-" + i, "partner-1");
      store.put(
          Samples.assignedTo(pair, i % 3 == 0 ? Samples.MANAGER : "else"), Samples.clearFacts());
      Notification.of(
              new AssociationEnded(
                  new EventId("event-" + i),
                  Samples.NOW.plus(Duration.ofSeconds(i / 2)),
                  pair,
                  EndCause.UPSTREAM))
          .forEach(notifications::keep);
    }
  }

  private List<String> all(Member member, boolean unreadOnly, int limit) {
    List<String> customers = new ArrayList<>();
    NotificationId after = null;
    do {
      ListNotifications.Page page = lists.list(member, unreadOnly, after, limit);
      assertThat(page.lines()).hasSizeLessThanOrEqualTo(limit);
      page.lines().forEach(line -> customers.add(line.notification().counterpartyId()));
      after = page.next();
    } while (after != null);
    return customers;
  }

  @Test
  void pagesHoldEachOnceNewestFirst() {
    told(60);
    for (int limit : new int[] {1, 7, 20, 59, 60, 61, 100}) {
      List<String> customers = all(ADMIN, false, limit);
      assertThat(customers).hasSize(60).doesNotHaveDuplicates();
      assertThat(customers.subList(0, 2)).containsExactlyInAnyOrder("customer-59", "customer-58");
    }
    assertThat(all(Samples.member(Party.PARTNER, Role.VIEWER), false, 20)).hasSize(60);
  }

  @Test
  void theLastPageSaysThatItIsTheLast() {
    told(20);
    assertThat(lists.list(ADMIN, false, null, 20).next()).isNull();
    assertThat(lists.list(ADMIN, false, null, 19).next()).isNotNull();
    ListNotifications.Page none =
        lists.list(new Member("u", Party.PARTNER, "partner-2", Role.ADMIN), false, null, 20);
    assertThat(none).isEqualTo(new ListNotifications.Page(List.of(), null, true));
  }

  @Test
  void anAccountManagerSeesThoseOfHisCustomersAndNothingElse() {
    told(60);
    List<String> customers = all(MANAGER, false, 7);
    assertThat(customers).hasSize(20).allMatch(id -> Integer.parseInt(id.substring(9)) % 3 == 0);
    assertThat(lists.unread(MANAGER)).isEqualTo(20);
    Notification.of(EventSamples.granted(Party.PARTNER)).forEach(notifications::keep);
    assertThat(lists.unread(MANAGER)).isEqualTo(20);
    assertThat(lists.unread(ADMIN)).isEqualTo(61);
    Notification foreign =
        notifications.of(Party.PARTNER, "partner-1").stream()
            .filter(n -> "customer-1".equals(n.counterpartyId()))
            .findFirst()
            .orElseThrow();
    assertThat(lists.find(MANAGER, foreign.id().value())).isEmpty();
    assertThat(lists.find(ADMIN, foreign.id().value())).contains(foreign);
  }

  @Test
  void aCustomersAccountManagerSeesNothing() {
    told(3);
    Member manager =
        new Member(Samples.MANAGER, Party.CUSTOMER, "customer-0", Role.ACCOUNT_MANAGER);
    assertThat(all(manager, false, 20)).isEmpty();
    assertThat(lists.unread(manager)).isZero();
  }

  @Test
  void readIsEachUsersOwn() {
    told(5);
    Notification newest = notifications.of(Party.PARTNER, "partner-1").getFirst();
    lists.markRead(ADMIN, newest);
    lists.markRead(ADMIN, newest);
    assertThat(lists.unread(ADMIN)).isEqualTo(4);
    assertThat(all(ADMIN, true, 2)).hasSize(4).doesNotContain(newest.counterpartyId());
    assertThat(lists.list(ADMIN, false, null, 1).lines().getFirst().read()).isTrue();
    Member colleague = new Member("colleague", Party.PARTNER, "partner-1", Role.ADMIN);
    assertThat(lists.unread(colleague)).isEqualTo(5);
  }

  @Test
  void namesComeFromTheAssociation() {
    told(1);
    ListNotifications.Line line = lists.list(ADMIN, false, null, 1).lines().getFirst();
    assertThat(line.names())
        .extracting(names -> names.counterpartyOf(Party.PARTNER))
        .isEqualTo("C***");
  }

  @Test
  void aPageReadsSoMuchAndNoMore() {
    told(400);
    // None of them is the manager's own.
    Member stranger = new Member("nobody", Party.PARTNER, "partner-1", Role.ACCOUNT_MANAGER);
    ListNotifications.Page page = lists.list(stranger, false, null, 20);
    assertThat(page.lines()).isEmpty();
    assertThat(page.complete()).isFalse();
    assertThat(page.next()).isNotNull();
    assertThat(notifications.pages).isEqualTo(10);
    assertThat(all(stranger, false, 20)).isEmpty();
  }

  @Test
  void theNewestTwoHundredAreCounted() {
    told(250);
    assertThat(lists.unread(ADMIN)).isEqualTo(200);
  }

  @Test
  void whatIsNoIdIsNothing() {
    told(1);
    assertThat(lists.find(ADMIN, "no id")).isEmpty();
    assertThat(lists.find(ADMIN, "0000000000000-event-0")).isEmpty();
  }
}
