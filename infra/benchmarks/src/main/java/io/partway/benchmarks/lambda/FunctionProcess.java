package io.partway.benchmarks.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.benchmarks.lambda.RuntimeApi.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process of its own that serves one function, as one of Lambda's execution environments does.
public final class FunctionProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LAST_WORDS = Duration.ofMinutes(5);
  private static final int TAIL = 4_000;

  private final Launch launch;
  private final RuntimeApi api;
  private Process process;
  private Path output;
  private final CpuTime cpuTime = new CpuTime();
  private final long startedAt;
  private final long readyAt;

  /// Starts a function and waits until it asks for its first event.
  ///
  /// @param events sent as soon as it asks; their answers are awaited by [#answer()]
  /// @param restored run between the snapshot and the restore of a function that is started for
  ///   SnapStart
  /// @throws FunctionFailed when it does not start; with what it wrote
  public static FunctionProcess start(Launch launch, List<byte[]> events, Runnable restored) {
    return new FunctionProcess(launch, events, restored);
  }

  private FunctionProcess(Launch launch, List<byte[]> events, Runnable restored) {
    this.launch = launch;
    api = new RuntimeApi(launch.timeout(), restored);
    events.forEach(api::send);
    try {
      output = Files.createTempFile("partway-function", ".log");
      output.toFile().deleteOnExit();
      ProcessBuilder builder =
          new ProcessBuilder(launch.command())
              .directory(launch.folder().toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().clear();
      builder.environment().putAll(launch.environment());
      builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
      if (launch.snapshot()) {
        builder.environment().put("AWS_CONTAINER_CREDENTIALS_FULL_URI", api.credentials());
        builder.environment().put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "benchmark");
      }
      startedAt = System.nanoTime();
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var _ = process.onExit().thenAccept(ended -> api.ended(ended.exitValue()));
    readyAt =
        switch (turn()) {
          case Turn.Ready(long at) -> at;
          case Turn.Answered _ -> throw failed("an answer before any event");
          case Turn.Failed(var why) -> throw failed(why);
        };
  }

  /// An answer.
  ///
  /// @param latency from event to answer
  /// @param at when it was there, since the start of the process
  @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
  public record Answer(byte[] body, Duration latency, Duration at) {}

  /// Sends an event and waits for the answer.
  public Answer invoke(byte[] event) {
    api.send(event);
    return answer();
  }

  /// Sends an event, waits for the answer and looks at it.
  ///
  /// @throws FunctionFailed when there is none or `check` does not like it; with what the function
  ///   wrote
  public byte[] invoke(byte[] event, Check check) {
    Answer answer = invoke(event);
    check(check, answer);
    return answer.body();
  }

  /// Waits for the answer to an event that was sent before.
  ///
  /// @throws FunctionFailed when there is none; with what the function wrote
  public Answer answer() {
    return switch (turn()) {
      case Turn.Answered(var body, long sentAt, long at) ->
          new Answer(body, Duration.ofNanos(at - sentAt), Duration.ofNanos(at - startedAt));
      case Turn.Ready _ -> throw failed("it started again");
      case Turn.Failed(var why) -> throw failed(why);
    };
  }

  /// Runs the function through these events and tells what it cost.
  ///
  /// @param settle how many calls after the first are left out of what is told of warm ones
  /// @param check looks at every answer; what it throws is told with what the function wrote
  public static Sample sample(
      Launch launch, List<byte[]> events, int settle, Runnable restored, Check check) {
    try (FunctionProcess function = start(launch, List.of(events.getFirst()), restored)) {
      Answer first = function.answer();
      Duration coldCpu = function.cpu();
      function.check(check, first);
      List<Duration> warm = new ArrayList<>();
      Duration settledCpu = coldCpu;
      for (int i = 1; i < events.size(); i++) {
        Answer answer = function.invoke(events.get(i));
        function.check(check, answer);
        if (i == settle) {
          settledCpu = function.cpu();
        } else if (i > settle) {
          warm.add(answer.latency());
        }
      }
      return new Sample(
          function.init(),
          function.restore(),
          first.latency(),
          first.at(),
          coldCpu,
          List.copyOf(warm),
          warm.isEmpty() ? Duration.ZERO : function.cpu().minus(settledCpu).dividedBy(warm.size()),
          function.residentBytes());
    }
  }

  /// Looks at an answer.
  @FunctionalInterface
  public interface Check {
    /// @throws FunctionFailed when it is not as it should be
    void check(byte[] answer);
  }

  /// From the start of the process until it was ready.
  public Duration init() {
    return Duration.ofNanos(readyAt - startedAt);
  }

  /// From the restore until it asked for its first event; zero where nothing is restored.
  public Duration restore() {
    return api.restore();
  }

  /// CPU time used so far.
  public Duration cpu() {
    return cpuTime.of(process.pid());
  }

  /// The most memory that it has had resident.
  public long residentBytes() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Has the process end as it wants to, and waits for it: a JVM writes its caches then.
  ///
  /// @return what it wrote
  public String finish() {
    process.destroy();
    try {
      if (!process.waitFor(LAST_WORDS.toSeconds(), TimeUnit.SECONDS)) {
        throw failed("it does not end");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw failed("interrupted");
    }
    return written();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    api.close();
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Turn turn() {
    try {
      return api.next(PATIENCE);
    } catch (FunctionFailed e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  private void check(Check check, Answer answer) {
    try {
      check.check(answer.body());
    } catch (FunctionFailed e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  private FunctionFailed failed(String why) {
    String written = written();
    close();
    return new FunctionFailed(
        launch.title()
            + ": "
            + why
            + "\n--- it wrote ---\n"
            + written.substring(Math.max(0, written.length() - TAIL)));
  }

  private String written() {
    try {
      return Files.exists(output) ? Files.readString(output, UTF_8) : "";
    } catch (IOException e) {
      return "(unreadable: " + e + ")";
    }
  }
}
