package io.partway.describeevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.partway.core.association.RequestId;
import io.partway.core.event.Announcement;
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
import io.partway.core.history.Head;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.request.RequestStatus;
import io.partway.testkit.function.EventSchemas;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What stands on the bus, held against the schemas that consumers read.
class EventDetailTest {
  private static final Instant AT = Instant.parse("2026-03-10T12:00:00Z");
  private static final Instant DEADLINE = AT.plus(Duration.ofDays(15));
  private static final Pair PAIR = new Pair(new CustomerId("c-1"), new PartnerId("p-1"));
  private static final EventId ID = new EventId("event-1");
  private static final RequestId REQUEST = new RequestId("request-1");

  private final EventSchemas schemas = new EventSchemas();

  private static List<Announcement> events() {
    Stream<DomainEvent> moves =
        Arrays.stream(RequestStatus.values())
            .map(status ->
                new RequestMoved(ID, AT, PAIR, status, REQUEST, Party.PARTNER, AT, DEADLINE));
    Stream<DomainEvent> others =
        Stream.of(
            new RequestReminder(ID, AT, PAIR, REQUEST, Party.CUSTOMER, AT, DEADLINE, 7),
            new AssociationEstablished(ID, AT, PAIR),
            new AssociationEnded(ID, AT, PAIR, EndCause.AGREED),
            new AssociationEnded(ID, AT, PAIR, EndCause.UPSTREAM),
            new CustomerRevealed(ID, AT, PAIR, "record-1", "mobile"),
            new QuotaGranted(ID, AT, "grant-1", Party.PARTNER, "p-1", null, 2, DEADLINE),
            new QuotaGranted(ID, AT, "grant-1", Party.CUSTOMER, "c-1", "p-1", 2, DEADLINE));
    return Stream.concat(moves, others)
        .map(event -> new Announcement(event, new Head(7, "mac-of-7")))
        .toList();
  }

  private static String json(Map<String, @Nullable Object> detail) throws IOException {
    return new ObjectMapper().writeValueAsString(detail);
  }

  @Test
  void everyTypeHasASchemaAndNoSchemaIsLeftOver() {
    assertThat(EventSchemas.types())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EventType.values()).map(EventType::text).toList());
    assertThat(events().stream().map(each -> each.event().type()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(EventType.values());
  }

  @Test
  void everyEventIsAsItsSchemaSays() throws IOException {
    for (Announcement event : events()) {
      String detail = json(EventDetail.of(event));
      assertThat(schemas.faults(event.event().type(), detail)).as(detail).isEmpty();
    }
  }

  @Test
  void theSchemasAdmitNothingElse() throws IOException {
    for (Announcement event : events()) {
      for (String member : List.of("name", "reason", "subject", "sourceAddress")) {
        Map<String, @Nullable Object> detail = new LinkedHashMap<>(EventDetail.of(event));
        detail.put(member, "Jane Doe");
        assertThat(schemas.faults(event.event().type(), json(detail))).isNotEmpty();
      }
      for (String member : EventDetail.of(event).keySet()) {
        Map<String, @Nullable Object> detail = new LinkedHashMap<>(EventDetail.of(event));
        detail.remove(member);
        assertThat(schemas.faults(event.event().type(), json(detail))).isNotEmpty();
        detail.put(member, "no such thing: Jane Doe");
        assertThat(schemas.faults(event.event().type(), json(detail))).isNotEmpty();
      }
    }
  }

  @Test
  void instantsHaveThreeDigits() {
    assertThat(EventDetail.of(events().getFirst()))
        .containsEntry("at", "2026-03-10T12:00:00.000Z")
        .containsEntry("version", 1)
        .containsEntry("type", "DisassociationRequested");
  }
}
