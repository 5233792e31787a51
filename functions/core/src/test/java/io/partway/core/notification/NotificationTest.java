package io.partway.core.notification;

import static io.partway.core.notification.NotificationType.ASSOCIATION_ENDED;
import static io.partway.core.notification.NotificationType.DISASSOCIATION_AGREED;
import static io.partway.core.notification.NotificationType.DISASSOCIATION_CANCELLED;
import static io.partway.core.notification.NotificationType.DISASSOCIATION_EXPIRED;
import static io.partway.core.notification.NotificationType.DISASSOCIATION_REJECTED;
import static io.partway.core.notification.NotificationType.DISASSOCIATION_REMINDER;
import static io.partway.core.notification.NotificationType.DISASSOCIATION_REQUESTED;
import static io.partway.core.notification.NotificationType.DISASSOCIATION_WITHDRAWN;
import static io.partway.core.notification.NotificationType.QUOTA_GRANTED;
import static io.partway.core.party.Party.CUSTOMER;
import static io.partway.core.party.Party.PARTNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Samples;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.DomainEvent.EndCause;
import io.partway.core.event.EventId;
import io.partway.core.party.Ids;
import io.partway.core.party.Party;
import io.partway.core.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class NotificationTest {
  /// Every event and both parties: who is told what.
  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of(
            EventSamples.moved(RequestStatus.PENDING, PARTNER),
            Map.of(CUSTOMER, DISASSOCIATION_REQUESTED)),
        Arguments.of(
            EventSamples.moved(RequestStatus.PENDING, CUSTOMER),
            Map.of(PARTNER, DISASSOCIATION_REQUESTED)),
        Arguments.of(
            EventSamples.moved(RequestStatus.AGREED, PARTNER),
            Map.of(PARTNER, DISASSOCIATION_AGREED)),
        Arguments.of(
            EventSamples.moved(RequestStatus.AGREED, CUSTOMER),
            Map.of(CUSTOMER, DISASSOCIATION_AGREED)),
        Arguments.of(
            EventSamples.moved(RequestStatus.REJECTED, PARTNER),
            Map.of(PARTNER, DISASSOCIATION_REJECTED)),
        Arguments.of(
            EventSamples.moved(RequestStatus.REJECTED, CUSTOMER),
            Map.of(CUSTOMER, DISASSOCIATION_REJECTED)),
        Arguments.of(
            EventSamples.moved(RequestStatus.WITHDRAWN, PARTNER),
            Map.of(CUSTOMER, DISASSOCIATION_WITHDRAWN)),
        Arguments.of(
            EventSamples.moved(RequestStatus.WITHDRAWN, CUSTOMER),
            Map.of(PARTNER, DISASSOCIATION_WITHDRAWN)),
        Arguments.of(
            EventSamples.moved(RequestStatus.EXPIRED, PARTNER), both(DISASSOCIATION_EXPIRED)),
        Arguments.of(
            EventSamples.moved(RequestStatus.EXPIRED, CUSTOMER), both(DISASSOCIATION_EXPIRED)),
        Arguments.of(
            EventSamples.moved(RequestStatus.CANCELLED, PARTNER), both(DISASSOCIATION_CANCELLED)),
        Arguments.of(
            EventSamples.moved(RequestStatus.CANCELLED, CUSTOMER), both(DISASSOCIATION_CANCELLED)),
        Arguments.of(EventSamples.reminder(PARTNER, 7), Map.of(CUSTOMER, DISASSOCIATION_REMINDER)),
        Arguments.of(EventSamples.reminder(CUSTOMER, 1), Map.of(PARTNER, DISASSOCIATION_REMINDER)),
        Arguments.of(EventSamples.ended(EndCause.AGREED), Map.of()),
        Arguments.of(EventSamples.ended(EndCause.UPSTREAM), both(ASSOCIATION_ENDED)),
        Arguments.of(EventSamples.established(), Map.of()),
        Arguments.of(EventSamples.revealed(), Map.of()),
        Arguments.of(EventSamples.granted(PARTNER), Map.of(PARTNER, QUOTA_GRANTED)),
        Arguments.of(EventSamples.granted(CUSTOMER), Map.of(CUSTOMER, QUOTA_GRANTED)));
  }

  private static Map<Party, NotificationType> both(NotificationType type) {
    return Map.of(PARTNER, type, CUSTOMER, type);
  }

  @ParameterizedTest
  @MethodSource("table")
  void whoIsTold(DomainEvent event, Map<Party, NotificationType> told) {
    List<Notification> notifications = Notification.of(event);
    Map<Party, NotificationType> types = new EnumMap<>(Party.class);
    for (Notification notification : notifications) {
      types.put(notification.party(), notification.type());
      assertThat(notification.event()).isEqualTo(event.id());
      assertThat(notification.at()).isEqualTo(event.at());
      assertThat(notification.pair()).isEqualTo(event.pair());
      assertThat(notification.partyId()).isEqualTo(Samples.PAIR.idOf(notification.party()));
    }
    assertThat(types).isEqualTo(told);
    assertThat(notifications).hasSameSizeAs(told.keySet());
  }

  @Test
  void whatCanBeDoneAboutItIsSaid() {
    assertThat(
            Notification.of(EventSamples.moved(RequestStatus.PENDING, PARTNER)).getFirst().until())
        .isEqualTo(EventSamples.DEADLINE);
    assertThat(Notification.of(EventSamples.reminder(PARTNER, 3)).getFirst().until())
        .isEqualTo(EventSamples.DEADLINE);
    assertThat(
            Notification.of(EventSamples.moved(RequestStatus.REJECTED, PARTNER)).getFirst().until())
        .isNull();
    Notification granted = Notification.of(EventSamples.granted(PARTNER)).getFirst();
    assertThat(granted.until()).isEqualTo(EventSamples.DEADLINE);
    assertThat(granted.extra()).isEqualTo(2);
    assertThat(granted.counterpartyId()).isNull();
  }

  @Test
  void idsSortByTimeAndAreAlwaysTheSame() {
    NotificationId first = NotificationId.of(Instant.ofEpochMilli(999), new EventId("zzz"));
    NotificationId second = NotificationId.of(Instant.ofEpochMilli(1_000), new EventId("aaa"));
    assertThat(first.value()).isEqualTo("0000000000999-zzz");
    assertThat(first).isLessThan(second);
    assertThat(NotificationId.of(EventSamples.AT, new EventId("x".repeat(24))).value())
        .satisfies(id -> assertThat(Ids.wellFormed(id)).isTrue());
    assertThat(NotificationId.parse(first.value())).contains(first);
    assertThat(NotificationId.parse("no id")).isEmpty();
  }

  @Test
  void itIsForgottenAfterTheSameTimeWheneverItIsWritten() {
    Notification notification = Notification.of(EventSamples.ended(EndCause.UPSTREAM)).getFirst();
    assertThat(notification.forgettable()).isEqualTo(EventSamples.AT.plus(Duration.ofDays(400)));
  }
}
