package io.partway.core.notification;

import io.partway.core.association.Names;
import io.partway.core.message.Language;
import io.partway.core.message.Texts;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Words notifications for their readers. Nothing that the other side has written goes into a
/// message: else anybody could have Partway send his words, and links, to strangers.
public final class Wording {
  /// Code points of a name in a message.
  private static final int NAME = 80;

  private final Texts texts = Texts.beside(Wording.class, "messages");

  @Inject
  Wording() {}

  /// What a reader sees in the list.
  public record Shown(String title, String text) {}

  /// An e-mail as it is read.
  public record Mail(String subject, String text) {}

  /// In the list.
  ///
  /// @param names of both sides; null where the notification is about one alone
  public Shown shown(Notification notification, @Nullable Names names, Reader reader) {
    return new Shown(
        worded(notification, ".title", names, reader),
        worded(notification, ".text", names, reader));
  }

  /// As an e-mail.
  ///
  /// @param repeat whether it may have been sent before
  public Mail mail(
      Notification notification, @Nullable Names names, Reader reader, boolean repeat) {
    Language language = reader.language();
    Shown shown = shown(notification, names, reader);
    String text = texts.text(language, "mail", Map.of("text", shown.text()));
    return repeat
        ? new Mail(
            texts.text(language, "repeat.line", Map.of("text", shown.title())),
            texts.text(language, "repeat.mail", Map.of("text", text)))
        : new Mail(shown.title(), text);
  }

  /// As a text message.
  ///
  /// @param repeat whether it may have been sent before
  public String sms(
      Notification notification, @Nullable Names names, Reader reader, boolean repeat) {
    String text = worded(notification, ".sms", names, reader);
    return repeat ? texts.text(reader.language(), "repeat.line", Map.of("text", text)) : text;
  }

  private String worded(
      Notification notification, String part, @Nullable Names names, Reader reader) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("at", time(notification.at(), reader));
    Instant until = notification.until();
    if (until != null) {
      parameters.put("until", time(until, reader));
    }
    if (notification.extra() != null) {
      parameters.put("extra", notification.extra().toString());
    }
    String id = notification.counterpartyId();
    if (id != null) {
      String name = names == null ? null : names.counterpartyOf(notification.party());
      parameters.put("counterparty", counterparty(id, name, reader.language()));
    }
    return texts.text(reader.language(), notification.type().word() + part, parameters);
  }

  private String counterparty(String id, @Nullable String name, Language language) {
    String clean = name == null ? "" : name.replaceAll("[\\p{C}\\p{Z}\\s]+", " ").strip();
    if (clean.isEmpty()) {
      return id;
    }
    String fitting =
        clean.codePointCount(0, clean.length()) <= NAME
            ? clean
            : clean.substring(0, clean.offsetByCodePoints(0, NAME - 1)) + "…";
    return texts.text(language, "counterparty", Map.of("name", fitting, "id", id));
  }

  private String time(Instant instant, Reader reader) {
    return DateTimeFormatter.ofPattern(
            texts.text(reader.language(), "time"), reader.language().locale())
        .withZone(reader.zone())
        .format(instant);
  }
}
