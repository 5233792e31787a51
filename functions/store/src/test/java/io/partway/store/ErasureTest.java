package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.KeyRing;
import io.partway.core.SecretKeys;
import io.partway.core.event.EventId;
import io.partway.core.history.Flaw;
import io.partway.core.history.HistoryEntry;
import io.partway.core.history.Ledger;
import io.partway.core.message.Language;
import io.partway.core.notification.Notification;
import io.partway.core.notification.NotificationId;
import io.partway.core.notification.NotificationType;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.record.ErasePerson.Erasure;
import io.partway.core.record.ViewHistory.Break;
import io.partway.core.record.ViewHistory.History;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.SubmitDisassociation;
import io.partway.core.reveal.RevealCustomers;
import io.partway.core.settings.UserSettings;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A person is taken out of what is kept of his party, and everything else stays and holds.
@ExtendWith(EmbeddedDynamoDb.class)
class ErasureTest {
  private static final Member PARTNER = Scene.partner("P1");
  private static final Member CUSTOMER = Scene.customer("C1");
  private static final Member COLLEAGUE = new Member("colleague", Party.PARTNER, "P1", Role.ADMIN);

  private Scene scene;
  private Pair pair;
  private DisassociationRequest hers;
  private DisassociationRequest agreed;

  /// Three acts of the partner's and one of his colleague's.
  @BeforeEach
  void live(DynamoDbEngine engine) {
    scene = new Scene(engine);
    pair = scene.associate("C1", "P1");
    scene.decide(PARTNER, scene.submitted(PARTNER, pair, "mine"), Decision.WITHDRAW);
    hers = scene.submitted(COLLEAGUE, pair, "hers");
    scene.decide(CUSTOMER, hers, Decision.REJECT);
    agreed = scene.submitted(CUSTOMER, pair, "agreed");
    scene.decide(PARTNER, agreed, Decision.AGREE);
  }

  private History history(Member caller) {
    return history(scene.partway, caller);
  }

  private History history(Partway partway, Member caller) {
    return Scene.granted(partway.histories().history(caller, pair.idOf(caller.party().other())));
  }

  private Erasure erase(Party party, String partyId, String subject) {
    return scene.partway.erasures().erase(party, partyId, subject, null);
  }

  private Erasure erasePartner() {
    return erase(Party.PARTNER, "P1", PARTNER.subject());
  }

  private List<String> shown(Member caller) {
    List<String> subjects = new ArrayList<>();
    history(caller).entries().stream()
        .map(line -> line.person())
        .filter(person -> person != null)
        .forEach(person -> subjects.add(person.subject()));
    return subjects;
  }

  @Test
  void anErasedPersonIsGoneAndTheChainHolds() {
    scene.associate("C9", "P1");
    scene.partway.reveals().reveal(PARTNER, new RevealCustomers.Command("name", List.of("C9")));
    List<HistoryEntry> before =
        history(CUSTOMER).entries().stream().map(line -> line.entry()).toList();

    assertThat(erasePartner()).as("three acts, one look").isEqualTo(new Erasure(4, 0, null));

    assertThat(erasePartner()).isEqualTo(new Erasure(0, 0, null));
    assertThat(erase(Party.PARTNER, "P1", "nobody")).isEqualTo(new Erasure(0, 0, null));
    assertThat(erase(Party.CUSTOMER, "C1", PARTNER.subject()))
        .as("of another party")
        .isEqualTo(new Erasure(0, 0, null));
    assertThat(history(PARTNER).broken()).isNull();
    assertThat(shown(PARTNER)).containsExactly(COLLEAGUE.subject());
    assertThat(shown(CUSTOMER)).containsExactly(CUSTOMER.subject(), CUSTOMER.subject());
    assertThat(history(CUSTOMER).entries())
        .extracting(line -> line.entry().erased())
        .as("nothing else has changed")
        .containsExactlyElementsOf(before.stream().map(HistoryEntry::erased).toList());
    assertThat(kept()).doesNotContain(PARTNER.subject());
    assertThat(scene.decide(PARTNER, agreed, Decision.AGREE))
        .as("what nobody can tell any more is no replay")
        .isInstanceOf(DecideRequest.Outcome.AlreadyDecided.class);
  }

  /// Between his submit and the decision: what is written over it does not bring him back.
  @Test
  void whoWasErasedIsNotBroughtBackByWhatFollows() {
    Pair other = scene.associate("C2", "P1");
    DisassociationRequest request = scene.submitted(PARTNER, other, "k");
    Member customer = Scene.customer("C2");
    DecideRequest.Opened opened = Scene.openedDecision(scene.partway, customer, request);
    erasePartner();

    assertThat(Scene.decide(scene.partway, opened, Decision.REJECT))
        .isInstanceOf(DecideRequest.Outcome.Decided.class);

    History history = Scene.granted(scene.partway.histories().history(PARTNER, "C2"));
    assertThat(history.broken()).isNull();
    assertThat(history.entries()).hasSize(3);
    assertThat(history.entries().get(1).entry().person()).isNull();
    assertThat(history.entries().get(2).entry().person()).isNotNull();
  }

