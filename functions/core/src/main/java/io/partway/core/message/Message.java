package io.partway.core.message;

import org.jspecify.annotations.Nullable;

/// One message to one address. What it says may be secret (a verification code), so that its text
/// form tells only what it is about.
public sealed interface Message {
  /// Whom it goes to: an e-mail address, or a telephone number of ITU-T E.164 with its `+`.
  String to();

  /// What it says, as plain text.
  String text();

  /// What it is about, for those who follow a delivery.
  Topic topic();

  /// What a message is about.
  ///
  /// @param about what the recipient never sees: an event's id, or the word of a use such as
  ///   `verification-code`; no personal data
  /// @param audience on whose behalf the recipient is told, such as `customer-cedar-works`, so that
  ///   who follows a mail that came back finds whose address it is; null where that does not matter
  /// @param possibleRepeat whether an earlier attempt may have sent the same already
  record Topic(String about, @Nullable String audience, boolean possibleRepeat) {
    /// Of something that is sent for the first time.
    public static Topic of(String about) {
      return new Topic(about, null, false);
    }

    /// The same, for an audience.
    public Topic told(String to) {
      return new Topic(about, to, possibleRepeat);
    }

    /// The same, sent once more because nobody knows whether the first attempt went out.
    public Topic repeated() {
      return new Topic(about, audience, true);
    }
  }

  /// An e-mail.
  ///
  /// @param subject one line
  /// @param html the same text for readers that show HTML; null where plain text is all there is
  record Email(String to, String subject, String text, @Nullable String html, Topic topic)
      implements Message {
    @Override
    public String toString() {
      return "Email[" + topic + "]";
    }
  }

  /// A text message to a telephone.
  record Sms(String to, String text, Topic topic) implements Message {
    @Override
    public String toString() {
      return "Sms[" + topic + "]";
    }
  }
}
