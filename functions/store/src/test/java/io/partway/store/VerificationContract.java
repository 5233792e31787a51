package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.message.Channel;
import io.partway.core.message.Language;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.SubmitDisassociation;
import io.partway.core.settings.Contact;
import io.partway.core.settings.PartySettings;
import io.partway.core.settings.Settings;
import io.partway.core.settings.UserSettings;
import io.partway.core.verification.CodeStore.Known;
import io.partway.core.verification.Operation;
import io.partway.core.verification.Purpose;
import io.partway.core.verification.SpentCode;
import io.partway.core.verification.StoredCode;
import io.partway.core.verification.Verifier.Cause;
import io.partway.core.verification.Verifier.Verdict;
import io.partway.testkit.DynamoDbEngine;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What codes and settings promise, against a real engine.
abstract class VerificationContract {
  private static final LocalDate TODAY = LocalDate.parse("2026-03-10");
  private static final Member CUSTOMER = Scene.customer("C1");
  private static final Purpose PURPOSE = Purpose.of(CUSTOMER, Operation.SUBMIT, "P1");

  private Scene scene;
  private Pair pair;

  @BeforeEach
  void open(DynamoDbEngine engine) {
    scene = new Scene(engine);
    pair = scene.associate("C1", "P1");
    scene.verification(Party.CUSTOMER, "C1", true);
  }

  private Instant now() {
    return scene.clock.instant();
  }

  private StoredCode code(String hash) {
    return new StoredCode(hash, 0, now(), now().plusSeconds(600));
  }

  private boolean issue(@Nullable StoredCode before, StoredCode code) {
    return scene.partway.codes().issue(PURPOSE, before, code, TODAY, 2);
  }

  private String sent(Purpose purpose) {
    return scene.code(CUSTOMER, purpose.operation(), purpose.target());
  }

  private SubmitDisassociation.Outcome submit(String key, @Nullable String code) {
    return Scene.submit(scene.partway, CUSTOMER, pair, key, code);
  }

  private DecideRequest.Outcome decide(
      DisassociationRequest request, Decision decision, @Nullable String code) {
    return Scene.decide(
        scene.partway, Scene.openedDecision(scene.partway, CUSTOMER, request), decision, code);
  }

  @Test
  void aCodeIsReadAsItWasIssued() {
    assertThat(scene.partway.codes().read(PURPOSE, TODAY)).isEqualTo(new Known(null, 0));
    assertThat(issue(null, code("h1"))).isTrue();

    assertThat(scene.partway.codes().read(PURPOSE)).isEqualTo(code("h1"));
    assertThat(scene.partway.codes().read(PURPOSE, TODAY)).isEqualTo(new Known(code("h1"), 1));
    assertThat(scene.partway.codes().read(PURPOSE, TODAY.plusDays(1)).sentToday()).isZero();
    assertThat(scene.partway.codes().read(Purpose.of(CUSTOMER, Operation.SUBMIT, "P2"), TODAY))
        .isEqualTo(new Known(null, 1));
  }

  @Test
  void oneIsIssuedInThePlaceOfTheOneThatWasReadAndNoMoreThanSoMany() {
    assertThat(issue(null, code("h1"))).isTrue();
    assertThat(issue(null, code("h2"))).isFalse();
    assertThat(issue(code("other"), code("h2"))).isFalse();
    assertThat(issue(code("h1"), code("h2"))).isTrue();
    assertThat(issue(code("h2"), code("h3"))).as("two a day").isFalse();
    assertThat(scene.partway.codes().read(PURPOSE, TODAY)).isEqualTo(new Known(code("h2"), 2));

    scene.partway.codes().retract(PURPOSE, code("h1"), TODAY);
    assertThat(scene.partway.codes().read(PURPOSE, TODAY)).isEqualTo(new Known(code("h2"), 2));
    scene.partway.codes().retract(PURPOSE, code("h2"), TODAY);
    assertThat(scene.partway.codes().read(PURPOSE, TODAY)).isEqualTo(new Known(null, 1));
  }