  @Test
  void whatIsKeptOfHimBesideTheHistoryIsGone() {
    for (Member member : List.of(PARTNER, COLLEAGUE)) {
      scene.partway.settings().write(member, null, new UserSettings(Language.ES, null, 1), null);
      IntStream.range(0, 60).forEach(i -> scene.partway.notifications().markRead(member, told(i)));
    }

    assertThat(erasePartner().next()).isNull();

    assertThat(scene.partway.settings().read(PARTNER).user()).isEqualTo(UserSettings.STANDARD);
    assertThat(scene.partway.settings().read(COLLEAGUE).user().language()).isEqualTo(Language.ES);
    assertThat(read(PARTNER)).isZero();
    assertThat(read(COLLEAGUE)).isEqualTo(60);
    assertThat(kept()).doesNotContain(PARTNER.subject());
  }

  @Test
  void whatCannotBeReadIsToldAndKeepsNothingElse() {
    change(record(hers), "SET #name = :value", "initiator", AttributeValue.fromS("nobody"));
    change(
        record(agreed),
        "SET #entries[1].#name = :value",
        "person",
        AttributeValue.fromS("not what was sealed"));

    assertThat(erasePartner()).isEqualTo(new Erasure(2, 2, null));

    assertThat(history(PARTNER).broken()).isNotNull();
    assertThat(shown(PARTNER)).isEmpty();
  }

  /// The newest value writes, all of them read; without an old one, what it made is not tellable.
  @Test
  void aRotatedSecretChecksAndErasesWhatItsOlderValuesMade() {
    Partway rotated =
        with("a-newer-key-for-tests-and-nothing-else a-key-for-tests-and-nothing-else");
    Partway forgotten = with("a-newer-key-for-tests-and-nothing-else");
    scene.ingest(Scene.established(pair, 2, scene.clock.instant().plusSeconds(1), null, null));
    scene.clock.set(scene.clock.instant().plusSeconds(100L * 86_400));
    if (Scene.submit(rotated, PARTNER, pair, "newer")
        instanceof SubmitDisassociation.Outcome.Submitted(var newer)) {
      Scene.decide(rotated, PARTNER, newer, Decision.WITHDRAW);
    }

    assertThat(history(rotated, PARTNER).broken()).isNull();
    List<String> keys =
        history(rotated, PARTNER).entries().stream().map(line -> line.entry().keyId()).toList();
    assertThat(keys).hasSize(10);
    assertThat(keys.subList(0, 8)).containsOnly(keys.getFirst());
    assertThat(keys.subList(8, 10)).containsOnly(keys.getLast()).doesNotContain(keys.getFirst());
    assertThat(history(forgotten, PARTNER).broken()).isEqualTo(new Break(1, Flaw.KEY_UNKNOWN));
    assertThat(history(PARTNER).broken()).isEqualTo(new Break(9, Flaw.KEY_UNKNOWN));

    assertThat(forgotten.erasures().erase(Party.PARTNER, "P1", PARTNER.subject(), null))
        .isEqualTo(new Erasure(2, 4, null));
    assertThat(rotated.erasures().erase(Party.PARTNER, "P1", PARTNER.subject(), null))
        .isEqualTo(new Erasure(3, 0, null));
    assertThat(history(rotated, PARTNER).broken()).isNull();
  }

  private Partway with(String keys) {
    return Partway.over(
        scene.client,
        scene.table,
        scene.clock,
        scene.policy,
        new Ledger(SecretKeys.of(KeyRing.of(keys)), new SecureRandom()),
        keys.length());
  }

  private static Notification told(int number) {
    return new Notification(
        new EventId("event-" + number),
        NotificationType.DISASSOCIATION_REQUESTED,
        Scene.SINCE.plusSeconds(number),
        Party.PARTNER,
        "P1",
        null,
        null,
        null,
        null);
  }

  private int read(Member member) {
    return scene
        .partway
        .notifications()
        .read(member, new NotificationId("0"), new NotificationId("9"))
        .size();
  }

  /// All that is stored and does not vanish by itself.
  private String kept() {
    return scene.client.scan(s -> s.tableName(scene.table.value())).items().stream()
        .filter(item -> !item.containsKey(Attribute.TTL.stored()))
        .toList()
        .toString();
  }

  private static Key record(DisassociationRequest request) {
    return Keys.request(request.pair(), request.id());
  }

  private void change(Key key, String expression, String name, AttributeValue value) {
    Map<String, String> names = new HashMap<>(Map.of("#name", name));
    if (expression.contains("#entries")) {
      names.put("#entries", "entries");
    }
    scene.client.updateItem(u ->
        u.tableName(scene.table.value())
            .key(key.attributes())
            .updateExpression(expression)
            .expressionAttributeNames(names)
            .expressionAttributeValues(Map.of(":value", value)));
  }
}
