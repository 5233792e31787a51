package io.partway.local.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.core.message.Message;
import io.partway.core.message.MessageSender;
import io.partway.core.message.MessageSender.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stands for the carriers of e-mails and text messages: nothing leaves this machine, and
/// everything that would have can be read here, verification codes included.
///
/// Some addresses are in trouble, whatever their domain, so that it can be tried: `refused@…` and
/// [#REFUSED_NUMBER] are refused, `unavailable@…` and [#UNAVAILABLE_NUMBER] get no answer,
/// `bounce@…` and `complaint@…` are taken and come back, as those of SES's mailbox simulator do.
public final class Outbox implements SentMessages {
  /// No country has this code.
  static final String REFUSED_NUMBER = "+10000000400";

  static final String UNAVAILABLE_NUMBER = "+10000000503";

  private static final int REMEMBERED = 1_000;
  private static final String CODES = "verification-code";
  private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final InstantSource clock;
  private final Deque<JsonNode> newestFirst = new ArrayDeque<>();

  private Outbox(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /// Opens the outbox that lies in this file, one message a line.
  ///
  /// @param file made with the first message
  public static Outbox open(Path file, InstantSource clock) throws IOException {
    var outbox = new Outbox(file, clock);
    if (Files.exists(file)) {
      var whole = Files.readAllLines(file).stream().filter(Outbox::isMessage).toList();
      for (var line : whole) {
        outbox.remember(JSON.readTree(line));
      }
      var next = file.resolveSibling(file.getFileName() + ".next");
      Files.write(next, whole);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return outbox;
  }

  /// A system that was killed may have left half a line.
  private static boolean isMessage(String line) {
    try {
      return JSON.readTree(line) instanceof ObjectNode;
    } catch (JsonProcessingException _) {
      return false;
    }
  }

  /// The carriers as a function sees them.
  ///
  /// @param mailSet the configuration set of SES that its mails name; empty where nobody is told
  ///   what becomes of them
  /// @param feedback where SES tells it
  public MessageSender carriers(Optional<String> mailSet, Consumer<ObjectNode> feedback) {
    return message ->
        switch (Trouble.of(message)) {
          case NONE -> new Outcome.Accepted(take(message));
          case REFUSED -> new Outcome.Refused(refusal(message));
          case UNAVAILABLE -> new Outcome.Unavailable("no answer");
          case BOUNCE -> {
            var id = take(message);
            mailSet.ifPresent(set -> feedback.accept(ComingBack.bounce(id, set, message)));
            yield new Outcome.Accepted(id);
          }
          case COMPLAINT -> {
            var id = take(message);
            mailSet.ifPresent(set -> feedback.accept(ComingBack.complaint(id, set, message)));
            yield new Outcome.Accepted(id);
          }
        };
  }

  /// As SES and SNS call it.
  private static String refusal(Message message) {
    return switch (message) {
      case Message.Email _ -> "MessageRejected";
      case Message.Sms _ -> "InvalidParameter";
    };
  }

  private synchronized String take(Message message) {
    var id = UUID.randomUUID().toString();
    var json = json(id, message);
    try {
      Files.writeString(file, json + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    remember(json);
    return id;
  }

  private ObjectNode json(String id, Message message) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("messageId", id)
            .put("sentAt", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    switch (message) {
      case Message.Email email ->
          json.put("channel", "email")
              .put("to", email.to())
              .put("subject", email.subject())
              .put("text", email.text())
              .put("html", email.html());
      case Message.Sms sms ->
          json.put("channel", "sms")
              .put("to", sms.to())
              .putNull("subject")
              .put("text", sms.text())
              .putNull("html");
    }
    var topic = message.topic();
    return json.put("about", topic.about())
        .put("audience", topic.audience())
        .put("possibleRepeat", topic.possibleRepeat())
        .put("code", topic.about().startsWith(CODES) ? codeIn(message.text()).orElse("") : null);
  }

  /// The verification code in a text.
  public static Optional<String> codeIn(String text) {
    Matcher code = CODE.matcher(text);
    return code.find() ? Optional.of(code.group()) : Optional.empty();
  }

  private void remember(JsonNode message) {
    newestFirst.addFirst(message);
    if (newestFirst.size() > REMEMBERED) {
      newestFirst.removeLast();
    }
  }

  @Override
  public synchronized List<JsonNode> newestFirst() {
    return List.copyOf(newestFirst);
  }
}
