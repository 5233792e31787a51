package io.partway.local.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.partway.local.outbox.Outbox;
import io.partway.local.outbox.SentMessages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// moto's server as a child process: it stands in for S3, SES, SNS and the other services, DynamoDB
/// excepted, that functions outside of this process call. It ends with this process.
final class Moto implements SentMessages, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader output;
  private final Writer input;
  private final URI endpoint;
  private final InstantSource clock;
  private final Set<String> known = new HashSet<>();
  private final Deque<JsonNode> newestFirst = new ArrayDeque<>();

  private Moto(
      Process process, BufferedReader output, Writer input, URI endpoint, InstantSource clock) {
    this.process = process;
    this.output = output;
    this.input = input;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  /// Starts it; the first time, it is fetched from PyPI.
  ///
  /// @param script `infra/moto/run`
  /// @param address what it listens on, at a free port
  /// @param log takes what it complains about
  /// @throws IllegalStateException when it does not start; the log says why
  static Moto start(Path script, String address, Path log, InstantSource clock) throws IOException {
    var process =
        new ProcessBuilder(script.toString(), address)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    var output = process.inputReader(StandardCharsets.UTF_8);
    var url = output.readLine();
    if (url == null) {
      process.destroy();
      throw new IllegalStateException("moto did not start; " + log + " says why");
    }
    return new Moto(
        process, output, process.outputWriter(StandardCharsets.UTF_8), URI.create(url), clock);
  }

  URI endpoint() {
    return endpoint;
  }

  /// What it has taken does not say when; here that is when this was first asked after it.
  @Override
  public synchronized List<JsonNode> newestFirst() {
    try {
      input.write("\n");
      input.flush();
      var taken = JSON.readTree(output.readLine());
      for (var email : taken.path("emails")) {
        remember("email", email, email.path("to").path(0), email.path("body").asText());
      }
      for (var sms : taken.path("texts")) {
        remember("sms", sms, sms.path("to"), sms.path("text").asText());
      }
      return List.copyOf(newestFirst);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remember(String channel, JsonNode taken, JsonNode to, String text) {
    if (known.add(channel + taken.path("id").asText())) {
      newestFirst.addFirst(
          JsonNodeFactory.instance
              .objectNode()
              .put("messageId", taken.path("id").asText())
              .put("sentAt", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
              .put("channel", channel)
              .put("to", to.asText())
              .put("subject", taken.path("subject").textValue())
              .put("text", text)
              .putNull("html")
              .putNull("about")
              .putNull("audience")
              .put("possibleRepeat", false)
              .put("code", Outbox.codeIn(text).orElse(null)));
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
