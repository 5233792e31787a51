package io.partway.benchmarks.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.benchmarks.Runtime25;
import io.partway.benchmarks.load.Noop;
import io.partway.benchmarks.load.NoopPackage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real runtime interface client against the harness.
final class FunctionProcessTest {
  private static final List<byte[]> EVENTS = Collections.nCopies(8, "{}".getBytes(UTF_8));

  private final Launcher launcher = new Launcher(Runtime25.java(), Runtime25.jars(), List.of());
  @TempDir private Path folder;

  @Test
  void onDemand() {
    AtomicInteger answers = new AtomicInteger();
    Sample sample =
        FunctionProcess.sample(
            launcher.onDemand(NoopPackage.make(folder)),
            EVENTS,
            3,
            () -> {
              throw new AssertionError("nothing is restored");
            },
            answer -> {
              assertThat(answer).asString(UTF_8).isEqualTo("{}");
              answers.incrementAndGet();
            });
    assertThat(answers).hasValue(8);
    assertThat(sample.warm()).hasSize(4);
    assertThat(sample.cold()).isGreaterThan(sample.init());
    assertThat(sample.first()).isPositive();
    assertThat(sample.coldCpu()).isPositive();
    assertThat(sample.warmCpu()).isPositive();
    assertThat(sample.residentBytes()).isPositive();
  }

  @Test
  void snapStartWaitsToBeRestored() {
    AtomicInteger restores = new AtomicInteger();
    FunctionProcess.sample(
        launcher.snapStart(NoopPackage.make(folder)),
        EVENTS,
        0,
        restores::incrementAndGet,
        _ -> assertThat(restores).hasValue(1));
    assertThat(restores).hasValue(1);
  }

  @Test
  void whatAFunctionSaidIsToldWhenItFails() {
    FunctionPackage noop = NoopPackage.make(folder);
    FunctionPackage none =
        new FunctionPackage(
            "None", Noop.class.getName() + "None", folder, Map.of(), Duration.ofSeconds(3));
    assertThatThrownBy(
            () -> FunctionProcess.sample(launcher.onDemand(none), EVENTS, 0, () -> {}, _ -> {}))
        .isInstanceOf(FunctionFailed.class)
        .hasMessageContaining("None, on-demand")
        .hasMessageContaining("ClassNotFoundException");
    assertThatThrownBy(() ->
            FunctionProcess.sample(
                launcher.onDemand(noop),
                EVENTS,
                0,
                () -> {},
                _ -> {
                  throw new FunctionFailed("not like this");
                }))
        .isInstanceOf(FunctionFailed.class)
        .hasMessageContaining("not like this");
  }
}
