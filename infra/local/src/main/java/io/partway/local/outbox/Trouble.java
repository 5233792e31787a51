package io.partway.local.outbox;

import io.partway.core.message.Message;
import java.util.Locale;

/// What goes wrong with messages to some addresses.
enum Trouble {
  NONE,
  REFUSED,
  UNAVAILABLE,
  /// Taken, and comes back from the recipient's system.
  BOUNCE,
  /// Taken, and reported as unwanted by its recipient.
  COMPLAINT;

  static Trouble of(Message message) {
    return switch (message) {
      case Message.Email email ->
          switch (email.to().substring(0, email.to().indexOf('@')).toLowerCase(Locale.ROOT)) {
            case "refused" -> REFUSED;
            case "unavailable" -> UNAVAILABLE;
            case "bounce" -> BOUNCE;
            case "complaint" -> COMPLAINT;
            default -> NONE;
          };
      case Message.Sms sms ->
          switch (sms.to()) {
            case Outbox.REFUSED_NUMBER -> REFUSED;
            case Outbox.UNAVAILABLE_NUMBER -> UNAVAILABLE;
            default -> NONE;
          };
    };
  }
}
