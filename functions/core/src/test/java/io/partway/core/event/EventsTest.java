package io.partway.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Samples;
import io.partway.core.association.Names;
import io.partway.core.association.RequestId;
import io.partway.core.event.DomainEvent.AssociationEnded;
import io.partway.core.event.DomainEvent.EndCause;
import io.partway.core.event.DomainEvent.RequestMoved;
import io.partway.core.grant.GrantId;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.party.Party;
import io.partway.core.quota.QuotaScope;
import io.partway.core.record.HistoryRecord;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventsTest {
  private static final Instant NOW = Samples.NOW;
  private static final Instant DEADLINE = NOW.plus(Samples.EXPIRY);
  private static final Names NAMES = new Names("Acme", "Jane Doe");

  private static DisassociationRequest submitted() {
    return DisassociationRequest.submitted(
        RequestId.derive(Party.PARTNER, Samples.PAIR, "key"),
        Samples.active(),
        Party.PARTNER,
        "why",
        "hash",
        NOW,
        DEADLINE);
  }

  private static Stream<DisassociationRequest> outcomes() {
    return Stream.concat(
        Arrays.stream(Decision.values())
            .map(decision -> submitted().decided(decision, "so be it", NOW.plusSeconds(1))),
        Stream.of(submitted().at(DEADLINE), submitted().cancelled(NOW.plusSeconds(1))));
  }

  private static HistoryRecord record(DisassociationRequest request) {
    return new HistoryRecord.Request(request);
  }

  @Test
  void aSubmissionIsTold() {
    assertThat(Events.of(null, record(submitted())))
        .singleElement()
        .isInstanceOfSatisfying(
            RequestMoved.class,
            moved -> {
              assertThat(moved.type()).isEqualTo(EventType.DISASSOCIATION_REQUESTED);
              assertThat(moved.at()).isEqualTo(NOW);
              assertThat(moved.pair()).isEqualTo(Samples.PAIR);
              assertThat(moved.initiator()).isEqualTo(Party.PARTNER);
              assertThat(moved.submittedAt()).isEqualTo(NOW);
              assertThat(moved.expiresAt()).isEqualTo(DEADLINE);
            });
  }

  @Test
  void everyOutcomeIsToldOnceAndStepByStepAsAllAtOnce() {
    Set<EventType> seen = new HashSet<>();
    outcomes()
        .forEach(after -> {
          List<DomainEvent> step = Events.of(record(submitted()), record(after));
          assertThat(step.getFirst().type()).isEqualTo(EventType.of(after.status()));
          assertThat(step.getFirst().at()).isEqualTo(after.decidedAt());
          if (after.status() == RequestStatus.AGREED) {
            assertThat(step)
                .hasSize(Events.PER_STEP)
                .last()
                .isInstanceOfSatisfying(
                    AssociationEnded.class,
                    ended -> assertThat(ended.cause()).isEqualTo(EndCause.AGREED));
          } else {
            assertThat(step).hasSize(1);
          }
          assertThat(Events.of(null, record(after)))
              .containsExactlyElementsOf(
                  Stream.concat(Events.of(null, record(submitted())).stream(), step.stream())
                      .toList());
          assertThat(Events.of(record(after), record(after))).isEmpty();
          seen.add(step.getFirst().type());
        });
    assertThat(seen).hasSize(5);
  }

  @Test
  void recordsOfOneInstantAreToldWhenTheyAreNew() {
    List<HistoryRecord> records =
        List.of(
            new HistoryRecord.Established("record-1", Samples.PAIR, NAMES, NOW, List.of()),
            new HistoryRecord.Ended("record-1", Samples.PAIR, NAMES, NOW, List.of()),
            new HistoryRecord.Revealed("record-1", Samples.PAIR, NAMES, NOW, "name", "user"));
    assertThat(records.stream().flatMap(each -> Events.of(null, each).stream()))
        .extracting(DomainEvent::type)
        .containsExactly(
            EventType.ASSOCIATION_ESTABLISHED,
            EventType.ASSOCIATION_ENDED,
            EventType.CUSTOMER_REVEALED);
    assertThat(records.stream().flatMap(each -> Events.of(null, each).stream()))
        .extracting(DomainEvent::id)
        .doesNotHaveDuplicates();
    assertThat(records).allMatch(each -> Events.of(each, each).isEmpty());
  }

  @Test
  void aGrantIsToldWhenItBeginsToAdd() {
    QuotaScope scope = new QuotaScope(Party.CUSTOMER, "customer-1", "partner-1");
    QuotaGrant waiting =
        new QuotaGrant(
            GrantId.derive(scope.party(), scope.partyId(), "T-1"),
            scope,
            5,
            "T-1",
            "why",
            DEADLINE,
            NOW,
            "a",
            null,
            null);
    QuotaGrant granted = waiting.confirmed("b", NOW.plusSeconds(9));
    assertThat(Events.of(new Change.Granted(null, waiting))).isEmpty();
    assertThat(Events.of(new Change.Granted(granted, granted))).isEmpty();
    assertThat(Events.of(new Change.Granted(waiting, granted)))
        .isEqualTo(Events.of(new Change.Granted(null, granted)))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(EventType.QUOTA_GRANTED);
          assertThat(event.at()).isEqualTo(NOW.plusSeconds(9));
          assertThat(event.pair()).isNull();
        });
  }

  @Test
  void idsNeverChange() {
    // Consumers keep them for good: another value here would tell everybody everything anew.
    assertThat(EventId.derive(EventType.DISASSOCIATION_REQUESTED, "record-1").value())
        .isEqualTo("-IsVhMGWNUXIIhAn7-QXzOJV");
    assertThat(EventId.derive(new RequestId("record-1"), 7).value())
        .isEqualTo("XxV9k-tF0sOeH2_6L8niHNFW");
    assertThat(EventId.derive(new RequestId("record-1"), 3))
        .isNotEqualTo(EventId.derive(new RequestId("record-1"), 7));
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void namesAreReadAsTheyAreWritten(EventType type) {
    assertThat(EventType.parse(type.text())).contains(type);
    assertThat(EventType.parse(type.name())).isEmpty();
  }

  @Test
  void daysLeftAreRoundedUp() {
    assertThat(reminderAt(DEADLINE.minus(Duration.ofDays(7))).daysLeft()).isEqualTo(7);
    assertThat(reminderAt(DEADLINE.minus(Duration.ofDays(7)).plusMillis(1)).daysLeft())
        .isEqualTo(7);
    assertThat(reminderAt(DEADLINE.minus(Duration.ofDays(6))).daysLeft()).isEqualTo(6);
    assertThat(reminderAt(DEADLINE.minusMillis(1)).daysLeft()).isOne();
  }

  private static Reminder reminderAt(Instant at) {
    return new Reminder(
        Samples.PAIR, new RequestId("request-1"), Party.PARTNER, NOW, DEADLINE, at, 7);
  }
}
