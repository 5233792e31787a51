package io.partway.store;

import io.partway.core.Word;
import io.partway.core.message.Channel;
import io.partway.core.message.Language;
import io.partway.core.party.Party;
import io.partway.core.settings.Contact;
import io.partway.core.settings.PartySettings;
import io.partway.core.settings.UserSettings;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a party, and what a user, has set.
final class SettingsItem {
  private SettingsItem() {}

  static Map<String, AttributeValue> of(Key key, PartySettings settings) {
    return Writer.of(key)
        .flag(Attribute.VERIFICATION_REQUIRED, settings.verificationRequired())
        .maps(
            Attribute.CONTACTS,
            settings.contacts(),
            (map, contact) ->
                map.text(Attribute.NAME, contact.name())
                    .text(Attribute.EMAIL, contact.email())
                    .text(Attribute.PHONE_NUMBER, contact.phoneNumber())
                    .text(Attribute.LANGUAGE, contact.language().tag())
                    .text(Attribute.TIME_ZONE, contact.timeZone().getId())
                    .texts(
                        Attribute.CHANNELS,
                        contact.channels().stream().map(Channel::word).toList()))
        .number(Attribute.VERSION, settings.version())
        .item();
  }

  static Map<String, AttributeValue> of(Key key, UserSettings settings) {
    Language language = settings.language();
    ZoneId timeZone = settings.timeZone();
    return Writer.of(key)
        .text(Attribute.LANGUAGE, language == null ? null : language.tag())
        .text(Attribute.TIME_ZONE, timeZone == null ? null : timeZone.getId())
        .number(Attribute.VERSION, settings.version())
        .item();
  }

  /// @param item null where nothing was chosen yet
  static PartySettings readParty(Party party, @Nullable Item item) {
    return item == null
        ? PartySettings.standard(party)
        : new PartySettings(
            item.flag(Attribute.VERIFICATION_REQUIRED),
            item.maps(Attribute.CONTACTS, SettingsItem::contact),
            item.number(Attribute.VERSION));
  }

  /// @param item null where nothing was chosen yet
  static UserSettings readUser(@Nullable Item item) {
    return item == null
        ? UserSettings.STANDARD
        : new UserSettings(
            item.has(Attribute.LANGUAGE) ? language(item) : null,
            item.has(Attribute.TIME_ZONE) ? item.id(Attribute.TIME_ZONE, ZoneId::of) : null,
            item.number(Attribute.VERSION));
  }

  private static Contact contact(Item map) {
    return new Contact(
        map.text(Attribute.NAME),
        map.optionalText(Attribute.EMAIL),
        map.optionalText(Attribute.PHONE_NUMBER),
        language(map),
        map.id(Attribute.TIME_ZONE, ZoneId::of),
        map.texts(Attribute.CHANNELS).stream()
            .map(word ->
                Word.parse(Channel.class, word)
                    .orElseThrow(() -> map.corrupt(Attribute.CHANNELS.stored())))
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static Language language(Item map) {
    return Language.parse(map.text(Attribute.LANGUAGE))
        .orElseThrow(() -> map.corrupt(Attribute.LANGUAGE.stored()));
  }
}
