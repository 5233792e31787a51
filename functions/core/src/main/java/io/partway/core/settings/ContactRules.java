package io.partway.core.settings;

import io.partway.core.Fault;
import io.partway.core.Limit;
import io.partway.core.Word;
import io.partway.core.message.AddressForm;
import io.partway.core.message.Channel;
import io.partway.core.message.Language;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a contact, and what belongs to one, must be.
final class ContactRules {
  private final List<Fault> faults = new ArrayList<>();

  /// All that was found wrong so far.
  List<Fault> faults() {
    return faults;
  }

  /// The contacts; those that are faulty are left out and told.
  List<Contact> contacts(List<ChangeSettings.RawContact> raw) {
    if (raw.size() > Limit.CONTACTS.standard()) {
      add("contacts", "too-many", "Give at most " + Limit.CONTACTS.standard() + " contacts.");
      return List.of();
    }
    List<Contact> contacts = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      contact("contacts/" + i, raw.get(i)).ifPresent(contacts::add);
    }
    return contacts;
  }

  private Optional<Contact> contact(String path, ChangeSettings.RawContact raw) {
    int before = faults.size();
    String name = name(path + "/name", raw.name());
    String email = email(path + "/email", raw.email());
    String phoneNumber = phoneNumber(path + "/phoneNumber", raw.phoneNumber());
    Language language =
        required(path + "/language", language(path + "/language", raw.language()), raw.language());
    ZoneId timeZone =
        required(path + "/timeZone", timeZone(path + "/timeZone", raw.timeZone()), raw.timeZone());
    Set<Channel> channels = channels(path + "/channels", raw.channels());
    if (channels.contains(Channel.EMAIL) && raw.email() == null) {
      faults.add(Fault.required(path + "/email"));
    }
    if (channels.contains(Channel.SMS) && raw.phoneNumber() == null) {
      faults.add(Fault.required(path + "/phoneNumber"));
    }
    return faults.size() > before || name == null || language == null || timeZone == null
        ? Optional.empty()
        : Optional.of(new Contact(name, email, phoneNumber, language, timeZone, channels));
  }

  private @Nullable String name(String path, @Nullable String raw) {
    if (raw == null) {
      faults.add(Fault.required(path));
      return null;
    }
    String name = raw.strip();
    int length = name.codePointCount(0, name.length());
    if (length == 0 || length > Limit.CONTACT_NAME_CODE_POINTS.standard()) {
      add(
          path,
          length == 0 ? "empty" : "too-long",
          "Give 1 to " + Limit.CONTACT_NAME_CODE_POINTS.standard() + " characters.");
    } else if (name.codePoints().anyMatch(ContactRules::unprintable)) {
      add(path, "control-character", "Leave out control characters, line breaks included.");
    }
    return name;
  }

  private static boolean unprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private @Nullable String email(String path, @Nullable String raw) {
    if (raw != null && !AddressForm.email(raw)) {
      add(path, "malformed", "Give an e-mail address such as name@example.com.");
    }
    return raw;
  }

  private @Nullable String phoneNumber(String path, @Nullable String raw) {
    if (raw != null && !AddressForm.phoneNumber(raw)) {
      add(path, "malformed", "Give the number as +, country code and digits: +4915550100123.");
    }
    return raw;
  }

  /// Null where none is given, or an unknown one.
  @Nullable Language language(String path, @Nullable String raw) {
    Optional<Language> language = raw == null ? Optional.empty() : Language.parse(raw);
    if (raw != null && language.isEmpty()) {
      add(path, "unknown", "Use one of: en, zh-Hans, es.");
    }
    return language.orElse(null);
  }

  /// Null where none is given, or an unknown one.
  @Nullable ZoneId timeZone(String path, @Nullable String raw) {
    if (raw == null) {
      return null;
    }
    try {
      if (ZoneId.getAvailableZoneIds().contains(raw)) {
        return ZoneId.of(raw);
      }
    } catch (DateTimeException _) {
      // Told below, like one that nobody knows.
    }
    add(path, "unknown", "Use a name of the IANA time zone database, such as Europe/Madrid.");
    return null;
  }

  private <T> @Nullable T required(String path, @Nullable T value, @Nullable String raw) {
    if (raw == null) {
      faults.add(Fault.required(path));
    }
    return value;
  }

  private Set<Channel> channels(String path, @Nullable List<@Nullable String> raw) {
    Set<Channel> channels = EnumSet.noneOf(Channel.class);
    if (raw == null) {
      faults.add(Fault.required(path));
      return channels;
    }
    if (raw.isEmpty()) {
      add(path, "empty", "Name at least one of: email, sms.");
    }
    for (int i = 0; i < raw.size(); i++) {
      String word = raw.get(i);
      Optional<Channel> channel = word == null ? Optional.empty() : Word.parse(Channel.class, word);
      if (channel.isEmpty()) {
        add(path + "/" + i, "unknown", "Use one of: email, sms.");
      } else if (!channels.add(channel.get())) {
        add(path + "/" + i, "repeated", "Name each channel once.");
      }
    }
    return channels;
  }

  private void add(String path, String code, String detail) {
    faults.add(new Fault(path, code, detail));
  }
}