  @Test
  void attemptsAreCountedAgainstTheCodeThatWasRead() {
    issue(null, code("h1"));
    StoredCode once = new StoredCode("h1", 1, now(), now().plusSeconds(600));

    assertThat(scene.partway.codes().reserve(PURPOSE, code("h1"))).isTrue();
    assertThat(scene.partway.codes().reserve(PURPOSE, code("h1"))).as("counted since").isFalse();
    assertThat(scene.partway.codes().read(PURPOSE)).isEqualTo(once);
    scene.partway.codes().giveBack(PURPOSE, code("other"));
    assertThat(scene.partway.codes().read(PURPOSE)).isEqualTo(once);
    scene.partway.codes().giveBack(PURPOSE, code("h1"));
    assertThat(scene.partway.codes().read(PURPOSE)).isEqualTo(code("h1"));
    assertThat(scene.partway.codes().reserve(Purpose.of(CUSTOMER, Operation.SUBMIT, "P2"), once))
        .isFalse();
  }

  @Test
  void theCodeItselfIsStoredNowhere() {
    String code = sent(PURPOSE);

    assertThat(scene.client.scan(s -> s.tableName(scene.table.value())).items().toString())
        .doesNotContain(code);
  }

  @Test
  void codesAndCountsVanish() {
    sent(PURPOSE);

    assertThat(scene.client.scan(s -> s.tableName(scene.table.value())).items())
        .filteredOn(item -> item.toString().contains("CODE"))
        .hasSize(2)
        .allSatisfy(item -> {
          long ttl = Long.parseLong(item.getOrDefault("ttl", Writer.value(0)).n());
          assertThat(Instant.ofEpochSecond(ttl))
              .isBetween(now().plusSeconds(3600), now().plusSeconds(3 * 86_400));
        });
  }

  @Test
  void aSubmitSpendsItsCode() {
    assertThat(submit("k", null))
        .isEqualTo(new SubmitDisassociation.Outcome.VerificationRequired(Operation.SUBMIT));
    String code = sent(PURPOSE);

    assertThat(submit("k", code)).isInstanceOf(SubmitDisassociation.Outcome.Submitted.class);
    assertThat(scene.partway.codes().read(PURPOSE)).isNull();
    assertThat(submit("k", code)).isInstanceOf(SubmitDisassociation.Outcome.Replayed.class);
  }

  @Test
  void oneCodeSpentByManyAtOnceIsOneAct() throws Exception {
    String code = sent(PURPOSE);
    List<Callable<SubmitDisassociation.Outcome>> runners = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String key = "k" + i;
      runners.add(() -> submit(key, code));
    }

    List<SubmitDisassociation.Outcome> outcomes = Race.run(runners);

