package io.partway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeadlineTest {
  @Test
  void isTheOneBoundAtTheBoundary() throws Exception {
    Duration remaining =
        ScopedValue.where(Deadline.CURRENT, () -> Duration.ofSeconds(3))
            .call(() -> Deadline.current().remaining());
    assertThat(remaining).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void neverComesOutsideOfAnInvocation() {
    assertThat(Deadline.current().remaining()).isGreaterThan(Duration.ofHours(1));
  }
}
