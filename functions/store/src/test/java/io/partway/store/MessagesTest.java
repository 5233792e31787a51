package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.event.DomainEvent;
import io.partway.core.event.Events;
import io.partway.core.event.RepublishEvents;
import io.partway.core.ingest.Report;
import io.partway.core.message.Channel;
import io.partway.core.message.Language;
import io.partway.core.message.Message;
import io.partway.core.message.MessageSender.Outcome;
import io.partway.core.notification.Notification;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import io.partway.core.settings.Contact;
import io.partway.core.settings.PartySettings;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every transition by either side, taken through the use cases, its changes told in every way in
/// which a stream may tell them: each party finds in its list and is sent what concerns it, once.
@ExtendWith(EmbeddedDynamoDb.class)
class MessagesTest {
  /// What becomes of a request, who submitted it, and who is to be told what; written by hand.
  private static final List<String> TOLD =
      List.of(
          "pending partner: customer disassociation-requested",
          "pending customer: partner disassociation-requested",
          "agreed partner: partner disassociation-agreed, customer disassociation-requested",
          "agreed customer: customer disassociation-agreed, partner disassociation-requested",
          "rejected partner: partner disassociation-rejected, customer disassociation-requested",
          "rejected customer: customer disassociation-rejected, partner disassociation-requested",
          "withdrawn partner: customer disassociation-requested, customer disassociation-withdrawn",
          "withdrawn customer: partner disassociation-requested, partner disassociation-withdrawn",
          "expired partner: customer disassociation-requested, customer disassociation-expired,"
              + " partner disassociation-expired",
          "expired customer: partner disassociation-requested, customer disassociation-expired,"
              + " partner disassociation-expired",
          "cancelled partner: customer disassociation-requested,"
              + " customer disassociation-cancelled, partner disassociation-cancelled,"
              + " customer association-ended, partner association-ended",
          "cancelled customer: partner disassociation-requested,"
              + " customer disassociation-cancelled, partner disassociation-cancelled,"
              + " customer association-ended, partner association-ended");

  private final List<Message> sent = Collections.synchronizedList(new ArrayList<>());
  private final Scene scene;
  private final TableWatch watch;
  private final Partway partway;
  private final List<Map<String, Object>> stream = new ArrayList<>();

  MessagesTest(DynamoDbEngine engine) {
    scene = new Scene(engine);
    watch = new TableWatch(scene.client, scene.table);
    partway =
        Partway.over(
            scene.client,
            scene.table,
            scene.clock,
            scene.policy,
            Scene.LEDGER,
            5,
            message -> {
              sent.add(message);
              return new Outcome.Accepted("ok");
            });
  }

  /// How the stream's records come to those who tell people of them.
  enum Way {
    IN_ORDER,
    REDELIVERED_AND_SHUFFLED,
    /// Its first half is lost, and then all is told again from what is stored.
    CUT_AND_REPUBLISHED,
    /// The same again and again after everything is done.
    OVER_AND_OVER
  }

  @BeforeEach
  void everyTransition() {
    for (RequestStatus end : EnumSet.complementOf(EnumSet.of(RequestStatus.PENDING))) {
      becomeOfBoth(end);
    }
    // Last, or it would expire with those that do.
    becomeOfBoth(RequestStatus.PENDING);
  }

  private void becomeOfBoth(RequestStatus end) {
    for (Party initiator : Party.values()) {
      become(end, initiator);
      stream.addAll(watch.changes());
    }
  }

  private static String party(Party party, RequestStatus end, Party initiator) {
    return party.word() + "-" + end.word() + "-" + initiator.word();
  }