    assertThat(outcomes)
        .filteredOn(SubmitDisassociation.Outcome.Submitted.class::isInstance)
        .hasSize(1);
    assertThat(scene.register(Party.CUSTOMER, pair).submissions()).hasSize(1);
    assertThat(scene.partway.codes().read(PURPOSE)).isNull();
  }

  @Test
  void oneCodeSpentByManyDecisionsIsOneDecision() throws Exception {
    DisassociationRequest request = scene.submitted(Scene.partner("P1"), pair, "k");
    String code = sent(Purpose.of(CUSTOMER, Operation.REJECT, request.id().value()));
    List<Callable<DecideRequest.Outcome>> runners = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      runners.add(() -> decide(request, Decision.REJECT, code));
    }

    assertThat(Race.run(runners))
        .as("one decision, and its replays")
        .allSatisfy(o -> assertThat(o).isInstanceOf(DecideRequest.Outcome.Decided.class));
  }

  @Test
  void guessesFromManyThreadsAreComparedFiveTimes() throws Exception {
    String code = sent(PURPOSE);
    int guesses = guesses();
    List<Callable<Integer>> runners = new ArrayList<>();
    for (int thread = 0; thread < 20; thread++) {
      int first = thread;
      runners.add(() -> {
        int compared = 0;
        for (int i = first; i < guesses; i += 20) {
          String guess = String.format(Locale.ROOT, "%06d", i);
          Verdict verdict =
              scene.partway.verifier().verify(PURPOSE, guess.equals(code) ? "x" : guess, now());
          if (verdict instanceof Verdict.Failed(var cause, _) && cause == Cause.WRONG) {
            compared++;
          }
        }
        return compared;
      });
    }

    assertThat(Race.run(runners).stream().mapToInt(Integer::intValue).sum()).isEqualTo(5);
    assertThat(submit("k", code))
        .isEqualTo(
            new SubmitDisassociation.Outcome.VerificationFailed(
                new Verdict.Failed(Cause.LOCKED, 0)));
  }

  /// How many are tried; each is a call over HTTP where the engine is a container.
  int guesses() {
    return 10_000;
  }

  @Test
  void settingsAreReadAsTheyWereWritten() {
    Contact contact =
        new Contact(
            "Ana López",
            "ana@example.com",
            "+4915550100123",
            Language.ZH_HANS,
            ZoneId.of("Asia/Shanghai"),
            EnumSet.allOf(Channel.class));
    Contact other =
        new Contact(
            "Bo", null, "+4915550100124", Language.EN, ZoneId.of("UTC"), Set.of(Channel.SMS));
    Member partner = Scene.partner("P1");
    assertThat(scene.partway.settings().read(partner))
        .isEqualTo(new Settings(PartySettings.standard(Party.PARTNER), UserSettings.STANDARD));
    PartySettings party = new PartySettings(true, List.of(contact, other), 1);
    UserSettings user = new UserSettings(Language.ES, ZoneId.of("Europe/Madrid"), 1);

    assertThat(scene.partway.settings().write(partner, party, user, null)).isTrue();

    assertThat(scene.partway.settings().read(partner)).isEqualTo(new Settings(party, user));
    assertThat(scene.partway.settings().party(Party.PARTNER, "P1")).isEqualTo(party);
    assertThat(scene.partway.settings().party(Party.CUSTOMER, "P1"))
        .isEqualTo(PartySettings.standard(Party.CUSTOMER));
    UserSettings none = new UserSettings(null, null, 2);
    assertThat(scene.partway.settings().write(partner, null, none, null)).isTrue();
    assertThat(scene.partway.settings().read(partner)).isEqualTo(new Settings(party, none));
  }

  @Test
  void settingsAreWrittenOverTheVersionBeforeAlone() {
    Member partner = Scene.partner("P1");
    PartySettings on = new PartySettings(true, List.of(), 1);
    UserSettings spanish = new UserSettings(Language.ES, null, 1);

    assertThat(scene.partway.settings().write(partner, on, null, null)).isTrue();
    assertThat(scene.partway.settings().write(partner, on, spanish, null)).isFalse();
    assertThat(scene.partway.settings().read(partner).user()).isEqualTo(UserSettings.STANDARD);
    issue(null, code("h1"));
    PartySettings off = new PartySettings(false, List.of(), 2);
    assertThat(scene.partway.settings().write(partner, off, null, new SpentCode(PURPOSE, "h2")))
        .isFalse();
    assertThat(scene.partway.settings().write(partner, off, null, new SpentCode(PURPOSE, "h1")))
        .isTrue();
    assertThat(scene.partway.codes().read(PURPOSE)).isNull();
  }

  @Test
  void theDossierSaysWhoseActsNeedACode() {
    assertThat(scene.partway.requests().read(pair, Party.CUSTOMER, null, null))
        .matches(dossier -> dossier.verificationRequired());
    assertThat(scene.partway.requests().read(pair, Party.PARTNER, null, null))
        .matches(dossier -> !dossier.verificationRequired());
    assertThat(scene.partway.requests().read(pair, null, null))
        .matches(dossier -> !dossier.verificationRequired());
    Pair other = Scene.pair("C9", "P1");
    scene.ingest(Scene.established(other, 1, Scene.SINCE, null, null));
    assertThat(scene.partway.requests().read(other, Party.CUSTOMER, null, null))
        .as("before anything was set")
        .matches(dossier -> dossier.verificationRequired());
  }
}
