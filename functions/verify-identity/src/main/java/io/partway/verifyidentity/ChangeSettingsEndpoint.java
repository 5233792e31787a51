package io.partway.verifyidentity;

import io.partway.core.message.Language;
import io.partway.core.rehearsal.Cast;
import io.partway.core.settings.ChangeSettings;
import io.partway.core.settings.ChangeSettings.Command;
import io.partway.core.settings.ChangeSettings.Outcome;
import io.partway.core.settings.ChangeSettings.RawContact;
import io.partway.core.settings.Settings;
import io.partway.core.settings.UserSettings;
import io.partway.gateway.Answer;
import io.partway.gateway.Body;
import io.partway.gateway.BodyShape;
import io.partway.gateway.BodyShape.Kind;
import io.partway.gateway.Call;
import io.partway.gateway.Endpoint;
import io.partway.gateway.IfMatch;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import io.partway.gateway.view.Refusals;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Replaces what is set for the caller.
final class ChangeSettingsEndpoint implements Endpoint {
  private static final String VERIFICATION = "verification";
  private static final String REQUIRED = "required";
  private static final String CONTACTS = "contacts";
  private static final String CHANNELS = "channels";
  private static final String VERIFICATION_CODE = "verificationCode";

  private static final BodyShape BODY =
      BodyShape.ofTexts("language", "timeZone", VERIFICATION_CODE)
          .and(VERIFICATION, new Kind.Nested(BodyShape.ofTexts().and(REQUIRED, new Kind.Flag())))
          .and(
              CONTACTS,
              new Kind.ListOf(
                  BodyShape.ofTexts("name", "email", "phoneNumber", "language", "timeZone")
                      .andTexts(CHANNELS)));

  private final ChangeSettings settings;

  @Inject
  ChangeSettingsEndpoint(ChangeSettings settings) {
    this.settings = settings;
  }

  @Override
  public Answer answer(Call call) {
    IfMatch seen = call.ifMatch();
    return switch (call.body(BODY, seen.faults())) {
      case Body.Reading.Refused(var problem) -> problem.answer();
      case Body.Reading.Good(var body) ->
          switch (seen) {
            case IfMatch.Tag(var version) -> change(call, body, version);
            case IfMatch.Missing() ->
                IfMatch.required("Send the ETag of the settings you have seen.").answer();
            case IfMatch.Malformed() ->
                throw new IllegalStateException(
                    "a malformed header was told with the body's faults");
          };
    };
  }

  @Override
  public Map<String, Object> rehearsedBody(Cast cast) {
    SettingsView now = SettingsView.of(new Settings(cast.settings(), UserSettings.STANDARD));
    return Map.of(
        VERIFICATION,
        Map.of(REQUIRED, now.verification().required()),
        CONTACTS,
        now.contacts(),
        "language",
        Language.EN.tag(),
        "timeZone",
        "UTC");
  }

  private Answer change(Call call, Body body, OptionalLong seen) {
    Body verification = body.object(VERIFICATION);
    Command command =
        new Command(
            verification == null ? null : verification.flag(REQUIRED),
            contacts(body.objects(CONTACTS)),
            body.text("language"),
            body.text("timeZone"),
            body.text(VERIFICATION_CODE));
    return switch (settings.change(call.member(), command, seen)) {
      case Outcome.Changed(var changed) -> ShowSettingsEndpoint.shown(changed);
      case Outcome.Invalid(var faults) -> Problem.invalid(faults).answer();
      case Outcome.Stale() ->
          Problem.of(ProblemCode.STALE, "Read the settings again and change what they say now.")
              .answer();
      case Outcome.RoleNotAllowed() -> Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
      case Outcome.VerificationRequired(var operation) ->
          Refusals.verificationRequired(operation).answer();
      case Outcome.VerificationFailed(var failed) -> Refusals.verificationFailed(failed).answer();
    };
  }

  private static @Nullable List<RawContact> contacts(@Nullable List<Body> contacts) {
    return contacts == null
        ? null
        : contacts.stream()
            .map(contact ->
                new RawContact(
                    contact.text("name"),
                    contact.text("email"),
                    contact.text("phoneNumber"),
                    contact.text("language"),
                    contact.text("timeZone"),
                    contact.texts(CHANNELS)))
            .toList();
  }
}
