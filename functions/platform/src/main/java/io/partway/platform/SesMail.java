package io.partway.platform;

import io.partway.core.message.Message;
import io.partway.core.message.MessageSender.Outcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Body;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.MessageTag;

/// E-mails by SES v2.
final class SesMail {
  /// The header that a mail carries when an earlier attempt may have sent it already.
  static final String POSSIBLE_REPEAT = "X-Partway-Possible-Repeat";

  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final int TAG_CHARACTERS = 256;

  private final SesV2Client ses;
  private final String sender;
  private final @Nullable String mailSet;

  /// @param sender the address to send from, which SES has verified
  /// @param mailSet the configuration set that tells what becomes of the mails; null for none
  SesMail(SesV2Client ses, String sender, @Nullable String mailSet) {
    this.ses = ses;
    this.sender = sender;
    this.mailSet = mailSet;
  }

  static SesMail of(Configuration configuration, String sender) {
    return new SesMail(
        LambdaHost.placed(SesV2Client.builder(), configuration, configuration.sesEndpoint())
            .httpClientBuilder(AwsCrtHttpClient.builder().connectionTimeout(LambdaHost.CONNECT))
            .overrideConfiguration(o ->
                o.apiCallAttemptTimeout(ATTEMPT)
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .defaultProfileFile(LambdaHost.NO_PROFILE)
                    .addExecutionInterceptor(new RehearsalGuard()))
            .build(),
        sender,
        configuration.mailSet());
  }

  Outcome send(Message.Email email) {
    try {
      String id =
          ses.sendEmail(r ->
                  r.fromEmailAddress(sender)
                      .configurationSetName(mailSet)
                      .destination(d -> d.toAddresses(email.to()))
                      .content(c ->
                          c.simple(m ->
                              m.subject(text(email.subject()))
                                  .body(body(email))
                                  .headers(headers(email))))
                      .emailTags(tags(email.topic())))
              .messageId();
      return new Outcome.Accepted(id);
    } catch (MessageRejectedException | BadRequestException e) {
      return new Outcome.Refused(code(e));
    } catch (AwsServiceException e) {
      return new Outcome.Unavailable(code(e));
    } catch (SdkException e) {
      return new Outcome.Unavailable(e.getClass().getSimpleName());
    }
  }

  private static Body body(Message.Email email) {
    Body.Builder body = Body.builder().text(text(email.text()));
    if (email.html() != null) {
      body.html(text(email.html()));
    }
    return body.build();
  }

  private static List<MessageHeader> headers(Message.Email email) {
    return email.topic().possibleRepeat()
        ? List.of(MessageHeader.builder().name(POSSIBLE_REPEAT).value("yes").build())
        : List.of();
  }

  private static Content text(String data) {
    return Content.builder().charset("UTF-8").data(data).build();
  }

  private static List<MessageTag> tags(Message.Topic topic) {
    MessageTag about = tag("about", topic.about());
    return topic.audience() == null
        ? List.of(about)
        : List.of(about, tag("audience", topic.audience()));
  }

  /// SES takes letters, digits, `_` and `-` alone.
  private static MessageTag tag(String name, String value) {
    String allowed = value.replaceAll("[^A-Za-z0-9_-]", "_");
    return MessageTag.builder()
        .name(name)
        .value(allowed.substring(0, Math.min(TAG_CHARACTERS, allowed.length())))
        .build();
  }

  /// Not the message of the error: it may name the address.
  private static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null
        ? "status " + e.statusCode()
        : e.awsErrorDetails().errorCode();
  }
}
