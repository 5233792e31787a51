package io.partway.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.benchmarks.lambda.Sample;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FiguresTest {
  @Test
  void mediansOfSeveralRuns() {
    Figures figures = Figures.of(List.of(sample(300, 120), sample(100, 80), sample(200, 90)));
    assertThat(figures).isEqualTo(new Figures(3, 150, 30, 50, 200, 100, 300, 180, 90));
  }

  @Test
  void betweenTwoValuesWhereThereIsNoMiddleOne() {
    assertThat(Figures.of(List.of(sample(100, 80), sample(300, 120))).cold()).isEqualTo(200);
  }

  @Test
  void percentilesOfWarmCalls() {
    Sample sample =
        new Sample(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            IntStream.rangeClosed(0, 100).mapToObj(i -> Duration.ofMillis(100 - i)).toList(),
            Duration.ofMillis(2),
            0);
    assertThat(Warm.of(sample)).isEqualTo(new Warm(101, 50, 90, 99, 2, 0));
  }

  private static Sample sample(int coldMillis, int megabytes) {
    return new Sample(
        Duration.ofMillis(coldMillis - 50),
        Duration.ofMillis(30),
        Duration.ofMillis(50),
        Duration.ofMillis(coldMillis),
        Duration.ofMillis(coldMillis - 20),
        List.of(),
        Duration.ZERO,
        megabytes * 1_000_000L);
  }
}
