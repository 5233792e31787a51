package io.partway.platform;

import io.partway.core.message.Message;
import io.partway.core.message.MessageSender;
import java.util.List;
import software.amazon.awssdk.http.SdkHttpClient;

/// E-mails by SES, text messages by SNS. Neither is tried twice: whether a second attempt may be a
/// repeat, only the sender of a message can tell its recipient.
final class Carriers implements MessageSender {
  private final SesMail mail;
  private final SnsSms sms;

  Carriers(SesMail mail, SnsSms sms) {
    this.mail = mail;
    this.sms = sms;
  }

  /// @throws BadConfiguration where there is no address to send from
  static Carriers of(Configuration configuration, SdkHttpClient http) {
    String sender = configuration.senderAddress();
    if (sender == null) {
      throw new BadConfiguration(List.of("SENDER_ADDRESS is missing"));
    }
    return new Carriers(
        new SesMail(
            SignedCalls.of(configuration, http, "ses", "email", configuration.sesEndpoint()),
            sender,
            configuration.mailSet()),
        new SnsSms(SignedCalls.of(configuration, http, "sns", configuration.snsEndpoint())));
  }

  @Override
  public Outcome send(Message message) {
    return switch (message) {
      case Message.Email email -> mail.send(email);
      case Message.Sms text -> sms.send(text);
    };
  }
}
