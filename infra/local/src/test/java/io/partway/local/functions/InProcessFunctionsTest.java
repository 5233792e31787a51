package io.partway.local.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.partway.gateway.EventFailed;
import io.partway.local.template.FunctionDefinition;
import io.partway.platform.Host;
import io.partway.testkit.function.BareHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InProcessFunctionsTest {
  private static final InstantSource NOW = InstantSource.fixed(Instant.EPOCH);

  /// Answers what it was given, by whom, and how long it may take.
  public static final class Echo implements RequestStreamHandler {
    private final Host host;

    public Echo(Host host) {
      this.host = host;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      var event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
      if (event.equals("fail")) {
        throw new IllegalStateException("as asked");
      }
      if (event.equals("refuse")) {
        throw new EventFailed("version: Give a whole number.");
      }
      var answer =
          "%s %s %d %d"
              .formatted(
                  event,
                  host.environment().get("NAME"),
                  System.identityHashCode(this),
                  context.getRemainingTimeInMillis());
      output.write(answer.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Takes its time to start, and is wanted eight times at once.
  public static final class Slow implements RequestStreamHandler {
    private static final int AT_ONCE = 8;
    private static final AtomicInteger STARTING = new AtomicInteger();
    private static final AtomicInteger MOST_STARTING = new AtomicInteger();
    private static final CyclicBarrier ALL = new CyclicBarrier(AT_ONCE);

    public Slow(Host host) {
      MOST_STARTING.accumulateAndGet(STARTING.incrementAndGet(), Math::max);
      for (var i = 0; i < 200_000; i++) {
        Thread.onSpinWait();
      }
      STARTING.decrementAndGet();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
      try {
        ALL.await();
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private record TestHost(Map<String, String> environment) implements BareHost {
    @Override
    public InstantSource clock() {
      return NOW;
    }
  }

  private final List<Throwable> failures = new ArrayList<>();

  private InProcessFunctions functions(String className) {
    var definition =
        new FunctionDefinition(
            "Echo",
            className,
            Map.of("NAME", "local"),
            Duration.ofSeconds(10),
            1,
            Optional.empty());
    return new InProcessFunctions(
        List.of(definition),
        function -> new TestHost(function.environment()),
        NOW,
        _ -> {},
        failures::add);
  }

  private static FunctionOutcome invoke(Functions functions, String name, String event) {
    return functions.invoke(name, event.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(FunctionOutcome outcome) {
    return switch (outcome) {
      case FunctionOutcome.Answered(var output) -> new String(output, StandardCharsets.UTF_8);
      case FunctionOutcome.Failed(var why) -> why;
      case FunctionOutcome.Unreachable(var why) -> why;
    };
  }

  @Test
  void usesAnIdleInstanceAgain() {
    var functions = functions(Echo.class.getName());

    var first = text(invoke(functions, "Echo", "{}"));

    assertThat(first).startsWith("{} local ").endsWith(" 10000");
    assertThat(text(invoke(functions, "Echo", "{}"))).isEqualTo(first);
  }

  /// The adapters of compiled JSON are registered in a list that all starts share.
  @Test
  void startsOneInstanceAtATime() throws Exception {
    var functions = functions(Slow.class.getName());
    try (var threads = Executors.newFixedThreadPool(Slow.AT_ONCE)) {
      var calls = new ArrayList<Future<FunctionOutcome>>();
      for (var i = 0; i < Slow.AT_ONCE; i++) {
        calls.add(threads.submit(() -> invoke(functions, "Echo", "{}")));
      }
      for (var call : calls) {
        assertThat(call.get()).isInstanceOf(FunctionOutcome.Answered.class);
      }
    }
    assertThat(Slow.MOST_STARTING).hasValue(1);
  }

  @Test
  void tellsTheConsoleWhatWasThrownAndGoesOn() {
    var functions = functions(Echo.class.getName());

    assertThat(invoke(functions, "Echo", "fail")).isInstanceOf(FunctionOutcome.Failed.class);
    assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
    assertThat(invoke(functions, "Echo", "{}")).isInstanceOf(FunctionOutcome.Answered.class);
  }

  @Test
  void tellsWhyAnEventWasRefused() {
    assertThat(invoke(functions(Echo.class.getName()), "Echo", "refuse"))
        .isEqualTo(new FunctionOutcome.Failed("version: Give a whole number."));
    assertThat(failures).isEmpty();
  }

  @Test
  void knowsNoOtherFunction() {
    assertThat(invoke(functions(Echo.class.getName()), "Other", "{}"))
        .isInstanceOf(FunctionOutcome.Unreachable.class);
  }

  @Test
  void saysAtTheStartWhichHandlerIsMissing() {
    assertThatThrownBy(() -> functions("io.partway.Nothing"))
        .hasMessageContaining("Echo: io.partway.Nothing is no RequestStreamHandler");
    assertThatThrownBy(() -> functions("java.lang.String"))
        .hasMessageContaining("is no RequestStreamHandler");
  }
}
