package io.partway.platform;

import io.avaje.jsonb.Jsonb;
import io.partway.core.message.Message;
import io.partway.core.message.MessageSender.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/// E-mails by SES v2 (operation `SendEmail`).
final class SesMail {
  /// The header that a mail carries when an earlier attempt may have sent it already.
  static final String POSSIBLE_REPEAT = "X-Partway-Possible-Repeat";

  private static final String PATH = "/v2/email/outbound-emails";
  private static final int TAG_CHARACTERS = 256;

  /// What SES calls its errors, without the namespace that may be before it and the address that
  /// may follow.
  private static final Pattern ERROR = Pattern.compile("(?:[^#:]*#)?([A-Za-z0-9.]+)(?::.*)?");

  /// What SES says of a mail that it will not send.
  private static final Set<String> REFUSALS = Set.of("MessageRejected", "BadRequestException");

  private final SignedCalls ses;
  private final String sender;
  private final @Nullable String mailSet;
  private final Jsonb jsonb = Jsonb.builder().serializeEmpty(true).build();

  /// @param sender the address to send from, which SES has verified
  /// @param mailSet the configuration set that tells what becomes of the mails; null for none
  SesMail(SignedCalls ses, String sender, @Nullable String mailSet) {
    this.ses = ses;
    this.sender = sender;
    this.mailSet = mailSet;
  }

  Outcome send(Message.Email email) {
    try {
      return read(
          ses.post(
              PATH,
              "application/json",
              Map.of(),
              jsonb.toJson(call(email)).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | SdkException e) {
      return new Outcome.Unavailable(e.getClass().getSimpleName());
    }
  }

  private Map<String, Object> call(Message.Email email) {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("FromEmailAddress", sender);
    if (mailSet != null) {
      call.put("ConfigurationSetName", mailSet);
    }
    call.put("Destination", Map.of("ToAddresses", List.of(email.to())));
    call.put(
        "Content",
        Map.of(
            "Simple",
            Map.of(
                "Subject", text(email.subject()),
                "Body", body(email),
                "Headers", headers(email))));
    call.put("EmailTags", tags(email.topic()));
    return call;
  }

  private static Map<String, Object> body(Message.Email email) {
    return email.html() == null
        ? Map.of("Text", text(email.text()))
        : Map.of("Text", text(email.text()), "Html", text(email.html()));
  }

  private static List<Map<String, String>> headers(Message.Email email) {
    return email.topic().possibleRepeat() ? List.of(named(POSSIBLE_REPEAT, "yes")) : List.of();
  }

  private static Map<String, String> text(String data) {
    return Map.of("Charset", "UTF-8", "Data", data);
  }

  private static List<Map<String, String>> tags(Message.Topic topic) {
    Map<String, String> about = tag("about", topic.about());
    return topic.audience() == null
        ? List.of(about)
        : List.of(about, tag("audience", topic.audience()));
  }

  /// SES takes letters, digits, `_` and `-` alone.
  private static Map<String, String> tag(String name, String value) {
    String allowed = value.replaceAll("[^A-Za-z0-9_-]", "_");
    return named(name, allowed.substring(0, Math.min(TAG_CHARACTERS, allowed.length())));
  }

  private static Map<String, String> named(String name, String value) {
    return Map.of("Name", name, "Value", value);
  }

  private Outcome read(SignedCalls.Reply reply) {
    Map<?, ?> members = members(reply);
    if (reply.ok()) {
      // Without an id it is no answer of SES.
      return members.get("MessageId") instanceof String id
          ? new Outcome.Accepted(id)
          : new Outcome.Unavailable("status " + reply.status() + " without an id");
    }
    String code = code(reply, members);
    return REFUSALS.contains(code) ? new Outcome.Refused(code) : new Outcome.Unavailable(code);
  }

  /// Not the message of the error: it may name the address.
  private static String code(SignedCalls.Reply reply, Map<?, ?> members) {
    return Stream.of(reply.errorType(), members.get("__type"), members.get("code"))
        .filter(Objects::nonNull)
        .findFirst()
        .map(type -> ERROR.matcher(type.toString()))
        .filter(Matcher::matches)
        .map(name -> name.group(1))
        .orElse("status " + reply.status());
  }

  /// None where the answer is no object.
  private Map<?, ?> members(SignedCalls.Reply reply) {
    try {
      return jsonb.type(Object.class).fromJson(new String(reply.body(), StandardCharsets.UTF_8))
              instanceof Map<?, ?> members
          ? members
          : Map.of();
    } catch (RuntimeException _) {
      return Map.of();
    }
  }
}
