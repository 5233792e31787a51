package io.partway.core.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Deadline;
import io.partway.core.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HeartbeatTest {
  private final AtomicLong nanos = new AtomicLong(Duration.ofDays(3).toNanos());
  private final List<Object> seen = new ArrayList<>();

  private final OperationsStore store =
      new OperationsStore() {
        @Override
        public Backlog overdue(Instant now) {
          throw new AssertionError("nobody asked");
        }

        @Override
        public @Nullable Instant heard() {
          throw new AssertionError("nobody asked");
        }

        @Override
        public void hear(Instant tick) {
          seen.add(tick);
          seen.add(Deadline.current().remaining());
          nanos.addAndGet(Duration.ofMillis(400).toNanos());
          seen.add(Deadline.current().remaining());
        }
      };

  @Test
  void isNotedWithinASecond() {
    new Heartbeat(store, nanos::get).heard(Samples.NOW);
    assertThat(seen).containsExactly(Samples.NOW, Duration.ofSeconds(1), Duration.ofMillis(600));
  }
}
