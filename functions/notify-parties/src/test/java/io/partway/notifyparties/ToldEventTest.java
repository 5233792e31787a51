package io.partway.notifyparties;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.core.association.RequestId;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.DomainEvent.AssociationEnded;
import io.partway.core.event.DomainEvent.AssociationEstablished;
import io.partway.core.event.DomainEvent.CustomerRevealed;
import io.partway.core.event.DomainEvent.EndCause;
import io.partway.core.event.DomainEvent.QuotaGranted;
import io.partway.core.event.DomainEvent.RequestMoved;
import io.partway.core.event.DomainEvent.RequestReminder;
import io.partway.core.event.EventId;
import io.partway.core.event.EventType;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.request.RequestStatus;
import io.partway.gateway.EventFailed;
import io.partway.testkit.function.EventSchemas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Events as the schemas in `infra/events` describe them are read; everything else is refused.
class ToldEventTest {
  private static final Instant AT = Instant.parse("2026-03-02T09:30:00.007Z");
  private static final Instant DEADLINE = AT.plus(Duration.ofDays(15));
  private static final Pair PAIR = new Pair(new CustomerId("c-1"), new PartnerId("p-1"));
  private static final EventId ID = new EventId("event-1");
  private static final RequestId REQUEST = new RequestId("request-1");

  /// Members that a schema wants and that telling people needs not.
  private static final Set<String> UNREAD = Set.of("history");

  private static final String SECRET = "Müller Logistik GmbH";

  static List<DomainEvent> events() {
    List<DomainEvent> events = new ArrayList<>();
    for (RequestStatus status : RequestStatus.values()) {
      for (Party initiator : Party.values()) {
        events.add(new RequestMoved(ID, AT, PAIR, status, REQUEST, initiator, AT, DEADLINE));
      }
    }
    events.add(new RequestReminder(ID, AT, PAIR, REQUEST, Party.CUSTOMER, AT, DEADLINE, 3));
    events.add(new AssociationEstablished(ID, AT, PAIR));
    events.add(new AssociationEnded(ID, AT, PAIR, EndCause.AGREED));
    events.add(new AssociationEnded(ID, AT, PAIR, EndCause.UPSTREAM));
    events.add(new CustomerRevealed(ID, AT, PAIR, "record-1", "mobile"));
    events.add(new QuotaGranted(ID, AT, "grant-1", Party.PARTNER, "p-1", null, 2, DEADLINE));
    events.add(new QuotaGranted(ID, AT, "grant-1", Party.CUSTOMER, "c-1", "p-1", 2, DEADLINE));
    return events;
  }

  @Test
  void thereIsAnEventOfEveryType() {
    assertThat(events().stream().map(DomainEvent::type).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(EventType.values());
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatItsSchemaDescribesIsRead(DomainEvent event) {
    assertThat(new EventSchemas().faults(event.type(), ToldEvents.detail(event).toString()))
        .isEmpty();
    assertThat(ToldEvent.of(ToldEvents.json(event))).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void membersThatCameLaterArePassedOver(DomainEvent event) {
    ObjectNode detail = ToldEvents.detail(event).put("cameLater", SECRET);
    assertThat(ToldEvent.of(ToldEvents.json(event.type().text(), detail))).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyMemberThatIsNotAsDescribedIsNamedAndNotRepeated(DomainEvent event) {
    for (String member : members(event)) {
      List<ObjectNode> broken = new ArrayList<>();
      broken.add(ToldEvents.detail(event).without(List.of(member)));
      broken.add(ToldEvents.detail(event).set(member, ToldEvents.detail(event)));
      if (!member.equals("field")) {
        broken.add(ToldEvents.detail(event).put(member, SECRET));
        broken.add(ToldEvents.detail(event).put(member, 1.5));
      }
      for (ObjectNode detail : broken) {
        assertThatThrownBy(() -> ToldEvent.of(ToldEvents.json(event.type().text(), detail)))
            .as(detail.toString())
            .isInstanceOf(EventFailed.class)
            .hasMessageContaining(member)
            .hasMessageContaining(event.type().text())
            .hasMessageNotContaining(SECRET);
      }
    }
  }

  private static List<String> members(DomainEvent event) {
    List<String> members = new ArrayList<>();
    ToldEvents.detail(event).fieldNames().forEachRemaining(members::add);
    members.removeAll(UNREAD);
    return members;
  }

  @Test
  void anotherVersionIsNotGuessedAt() {
    DomainEvent event = events().getFirst();
    ObjectNode detail = ToldEvents.detail(event).put("version", 2);
    assertThatThrownBy(() -> ToldEvent.of(ToldEvents.json(event.type().text(), detail)))
        .isInstanceOf(EventFailed.class)
        .hasMessage("The detail of DisassociationRequested has no version that can be read.");
  }

  static Stream<String> strangers() {
    DomainEvent event = events().getFirst();
    ObjectNode detail = ToldEvents.detail(event);
    String type = event.type().text();
    return Stream.of(
        ToldEvents.envelope("DisassociationForgotten", detail).toString(),
        ToldEvents.envelope("DisassociationAgreed", detail).toString(),
        ToldEvents.envelope(type, detail).put("source", "partway.upstream").toString(),
        ToldEvents.envelope(type, detail).put("source", "aws.ses").toString(),
        ToldEvents.envelope(type, detail).put("detail", detail.toString()).toString(),
        ToldEvents.envelope(type, detail).without(List.of("source")).toString(),
        ToldEvents.envelope(type, detail).without(List.of("detail-type")).toString(),
        ToldEvents.envelope(type, detail).without(List.of("detail")).toString(),
        ToldEvents.envelope(type, detail)
            .toString()
            .replace("{\"version\"", "{\"id\":1,\"version\""),
        "[" + ToldEvents.envelope(type, detail) + "]",
        detail.toString());
  }

  @ParameterizedTest
  @MethodSource("strangers")
  @ValueSource(strings = {"", "null", "nonsense", "{}", "[]", "{\"Records\": []}"})
  void whatIsNoneOfOurEventsIsRefused(String json) {
    assertThatThrownBy(() -> ToldEvent.of(json.getBytes(UTF_8))).isInstanceOf(EventFailed.class);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] bytes = ToldEvents.json(events().getFirst());
    byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);
    assertThatThrownBy(() -> ToldEvent.of(cut)).isInstanceOf(EventFailed.class);
    assertThatThrownBy(() -> ToldEvent.of(new byte[] {(byte) 0xff, 0x00}))
        .isInstanceOf(EventFailed.class);
  }

  @Test
  void aBusMayAddMembersOfItsOwn() {
    DomainEvent event = events().getFirst();
    ObjectNode more =
        ToldEvents.envelope(event.type().text(), ToldEvents.detail(event))
            .put("replay-name", "again");
    more.set("more", new ObjectMapper().createArrayNode().add(1));
    assertThat(ToldEvent.of(more.toString().getBytes(UTF_8))).isEqualTo(event);
  }
}
