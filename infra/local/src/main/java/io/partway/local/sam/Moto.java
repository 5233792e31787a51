package io.partway.local.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partway.local.outbox.FirstSeen;
import io.partway.local.outbox.SentMessages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// moto's server as a child process: it stands in for S3, SES, SNS and the other services, DynamoDB
/// excepted, that functions outside of this process call. It ends with this process.
final class Moto implements SentMessages, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader output;
  private final Writer input;
  private final URI endpoint;
  private final FirstSeen messages;

  private Moto(
      Process process, BufferedReader output, Writer input, URI endpoint, InstantSource clock) {
    this.process = process;
    this.output = output;
    this.input = input;
    this.endpoint = endpoint;
    this.messages = new FirstSeen(clock);
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

  @Override
  public synchronized List<JsonNode> newestFirst() {
    try {
      input.write("\n");
      input.flush();
      var taken = JSON.readTree(output.readLine());
      for (var email : taken.path("emails")) {
        messages.see(
            "email",
            email.path("id").asText(),
            email.path("to").path(0).asText(),
            email.path("subject").asText(),
            email.path("body").asText());
      }
      for (var sms : taken.path("texts")) {
        messages.see(
            "sms",
            sms.path("id").asText(),
            sms.path("to").asText(),
            null,
            sms.path("text").asText());
      }
      return messages.newestFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
