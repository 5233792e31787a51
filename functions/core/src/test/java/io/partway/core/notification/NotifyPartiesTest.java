package io.partway.core.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.partway.core.Deadline;
import io.partway.core.Limit;
import io.partway.core.MemoryStore;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.DomainEvent.EndCause;
import io.partway.core.message.Channel;
import io.partway.core.message.Language;
import io.partway.core.message.Message;
import io.partway.core.message.MessageSender.Outcome;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.request.RequestStatus;
import io.partway.core.settings.Contact;
import io.partway.core.settings.PartySettings;
import io.partway.core.settings.Settings;
import io.partway.core.settings.SettingsStore;
import io.partway.core.settings.UserSettings;
import io.partway.core.verification.SpentCode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NotifyPartiesTest {
  private static final Contact ANA =
      new Contact(
          "Ana",
          "ana@aurora.example",
          "+34600000001",
          Language.ES,
          ZoneId.of("Europe/Madrid"),
          EnumSet.allOf(Channel.class));
  private static final Contact WEI =
      new Contact(
          "Wei",
          "wei@cedar.example",
          null,
          Language.ZH_HANS,
          ZoneId.of("Asia/Shanghai"),
          EnumSet.of(Channel.EMAIL));

  private final MovableClock clock = new MovableClock(Samples.NOW);
  private final MemoryStore store = new MemoryStore().put(Samples.active(), Samples.clearFacts());
  private final MemoryNotifications notifications = new MemoryNotifications();
  private final Contacts contacts = new Contacts();
  private final List<Message> out = Collections.synchronizedList(new ArrayList<>());
  private Function<Message, Outcome> carrier = _ -> new Outcome.Accepted("ok");

  private final NotifyParties notify =
      new NotifyParties(
          notifications, notifications, store, store, contacts, this::carry, new Wording(), clock);

  private Outcome carry(Message message) {
    Outcome outcome = carrier.apply(message);
    if (outcome instanceof Outcome.Accepted) {
      out.add(message);
    }
    return outcome;
  }

  private static final class Contacts implements SettingsStore {
    final Map<Party, List<Contact>> of = new EnumMap<>(Party.class);

    @Override
    public Settings read(Member member) {
      return new Settings(party(member.party(), member.partyId()), UserSettings.STANDARD);
    }

    @Override
    public PartySettings party(Party party, String partyId) {
      return new PartySettings(false, of.getOrDefault(party, List.of()), 1);
    }

    @Override
    public boolean write(
        Member member,
        @Nullable PartySettings party,
        @Nullable UserSettings user,
        @Nullable SpentCode code) {
      throw new UnsupportedOperationException("nothing is changed here");
    }
  }

  private NotifyParties.Told tell(DomainEvent event) {
    return notify.tell(event);
  }

  private List<NotificationType> listOf(Party party) {
    return notifications.of(party, Samples.PAIR.idOf(party)).stream()
        .map(Notification::type)
        .toList();
  }

  @Test
  void anEventIsListedOnceHoweverOftenItComes() {
    DomainEvent event = EventSamples.moved(RequestStatus.EXPIRED, Party.PARTNER);
    assertThat(tell(event)).isEqualTo(new NotifyParties.Told(2, 0, 0, 0, List.of()));
    assertThat(tell(event)).isEqualTo(NotifyParties.Told.NOTHING);
    assertThat(listOf(Party.PARTNER)).containsExactly(NotificationType.DISASSOCIATION_EXPIRED);
    assertThat(listOf(Party.CUSTOMER)).containsExactly(NotificationType.DISASSOCIATION_EXPIRED);
  }

  @Test
  void theOtherSideIsToldOnItsChannelsInItsLanguageAndZone() {
    contacts.of.put(Party.CUSTOMER, List.of(WEI));
    contacts.of.put(Party.PARTNER, List.of(ANA));
    assertThat(tell(EventSamples.moved(RequestStatus.PENDING, Party.PARTNER)).sent()).isEqualTo(1);
    assertThat(out)
        .singleElement()
        .isInstanceOfSatisfying(
            Message.Email.class,
            mail -> {
              assertThat(mail.to()).isEqualTo("wei@cedar.example");
              assertThat(mail.subject()).isEqualTo("Nordlicht Systems（partner-1）申请与您解除关联");
              assertThat(mail.text()).contains("2026年3月25日 17:30（Asia/Shanghai）");
              assertThat(mail.topic())
                  .isEqualTo(Message.Topic.of("pending-of-partner").told("customer-customer-1"));
            });
    out.clear();
    tell(EventSamples.moved(RequestStatus.PENDING, Party.CUSTOMER));
    assertThat(out)
        .extracting(Message::to)
        .containsExactlyInAnyOrder(ANA.email(), ANA.phoneNumber());
    assertThat(out)
        .extracting(Message::text)
        .allSatisfy(text ->
            assertThat(text)
                .contains("A*** (customer-1)", "25 de marzo de 2026, 10:30 (Europe/Madrid)")
                .doesNotContain("Ana Lopez"));
  }

  @Test
  void whoeverActedGetsNoMessage() {
    contacts.of.put(Party.PARTNER, List.of(ANA));
    assertThat(tell(EventSamples.moved(RequestStatus.WITHDRAWN, Party.PARTNER)).sent()).isZero();
    assertThat(tell(EventSamples.ended(EndCause.AGREED))).isEqualTo(NotifyParties.Told.NOTHING);
    assertThat(out).isEmpty();
  }

  @Test
  void redeliveredShuffledAndRepublishedEventsSendEverythingOnce() {
    contacts.of.put(Party.PARTNER, List.of(ANA));
    contacts.of.put(Party.CUSTOMER, List.of(WEI));
    List<DomainEvent> events = new ArrayList<>();
    for (RequestStatus status : RequestStatus.values()) {
      events.add(EventSamples.moved(status, Party.PARTNER));
      events.add(EventSamples.moved(status, Party.CUSTOMER));
    }
    events.add(EventSamples.ended(EndCause.UPSTREAM));
    events.add(EventSamples.granted(Party.PARTNER));
    List<DomainEvent> deliveries = new ArrayList<>();
    for (int times = 0; times < 5; times++) {
      deliveries.addAll(events);
    }
    Collections.shuffle(deliveries, new Random(42));
    for (DomainEvent event : deliveries) {
      tell(event);
      clock.advance(Duration.ofMinutes(7));
    }
    List<Notification> listed = new ArrayList<>(notifications.of(Party.PARTNER, "partner-1"));
    listed.addAll(notifications.of(Party.CUSTOMER, "customer-1"));
    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            events.stream().flatMap(event -> Notification.of(event).stream()).toList());
    for (Notification notification : listed) {
      Contact contact = notification.party() == Party.PARTNER ? ANA : WEI;
      for (Channel channel : contact.channels()) {
        assertThat(out)
            .filteredOn(message ->
                message.topic().about().equals(notification.event().value())
                    && message.to().equals(contact.address(channel)))
            .as(notification + " " + channel)
            .hasSize(1);
      }
    }
    assertThat(out).noneMatch(message -> message.topic().possibleRepeat());
    assertThat(out).noneMatch(message -> (message + message.text()).contains("Ana Lopez"));
  }

  @Test
  void aCrashBetweenClaimAndSendingIsMadeGoodOnceAndMarked() {
    contacts.of.put(Party.CUSTOMER, List.of(WEI));
    DomainEvent event = EventSamples.moved(RequestStatus.PENDING, Party.PARTNER);
    Delivery delivery =
        new Delivery(Notification.of(event).getFirst(), Channel.EMAIL, "wei@cedar.example");
    notifications.claim(delivery, clock.instant(), clock.instant());
    assertThat(tell(event).failures()).containsExactly("email: being sent");
    assertThat(out).isEmpty();

    clock.advance(Duration.ofSeconds(Limit.DELIVERY_CLAIM_SECONDS.standard()));
    assertThat(tell(event)).isEqualTo(new NotifyParties.Told(0, 1, 1, 0, List.of()));
    assertThat(out).hasSize(1);
    assertThat(out.getFirst().topic().possibleRepeat()).isTrue();
    assertThat(((Message.Email) out.getFirst()).subject()).startsWith("【可能重复】");

    clock.advance(Duration.ofDays(1));
    assertThat(tell(event)).isEqualTo(new NotifyParties.Told(0, 0, 0, 1, List.of()));
    assertThat(out).hasSize(1);
  }

  @Test
  void aCrashAfterSendingIsRepeatedOnceAndMarked() {
    contacts.of.put(Party.CUSTOMER, List.of(WEI));
    carrier =
        message -> {
          out.add(message);
          throw new IllegalStateException("the process dies here");
        };
    DomainEvent event = EventSamples.moved(RequestStatus.PENDING, Party.PARTNER);
    assertThat(tell(event).failures()).containsExactly("email: IllegalStateException");
    carrier = _ -> new Outcome.Accepted("ok");
    clock.advance(Duration.ofMinutes(1));
    tell(event);
    tell(event);
    assertThat(out).extracting(m -> m.topic().possibleRepeat()).containsExactly(false, true);
  }

  @Test
  void aFailingAddressHoldsNobodyUpAndIsTriedAgain() {
    contacts.of.put(Party.PARTNER, List.of(ANA, english("bo@aurora.example")));
    DomainEvent event = EventSamples.moved(RequestStatus.REJECTED, Party.PARTNER);
    carrier =
        message ->
            switch (message.to()) {
              case "ana@aurora.example" -> new Outcome.Refused("MessageRejected");
              case "+34600000001" -> new Outcome.Unavailable("timeout");
              default -> new Outcome.Accepted("ok");
            };
    NotifyParties.Told first = tell(event);
    assertThat(first.sent()).isEqualTo(1);
    assertThat(first.failures())
        .containsExactlyInAnyOrder("email: MessageRejected", "sms: timeout");
    assertThat(out).extracting(Message::to).containsExactly("bo@aurora.example");

    out.clear();
    carrier = _ -> new Outcome.Accepted("ok");
    assertThat(tell(event)).isEqualTo(new NotifyParties.Told(0, 2, 1, 1, List.of()));
    // What was refused has certainly not gone out; what was not answered may have.
    assertThat(out)
        .extracting(Message::to, message -> message.topic().possibleRepeat())
        .containsExactlyInAnyOrder(tuple("ana@aurora.example", false), tuple("+34600000001", true));
  }

  private static Contact english(String email) {
    return new Contact("Bo", email, null, Language.EN, ZoneId.of("UTC"), EnumSet.of(Channel.EMAIL));
  }

  @Test
  void anAddressThatContactsShareGetsOneMessage() {
    contacts.of.put(Party.PARTNER, List.of(english("a@x.example"), english("a@x.example")));
    assertThat(tell(EventSamples.moved(RequestStatus.AGREED, Party.PARTNER)).sent()).isEqualTo(1);
  }

  @Test
  void aReminderOfWhatIsDecidedRemindsNobody() {
    store.requests.put(
        EventSamples.REQUEST, RequestSamples.pending(EventSamples.REQUEST, Party.PARTNER));
    clock.set(EventSamples.DEADLINE.minus(Duration.ofDays(3)));
    assertThat(tell(EventSamples.reminder(Party.PARTNER, 3)).listed()).isEqualTo(1);
    assertThat(listOf(Party.CUSTOMER)).containsExactly(NotificationType.DISASSOCIATION_REMINDER);
    // Overdue counts as decided, swept or not.
    clock.set(EventSamples.DEADLINE);
    assertThat(tell(EventSamples.reminder(Party.PARTNER, 1))).isEqualTo(NotifyParties.Told.NOTHING);
    store.requests.clear();
    assertThat(tell(EventSamples.reminder(Party.PARTNER, 7))).isEqualTo(NotifyParties.Told.NOTHING);
  }

  @Test
  void whatLiesTooFarBackIsNotTold() {
    DomainEvent event = EventSamples.moved(RequestStatus.PENDING, Party.PARTNER);
    clock.set(EventSamples.AT.plus(Duration.ofDays(400)));
    assertThat(tell(event)).isEqualTo(NotifyParties.Told.NOTHING);
    clock.set(EventSamples.AT.plus(Duration.ofDays(400)).minusMillis(1));
    assertThat(tell(event).listed()).isEqualTo(1);
  }

  @Test
  void nothingIsClaimedThatThereIsNoTimeToSend() {
    contacts.of.put(Party.CUSTOMER, List.of(WEI));
    DomainEvent event = EventSamples.moved(RequestStatus.PENDING, Party.PARTNER);
    Deadline near = () -> Duration.ofSeconds(7);
    assertThat(ScopedValue.where(Deadline.CURRENT, near).call(() -> tell(event)).failures())
        .containsExactly("email: no time left");
    assertThat(tell(event)).isEqualTo(new NotifyParties.Told(0, 1, 0, 0, List.of()));
  }

  @Test
  void nothingThatIsPrintedTellsAnAddress() {
    contacts.of.put(Party.PARTNER, List.of(ANA));
    carrier =
        message -> {
          throw new IllegalStateException("cannot reach " + message.to());
        };
    NotifyParties.Told told = tell(EventSamples.moved(RequestStatus.AGREED, Party.PARTNER));
    assertThat(told.toString()).doesNotContain("@", "+34");
    Delivery delivery =
        new Delivery(
            Notification.of(EventSamples.ended(EndCause.UPSTREAM)).getFirst(),
            Channel.SMS,
            "+34600000001");
    assertThat(delivery.toString()).doesNotContain("+34");
    assertThat(Set.of(ANA).toString()).doesNotContain("@");
  }
}