  private void become(RequestStatus end, Party initiator) {
    Pair pair =
        scene.associate(
            party(Party.CUSTOMER, end, initiator), party(Party.PARTNER, end, initiator));
    for (Party party : Party.values()) {
      contact(party, pair.idOf(party));
    }
    DisassociationRequest request = scene.submitted(Scene.admin(pair, initiator), pair, "key");
    stream.addAll(watch.changes());
    scene.clock.advance(Duration.ofMinutes(1));
    switch (end) {
      case PENDING -> {}
      case AGREED -> scene.decide(Scene.admin(pair, initiator.other()), request, Decision.AGREE);
      case REJECTED -> scene.decide(Scene.admin(pair, initiator.other()), request, Decision.REJECT);
      case WITHDRAWN -> scene.decide(Scene.admin(pair, initiator), request, Decision.WITHDRAW);
      case EXPIRED -> {
        scene.clock.set(request.expiresAt());
        scene.partway.expiries().sweep();
      }
      case CANCELLED -> scene.ingest(new Report.Ended(pair, 99, scene.clock.instant()));
    }
  }

  private void contact(Party party, String id) {
    Member admin = new Member("sub-" + id, party, id, Role.ADMIN);
    PartySettings before = partway.settings().party(party, id);
    Contact contact =
        new Contact(
            "Somebody",
            id + "@example.test",
            "+34600000001",
            Language.EN,
            ZoneId.of("UTC"),
            EnumSet.allOf(Channel.class));
    assertThat(
            partway
                .settings()
                .write(
                    admin,
                    new PartySettings(
                        before.verificationRequired(), List.of(contact), before.version() + 1),
                    null,
                    null))
        .isTrue();
  }

  private void tell(List<Map<String, Object>> records) {
    for (Map<String, Object> record : records) {
      StreamRecords.change(record).map(Events::of).orElse(List.of()).forEach(this::tell);
    }
  }

  private void tell(DomainEvent event) {
    assertThat(partway.notification().tell(event).failures()).isEmpty();
  }

  private void tellAgain() {
    try {
      new RepublishEvents(partway.changes(), told -> told.forEach(each -> tell(each.event())))
          .republish(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everybodyIsToldWhatConcernsHimOnce(Way way) {
    switch (way) {
      case IN_ORDER -> tell(stream);
      case REDELIVERED_AND_SHUFFLED -> {
        List<Map<String, Object>> deliveries = new ArrayList<>(stream);
        deliveries.addAll(stream);
        deliveries.addAll(stream);
        Collections.shuffle(deliveries, new Random(42));
        tell(deliveries);
      }
      case CUT_AND_REPUBLISHED -> {
        tell(stream.subList(stream.size() / 2, stream.size()));
        tellAgain();
      }
      case OVER_AND_OVER -> {
        tell(stream);
        scene.clock.advance(Duration.ofDays(100));
        tell(stream.reversed());
        tellAgain();
      }
    }
    assertThat(found())
        .containsExactlyInAnyOrderElementsOf(TOLD.stream().map(MessagesTest::sorted).toList());
  }

  /// What every party finds in its list, in the form of the table above; and that each of it was
  /// sent on both channels, once.
  private List<String> found() {
    List<String> found = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (RequestStatus end : RequestStatus.values()) {
      for (Party initiator : Party.values()) {
        List<String> told = new ArrayList<>();
        for (Party party : Party.values()) {
          String id = party(party, end, initiator);
          for (Notification notification :
              partway.notifications().page(party, id, null, 100).notifications()) {
            told.add(party.word() + " " + notification.type().word());
            for (String to : List.of(id + "@example.test", "+34600000001")) {
              expected.add(notification.event().value() + " " + party.word() + "-" + id + " " + to);
            }
          }
        }
        found.add(sorted(end.word() + " " + initiator.word() + ": " + String.join(", ", told)));
      }
    }
    assertThat(sent)
        .noneMatch(message -> message.topic().possibleRepeat())
        .extracting(message ->
            message.topic().about() + " " + message.topic().audience() + " " + message.to())
        .containsExactlyInAnyOrderElementsOf(expected);
    return found;
  }

  private static String sorted(String line) {
    String[] parts = line.split(": ", 2);
    return parts[0] + ": " + String.join(", ", Stream.of(parts[1].split(", ")).sorted().toList());
  }
}
