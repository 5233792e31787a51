package io.partway.verifyidentity;

import io.avaje.jsonb.Json;
import io.partway.core.message.Channel;
import io.partway.core.message.Language;
import io.partway.core.settings.Contact;
import io.partway.core.settings.Settings;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is set for a user: the first two by his party, the others by himself.
@Json
record SettingsView(
    VerificationView verification,
    List<ContactView> contacts,
    @Nullable String language,
    @Nullable String timeZone) {
  /// Whether codes are asked for.
  @Json
  record VerificationView(boolean required) {}

  /// Somebody who is told of what happens.
  @Json
  record ContactView(
      String name,
      @Nullable String email,
      @Nullable String phoneNumber,
      String language,
      String timeZone,
      List<String> channels) {
    static ContactView of(Contact contact) {
      return new ContactView(
          contact.name(),
          contact.email(),
          contact.phoneNumber(),
          contact.language().tag(),
          contact.timeZone().getId(),
          contact.channels().stream().map(Channel::word).toList());
    }
  }

  static SettingsView of(Settings settings) {
    Language language = settings.user().language();
    ZoneId timeZone = settings.user().timeZone();
    return new SettingsView(
        new VerificationView(settings.party().verificationRequired()),
        settings.party().contacts().stream().map(ContactView::of).toList(),
        language == null ? null : language.tag(),
        timeZone == null ? null : timeZone.getId());
  }
}
