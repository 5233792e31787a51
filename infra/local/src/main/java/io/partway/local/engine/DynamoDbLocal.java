package io.partway.local.engine;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// DynamoDB Local, the real engine, as a child process on a free port. It ends with this process.
public final class DynamoDbLocal implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final URI endpoint;

  private DynamoDbLocal(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /// Starts the engine on loopback and waits until it answers.
  ///
  /// @param libraries the folder with its jars, as the build leaves it
  /// @param data where its file lies; empty for one in memory
  /// @throws IllegalStateException when it does not start; the message ends with what it said
  public static DynamoDbLocal start(Path libraries, Optional<Path> data) {
    return start(libraries, data, LOOPBACK);
  }

  /// Starts the engine on another address of this machine, as the functions of an emulator need it:
  /// loopback is another one in their containers.
  ///
  /// @throws IllegalStateException when it does not start; the message ends with what it said
  public static DynamoDbLocal start(Path libraries, Optional<Path> data, String address) {
    if (!Files.isDirectory(libraries)) {
      throw new IllegalStateException(
          "DynamoDB Local is not in " + libraries + ": run ./mvnw -q process-resources first");
    }
    try {
      var log = Files.createTempFile("partway-dynamodb-local", ".log");
      log.toFile().deleteOnExit();
      var builder = new ProcessBuilder(command(libraries, data, address));
      builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
      var process = builder.redirectError(log.toFile()).start();
      return new DynamoDbLocal(process, awaitEndpoint(process, log, address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The one engine in memory that every caller in this process shares, for tests; it ends with the
  /// process. Systems that share it keep apart by the suffix of their tables' names.
  public static DynamoDbLocal shared(Path libraries) {
    return Shared.engine(libraries);
  }

  public URI endpoint() {
    return endpoint;
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

  private static List<String> command(Path libraries, Optional<Path> data, String address) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx1g"));
    command.addAll(List.of("-cp", ownClasses() + File.pathSeparator + libraries.resolve("*")));
    command.addAll(List.of(EngineProcess.class.getName(), address));
    command.addAll(List.of("-sharedDb", "-disableTelemetry", "-cors", "http://127.0.0.1"));
    data.ifPresentOrElse(
        folder -> command.addAll(List.of("-dbPath", folder.toString())),
        () -> command.add("-inMemory"));
    return command;
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          EngineProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI awaitEndpoint(Process process, Path log, String address) throws IOException {
    var port = new CompletableFuture<String>();
    Thread.ofVirtual().name("dynamodb-local").start(() -> readOutput(process, port));
    try {
      var number = port.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return URI.create("http://" + address + ":" + number);
    } catch (TimeoutException | ExecutionException _) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "DynamoDB Local did not start:\n" + Files.readString(log).strip());
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while DynamoDB Local started");
    }
  }

  /// Reads to the end, for a child whose output nobody reads stops once the pipe is full.
  private static void readOutput(Process process, CompletableFuture<String> port) {
    try (BufferedReader output = process.inputReader()) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(EngineProcess.READY)) {
          port.complete(line.substring(EngineProcess.READY.length()));
        }
      }
    } catch (IOException _) {
      // The child is gone.
    }
    port.completeExceptionally(new IOException("ended"));
  }

  /// One child for the whole process is state of the process: there is no smaller owner for it.
  private static final class Shared {
    private static final Map<Path, DynamoDbLocal> RUNNING = new ConcurrentHashMap<>();

    static DynamoDbLocal engine(Path libraries) {
      return RUNNING.computeIfAbsent(
          libraries.toAbsolutePath().normalize(),
          folder -> {
            var engine = start(folder, Optional.empty());
            Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
            return engine;
          });
    }
  }
}
