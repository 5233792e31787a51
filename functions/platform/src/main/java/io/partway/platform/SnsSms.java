package io.partway.platform;

import io.partway.core.message.Message;
import io.partway.core.message.MessageSender.Outcome;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/// Text messages by SNS (operation `Publish` of its query protocol).
final class SnsSms {
  private static final Pattern ID = Pattern.compile("<MessageId>([^<]+)</MessageId>");
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]+)</Code>");

  /// What SNS says of a number that it will not send to.
  private static final Set<String> REFUSALS =
      Set.of("InvalidParameter", "InvalidParameterValue", "ParameterValueInvalid", "OptedOut");

  private final SignedCalls sns;

  SnsSms(SignedCalls sns) {
    this.sns = sns;
  }

  Outcome send(Message.Sms sms) {
    try {
      return read(
          sns.post(
              "application/x-www-form-urlencoded; charset=utf-8",
              Map.of(),
              encoded(form(sms)).getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException | SdkException e) {
      return new Outcome.Unavailable(e.getClass().getSimpleName());
    }
  }

  private static Map<String, String> form(Message.Sms sms) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("Action", "Publish");
    form.put("Version", "2010-03-31");
    form.put("PhoneNumber", sms.to());
    form.put("Message", sms.text());
    form.put("MessageAttributes.entry.1.Name", "AWS.SNS.SMS.SMSType");
    form.put("MessageAttributes.entry.1.Value.DataType", "String");
    form.put("MessageAttributes.entry.1.Value.StringValue", "Transactional");
    return form;
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Outcome read(SignedCalls.Reply reply) {
    String body = new String(reply.body(), StandardCharsets.UTF_8);
    if (reply.ok()) {
      // Without an id it is no answer of SNS.
      Optional<String> id = first(ID, body);
      return id.isPresent()
          ? new Outcome.Accepted(id.get())
          : new Outcome.Unavailable("status " + reply.status() + " without an id");
    }
    String code = first(CODE, body).orElse("status " + reply.status());
    return REFUSALS.contains(code) ? new Outcome.Refused(code) : new Outcome.Unavailable(code);
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
