package io.partway.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.message.Channel;
import io.partway.core.message.Language;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.settings.ChangeSettings.Command;
import io.partway.core.settings.ChangeSettings.Outcome;
import io.partway.core.settings.ChangeSettings.RawContact;
import io.partway.core.verification.Operation;
import io.partway.core.verification.Purpose;
import io.partway.core.verification.StoredCode;
import io.partway.core.verification.Verifier;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChangeSettingsTest {
  private static final Member ADMIN = Samples.admin(Party.CUSTOMER);
  private static final Member VIEWER = Samples.member(Party.CUSTOMER, Role.VIEWER);
  private static final RawContact ANA =
      new RawContact(
          " Ana López ", "ana@example.com", null, "es", "Europe/Madrid", List.of("email"));
  private static final Contact ANAS =
      new Contact(
          "Ana López",
          "ana@example.com",
          null,
          Language.ES,
          ZoneId.of("Europe/Madrid"),
          Set.of(Channel.EMAIL));

  private final MemorySettings store = new MemorySettings();
  private final ChangeSettings settings =
      new ChangeSettings(store, store.codes.verifier(), new MovableClock(Samples.NOW));

  private static Command command(
      boolean required,
      List<RawContact> contacts,
      @Nullable String language,
      @Nullable String code) {
    return new Command(required, contacts, language, null, code);
  }

  private Outcome change(Member caller, Command command) {
    return settings.change(caller, command, OptionalLong.of(settings.read(caller).version()));
  }

  private void code(Operation operation) {
    store.codes.put(
        Purpose.ofSettings(ADMIN, operation),
        "123456",
        new StoredCode("", 0, Samples.NOW, Samples.NOW.plusSeconds(600)));
  }

  @Test
  void customersAreVerifiedUntilTheySayOtherwiseAndPartnersAreNot() {
    assertThat(settings.read(ADMIN).party()).isEqualTo(new PartySettings(true, List.of(), 0));
    assertThat(settings.read(Samples.admin(Party.PARTNER)).party().verificationRequired())
        .isFalse();
    assertThat(settings.read(ADMIN).version()).isEqualTo(1);
  }

  @Test
  void everybodyChoosesHisOwnLanguageAndZone() {
    Outcome changed =
        change(VIEWER, new Command(true, List.of(), "zh-Hans", "Asia/Shanghai", null));

    assertThat(changed)
        .isEqualTo(
            new Outcome.Changed(
                new Settings(
                    PartySettings.standard(Party.CUSTOMER),
                    new UserSettings(Language.ZH_HANS, ZoneId.of("Asia/Shanghai"), 1))));
    assertThat(settings.read(VIEWER).version()).isEqualTo(2);
    assertThat(settings.read(ADMIN).version()).isEqualTo(1);
    assertThat(change(VIEWER, new Command(true, List.of(), null, null, null)))
        .isInstanceOf(Outcome.Changed.class);
    assertThat(settings.read(VIEWER).user()).isEqualTo(new UserSettings(null, null, 2));
  }

  @Test
  void onlyAnAdminChangesWhatHoldsForTheParty() {
    code(Operation.CHANGE_CONTACTS);

    assertThat(change(VIEWER, command(false, List.of(), null, "123456")))
        .isEqualTo(new Outcome.RoleNotAllowed());
    assertThat(change(VIEWER, command(true, List.of(ANA), null, "123456")))
        .isEqualTo(new Outcome.RoleNotAllowed());
    assertThat(store.codes.reservations).isZero();
  }

  @Test
  void contactsNeedACodeOfTheirOwn() {
    Command command = command(true, List.of(ANA), null, "123456");
    assertThat(change(ADMIN, command(true, List.of(ANA), null, null)))
        .isEqualTo(new Outcome.VerificationRequired(Operation.CHANGE_CONTACTS));
    code(Operation.DISABLE_VERIFICATION);
    assertThat(change(ADMIN, command))
        .isEqualTo(
            new Outcome.VerificationFailed(new Verifier.Verdict.Failed(Verifier.Cause.WRONG, 0)));
    code(Operation.CHANGE_CONTACTS);

    assertThat(change(ADMIN, command)).isInstanceOf(Outcome.Changed.class);
    assertThat(settings.read(VIEWER).party()).isEqualTo(new PartySettings(true, List.of(ANAS), 1));
    assertThat(change(ADMIN, command(true, List.of(), null, "123456")))
        .as("spent")
        .isInstanceOf(Outcome.VerificationFailed.class);
    assertThat(change(ADMIN, command(true, List.of(ANA), "en", null)))
        .as("the same contacts are no change")
        .isInstanceOf(Outcome.Changed.class);
  }

  @Test
  void switchingOffNeedsACodeAndSwitchingOnNone() {
    assertThat(change(ADMIN, command(false, List.of(), null, null)))
        .isEqualTo(new Outcome.VerificationRequired(Operation.DISABLE_VERIFICATION));
    code(Operation.DISABLE_VERIFICATION);
    assertThat(change(ADMIN, command(false, List.of(ANA), null, "123456")))
        .as("serves for both at once")
        .isInstanceOf(Outcome.Changed.class);
    assertThat(change(ADMIN, command(true, List.of(ANA), null, null)))
        .isInstanceOf(Outcome.Changed.class);
    assertThat(settings.read(ADMIN).party().version()).isEqualTo(2);
  }

  @Test
  void partnersNeedACodeForTheirContactsToo() {
    Member partner = Samples.admin(Party.PARTNER);

    assertThat(change(partner, command(false, List.of(ANA), null, null)))
        .isEqualTo(new Outcome.VerificationRequired(Operation.CHANGE_CONTACTS));
  }

  @Test
  void whoHasSeenAnotherVersionIsStale() {
    Command command = command(true, List.of(), "en", null);

    assertThat(settings.change(ADMIN, command, OptionalLong.of(2))).isEqualTo(new Outcome.Stale());
    assertThat(settings.change(ADMIN, command, OptionalLong.empty()))
        .isEqualTo(new Outcome.Stale());
    store.beforeWrites.add(() -> change(ADMIN, command(true, List.of(), "es", null)));
    assertThat(change(ADMIN, command)).isEqualTo(new Outcome.Stale());
    assertThat(settings.read(ADMIN).user().language()).isEqualTo(Language.ES);
  }

  @Test
  void nothingChangedIsWrittenNowhere() {
    assertThat(change(ADMIN, command(true, List.of(), null, null)))
        .isEqualTo(new Outcome.Changed(settings.read(ADMIN)));
    assertThat(settings.read(ADMIN).version()).isEqualTo(1);
  }

  private List<String> faults(Command command) {
    if (change(ADMIN, command) instanceof Outcome.Invalid(var faults)) {
      return faults.stream().map(fault -> fault.member() + " " + fault.code()).toList();
    }
    throw new AssertionError("not refused");
  }

  private List<String> faults(RawContact contact) {
    return faults(command(true, List.of(contact), null, null));
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(faults(new Command(null, null, "fr", "Mars/Base", null)))
        .containsExactly(
            "verification/required required",
            "contacts required",
            "language unknown",
            "timeZone unknown");
    assertThat(
            faults(
                command(
                    true,
                    List.of(ANA, new RawContact(null, null, null, null, null, null)),
                    null,
                    null)))
        .containsExactly(
            "contacts/1/name required",
            "contacts/1/language required",
            "contacts/1/timeZone required",
            "contacts/1/channels required");
    assertThat(faults(command(true, Collections.nCopies(11, ANA), null, null)))
        .containsExactly("contacts too-many");
  }

  @Test
  void aContactIsWhatItMustBe() {
    for (String email :
        List.of(
            "ana",
            "ana@",
            "@example.com",
            "a b@example.com",
            "ana@localhost",
            "ä@example.com",
            "ana@example.com\n",
            "a".repeat(65) + "@example.com",
            "a@" + "b.".repeat(130) + "com")) {
      assertThat(
              faults(new RawContact("Ana", email, null, "es", "Europe/Madrid", List.of("email"))))
          .as(email)
          .containsExactly("contacts/0/email malformed");
    }
    for (String number :
        List.of("0155501001", "+0155501001", "+49 1555", "+12345", "+1234567890123456")) {
      assertThat(faults(new RawContact("Ana", null, number, "es", "Europe/Madrid", List.of("sms"))))
          .as(number)
          .containsExactly("contacts/0/phoneNumber malformed");
    }
    assertThat(faults(new RawContact(" ", null, null, "es", "Europe/Madrid", List.of("sms"))))
        .containsExactly("contacts/0/name empty", "contacts/0/phoneNumber required");
    assertThat(
            faults(
                new RawContact(
                    "a".repeat(101), "a@b.example", null, "es", "+02:00", List.of("email"))))
        .containsExactly("contacts/0/name too-long", "contacts/0/timeZone unknown");
    assertThat(faults(new RawContact("A\nB", "a@b.example", null, "EN", "UTC", List.of("email"))))
        .containsExactly("contacts/0/name control-character", "contacts/0/language unknown");
    assertThat(
            faults(
                new RawContact(
                    "A",
                    "a@b.example",
                    null,
                    "en",
                    "UTC",
                    Arrays.asList("email", "email", "fax", null))))
        .containsExactly(
            "contacts/0/channels/1 repeated",
            "contacts/0/channels/2 unknown",
            "contacts/0/channels/3 unknown");
    assertThat(faults(new RawContact("A", "a@b.example", null, "en", "UTC", List.of())))
        .containsExactly("contacts/0/channels empty");
  }
}
