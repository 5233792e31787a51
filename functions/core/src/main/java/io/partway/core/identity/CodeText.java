package io.partway.core.identity;

import io.partway.core.Limit;
import io.partway.core.message.Channel;
import io.partway.core.message.Language;
import io.partway.core.message.Message;
import io.partway.core.message.Texts;
import io.partway.core.verification.Operation;
import jakarta.inject.Inject;
import java.util.Map;

/// Words the message that brings a code. It says what the code is for, so that nobody who is talked
/// into reading one out takes it for something else.
public final class CodeText {
  /// What all these messages are about, see [Message.Topic#about()].
  public static final String TOPIC = "verification-code";

  private final Texts texts = Texts.beside(CodeText.class, "codes");

  @Inject
  CodeText() {}

  /// The message.
  ///
  /// @param counterpartyId empty for the settings of the user's own party
  Message message(
      Channel channel,
      String to,
      Language language,
      Operation operation,
      String counterpartyId,
      String code) {
    String act =
        texts.text(language, "act." + operation.word(), Map.of("counterparty", counterpartyId));
    Map<String, String> parameters =
        Map.of(
            "code", code,
            "act", act,
            "minutes", Integer.toString(Limit.CODE_LIFETIME_MINUTES.standard()));
    return switch (channel) {
      case EMAIL ->
          new Message.Email(
              to,
              texts.text(language, "mail.subject", parameters),
              texts.text(language, "mail.text", parameters),
              null,
              Message.Topic.of(TOPIC));
      case SMS ->
          new Message.Sms(
              to, texts.text(language, "sms.text", parameters), Message.Topic.of(TOPIC));
    };
  }
}
