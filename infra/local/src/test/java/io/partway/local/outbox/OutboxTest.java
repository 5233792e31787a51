package io.partway.local.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.core.message.Message;
import io.partway.core.message.Message.Topic;
import io.partway.core.message.MessageSender.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-31T10:00:00Z"));
  private static final Topic TOPIC = Topic.of("event-1").told("partner-aurora");

  @TempDir private Path folder;

  private final List<ObjectNode> feedback = new ArrayList<>();
  private Outbox outbox;

  @BeforeEach
  void open() throws IOException {
    outbox = Outbox.open(folder.resolve("outbox.jsonl"), CLOCK);
  }

  private Outcome mail(String to) {
    return outbox
        .carriers(Optional.of("Mails"), feedback::add)
        .send(new Message.Email(to, "Subject", "Text", null, TOPIC));
  }

  private Outcome sms(String to) {
    return outbox.carriers(Optional.empty(), feedback::add).send(new Message.Sms(to, "T", TOPIC));
  }

  @Test
  void keepsWhatWouldHaveGoneOut() throws IOException {
    assertThat(mail("ana@example.test")).isInstanceOf(Outcome.Accepted.class);
    assertThat(sms("+34600000001")).isInstanceOf(Outcome.Accepted.class);

    assertThat(outbox.newestFirst())
        .extracting(message -> message.path("to").asText())
        .containsExactly("+34600000001", "ana@example.test");
    assertThat(outbox.newestFirst().getLast().path("about").asText()).isEqualTo("event-1");
    assertThat(outbox.newestFirst().getLast().path("audience").asText())
        .isEqualTo("partner-aurora");
    assertThat(Outbox.open(folder.resolve("outbox.jsonl"), CLOCK).newestFirst())
        .isEqualTo(outbox.newestFirst());
    assertThat(feedback).isEmpty();
  }

  @Test
  void someAddressesAreRefusedOrGetNoAnswer() {
    assertThat(mail("Refused@example.test")).isEqualTo(new Outcome.Refused("MessageRejected"));
    assertThat(mail("unavailable@example.test")).isEqualTo(new Outcome.Unavailable("no answer"));
    assertThat(sms(Outbox.REFUSED_NUMBER)).isEqualTo(new Outcome.Refused("InvalidParameter"));
    assertThat(sms(Outbox.UNAVAILABLE_NUMBER)).isEqualTo(new Outcome.Unavailable("no answer"));
    assertThat(outbox.newestFirst()).isEmpty();
  }

  @Test
  void someMailsAreTakenAndComeBack() {
    assertThat(mail("bounce@example.test")).isInstanceOf(Outcome.Accepted.class);
    assertThat(mail("complaint@example.test")).isInstanceOf(Outcome.Accepted.class);

    assertThat(outbox.newestFirst()).hasSize(2);
    assertThat(feedback)
        .hasSize(2)
        .allSatisfy(event -> {
          assertThat(event.path("source").asText()).isEqualTo("aws.ses");
          assertThat(event.at("/detail/mail/tags/ses:configuration-set/0").asText())
              .isEqualTo("Mails");
          assertThat(event.at("/detail/mail/tags/about/0").asText()).isEqualTo("event-1");
          assertThat(event.at("/detail/mail/tags/audience/0").asText()).isEqualTo("partner-aurora");
        });
    assertThat(feedback)
        .extracting(event -> event.at("/detail/eventType").asText())
        .containsExactly("Bounce", "Complaint");
  }

  @Test
  void nobodyIsToldOfMailsOutsideOfAConfigurationSet() {
    outbox
        .carriers(Optional.empty(), feedback::add)
        .send(new Message.Email("bounce@example.test", "S", "T", null, TOPIC));
    assertThat(feedback).isEmpty();
    assertThat(outbox.newestFirst()).hasSize(1);
  }
}
