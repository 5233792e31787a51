package io.partway.local.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.message.Message;
import io.partway.core.message.MessageSender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SentMessagesTest {
  @TempDir private Path folder;

  private Outbox open() throws IOException {
    return Outbox.open(folder.resolve("outbox.jsonl"), InstantSource.fixed(Instant.EPOCH));
  }

  private static Message to(String address) {
    return new Message.Sms(address, "text", Message.Topic.of("test"));
  }

  private static List<String> addresses(Outbox outbox) {
    return outbox.newestFirst().stream().map(message -> message.path("to").asText()).toList();
  }

  private static MessageSender carriers(Outbox outbox) {
    return outbox.carriers(Optional.empty(), _ -> {});
  }

  @Test
  void keepsMessagesOverARestart() throws Exception {
    carriers(open()).send(to("+1"));
    carriers(open()).send(to("+2"));

    assertThat(addresses(open())).containsExactly("+2", "+1");
  }

  @Test
  void startsAlthoughASystemThatWasKilledHasLeftHalfALine() throws Exception {
    carriers(open()).send(to("+1"));
    Files.writeString(
        folder.resolve("outbox.jsonl"), "{\"messageId\":\"", StandardOpenOption.APPEND);

    var outbox = open();
    carriers(outbox).send(to("+2"));

    assertThat(addresses(outbox)).containsExactly("+2", "+1");
    assertThat(addresses(open())).containsExactly("+2", "+1");
  }
}
