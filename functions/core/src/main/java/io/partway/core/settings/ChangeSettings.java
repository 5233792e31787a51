package io.partway.core.settings;

import io.partway.core.Fault;
import io.partway.core.StoreUnavailable;
import io.partway.core.message.Language;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.verification.Operation;
import io.partway.core.verification.Purpose;
import io.partway.core.verification.SpentCode;
import io.partway.core.verification.Verifier;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Shows and changes what is set for a user.
///
/// Everybody may choose his own language and time zone; what holds for the whole party only its
/// admin. Contacts are whom an attacker would replace first, and the verification what he would
/// switch off: both need a code, whether or not the party's other operations do.
public final class ChangeSettings {
  private static final int ROUNDS = 20;

  private final SettingsStore store;
  private final Verifier verifier;
  private final InstantSource clock;

  @Inject
  public ChangeSettings(SettingsStore store, Verifier verifier, InstantSource clock) {
    this.store = store;
    this.verifier = verifier;
    this.clock = clock;
  }

  /// A contact as it came.
  public record RawContact(
      @Nullable String name,
      @Nullable String email,
      @Nullable String phoneNumber,
      @Nullable String language,
      @Nullable String timeZone,
      @Nullable List<@Nullable String> channels) {}

  /// What the body says; every member as it came. All of it replaces all there is.
  ///
  /// @param language null for none
  /// @param timeZone null for none
  public record Command(
      @Nullable Boolean verificationRequired,
      @Nullable List<RawContact> contacts,
      @Nullable String language,
      @Nullable String timeZone,
      @Nullable String verificationCode) {}

  /// What became of it.
  public sealed interface Outcome {
    record Changed(Settings settings) implements Outcome {}

    /// The body breaks rules.
    record Invalid(List<Fault> faults) implements Outcome {}

    /// The caller has seen another version.
    record Stale() implements Outcome {}

    /// It would change what only an admin may.
    record RoleNotAllowed() implements Outcome {}

    /// A code is needed and none was given.
    ///
    /// @param operation what a code can be asked for
    record VerificationRequired(Operation operation) implements Outcome {}

    record VerificationFailed(Verifier.Verdict.Failed failed) implements Outcome {}
  }

  /// What is set.
  public Settings read(Member member) {
    return store.read(member);
  }

  /// Changes it.
  ///
  /// @param seen the version that the caller has seen; empty for one that there never was
  public Outcome change(Member caller, Command command, OptionalLong seen) {
    ContactRules rules = new ContactRules();
    Boolean required = command.verificationRequired();
    if (required == null) {
      rules.faults().add(Fault.required("verification/required"));
    }
    List<RawContact> raw = command.contacts();
    if (raw == null) {
      rules.faults().add(Fault.required("contacts"));
    }
    List<Contact> contacts = raw == null ? List.of() : rules.contacts(raw);
    Language language = rules.language("language", command.language());
    ZoneId timeZone = rules.timeZone("timeZone", command.timeZone());
    if (!rules.faults().isEmpty()) {
      return new Outcome.Invalid(List.copyOf(rules.faults()));
    }
    boolean wanted = Objects.requireNonNull(required);
    for (int round = 0; round < ROUNDS; round++) {
      Settings before = store.read(caller);
      if (seen.isEmpty() || seen.getAsLong() != before.version()) {
        return new Outcome.Stale();
      }
      Settings after =
          new Settings(
              new PartySettings(wanted, contacts, before.party().version()),
              new UserSettings(language, timeZone, before.user().version()));
      switch (allow(caller, before, after, command.verificationCode())) {
        case Allowance.Refused(var outcome) -> {
          // Whoever was faster with the same code has spent it: then his change is the answer.
          return store.read(caller).version() == before.version() ? outcome : new Outcome.Stale();
        }
        case Allowance.Granted(var code) -> {
          Settings changed = changed(before, after);
          if (write(caller, before, changed, code)) {
            return new Outcome.Changed(changed);
          }
        }
      }
    }
    throw new StoreUnavailable("changing settings kept losing races");
  }

  private sealed interface Allowance {
    /// @param code to spend; null where none is needed
    record Granted(@Nullable SpentCode code) implements Allowance {}

    record Refused(Outcome outcome) implements Allowance {}
  }

  private Allowance allow(
      Member caller, Settings before, Settings after, @Nullable String verificationCode) {
    boolean switched =
        before.party().verificationRequired() != after.party().verificationRequired();
    boolean contactsChanged = !before.party().contacts().equals(after.party().contacts());
    if ((switched || contactsChanged) && caller.role() != Role.ADMIN) {
      return new Allowance.Refused(new Outcome.RoleNotAllowed());
    }
    boolean disabled = switched && !after.party().verificationRequired();
    if (!disabled && !contactsChanged) {
      return new Allowance.Granted(null);
    }
    // The code for switching off is for the graver of the two, and serves for both at once.
    Operation operation = disabled ? Operation.DISABLE_VERIFICATION : Operation.CHANGE_CONTACTS;
    return switch (verifier.verify(
        Purpose.ofSettings(caller, operation),
        verificationCode,
        clock.instant().truncatedTo(ChronoUnit.MILLIS))) {
      case Verifier.Verdict.Right(var code) -> new Allowance.Granted(code);
      case Verifier.Verdict.Missing() ->
          new Allowance.Refused(new Outcome.VerificationRequired(operation));
      case Verifier.Verdict.Failed failed ->
          new Allowance.Refused(new Outcome.VerificationFailed(failed));
    };
  }

  /// Each part one version further where it differs.
  private static Settings changed(Settings before, Settings after) {
    PartySettings party = after.party();
    UserSettings user = after.user();
    return new Settings(
        party.equals(before.party())
            ? party
            : new PartySettings(
                party.verificationRequired(), party.contacts(), party.version() + 1),
        user.equals(before.user())
            ? user
            : new UserSettings(user.language(), user.timeZone(), user.version() + 1));
  }

  private boolean write(Member caller, Settings before, Settings after, @Nullable SpentCode code) {
    if (after.equals(before)) {
      return true;
    }
    return store.write(
        caller,
        after.party().equals(before.party()) ? null : after.party(),
        after.user().equals(before.user()) ? null : after.user(),
        code);
  }
}
