package io.partway.local.sam;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A server of `sam local` as a child process, on a free port of loopback.
final class SamLocal implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Process process;
  private final URI url;

  /// What it is to run.
  ///
  /// @param image that functions run in; must be there
  /// @param environment a file for `--env-vars`
  record Inputs(Path template, Map<String, String> parameters, String image, Path environment) {}

  private SamLocal(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /// Starts it and waits until it listens.
  ///
  /// @param command `start-lambda` or `start-api`
  /// @param log takes what it and the functions say
  /// @throws IllegalStateException when it does not start; the message ends with what it said
  static SamLocal start(String command, Inputs inputs, Path log) throws IOException {
    var port = freePort();
    var builder =
        new ProcessBuilder(line(command, inputs, port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("SAM_CLI_TELEMETRY", "0");
    // With credentials it would ask AWS whose they are.
    builder.environment().keySet().removeAll(credentials());
    var sam = new SamLocal(builder.start(), URI.create("http://" + LOOPBACK + ":" + port));
    try {
      sam.await(port, log);
      return sam;
    } catch (IOException | RuntimeException e) {
      sam.close();
      throw e;
    }
  }

  URI url() {
    return url;
  }

  private static List<String> line(String command, Inputs inputs, int port) {
    var line = new ArrayList<>(List.of("sam", "local", command));
    line.addAll(List.of("--template", inputs.template().toString(), "--region", "eu-west-1"));
    line.addAll(List.of("--host", LOOPBACK, "--port", Integer.toString(port)));
    line.addAll(List.of("--env-vars", inputs.environment().toString()));
    // A container a function, kept: one for each call would start Java for each call.
    line.addAll(List.of("--warm-containers", "LAZY"));
    line.addAll(List.of("--skip-pull-image", "--invoke-image", inputs.image()));
    line.add("--parameter-overrides");
    inputs.parameters().forEach((name, value) -> line.add(name + "=" + value));
    return line;
  }

  private static List<String> credentials() {
    return List.of(
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  private void await(int port, Path log) throws IOException {
    var deadline = System.nanoTime() + START.toNanos();
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "SAM's emulator did not start:\n" + Files.readString(log).strip());
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private static boolean listens(int port) throws IOException {
    try (var _ = new Socket(InetAddress.ofLiteral(LOOPBACK), port)) {
      return true;
    } catch (ConnectException _) {
      return false;
    }
  }

  /// It takes its containers with it, which needs a moment.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
