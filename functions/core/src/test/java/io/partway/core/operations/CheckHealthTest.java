package io.partway.core.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.event.Reminder;
import io.partway.core.event.Tick;
import io.partway.core.event.TickStore;
import io.partway.core.request.RequestStore.Overdue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckHealthTest {
  private final List<DeadLetters.Depth> depths = new ArrayList<>();
  private @Nullable Tick last = tick(Samples.NOW);
  private @Nullable Instant heard = Samples.NOW;
  private Backlog backlog = new Backlog(0, true, null);
  private final MovableClock clock = new MovableClock(Samples.NOW);

  private static Tick tick(Instant at) {
    return new Tick(at, 1, 0, 2, true, at);
  }

  private Health check() {
    TickStore ticks =
        new TickStore() {
          @Override
          public @Nullable Tick last() {
            return last;
          }

          @Override
          public void keep(Tick tick) {
            throw new AssertionError("a check changes nothing");
          }

          @Override
          public boolean forEachDeadline(Instant after, Instant until, Consumer<Overdue> action) {
            throw new AssertionError("deadlines are the schedule's");
          }

          @Override
          public boolean remind(Reminder reminder) {
            throw new AssertionError("a check changes nothing");
          }
        };
    OperationsStore store =
        new OperationsStore() {
          @Override
          public Backlog overdue(Instant now) {
            assertThat(now).isEqualTo(clock.instant());
            return backlog;
          }

          @Override
          public @Nullable Instant heard() {
            return heard;
          }

          @Override
          public void hear(Instant tick) {
            throw new AssertionError("a check changes nothing");
          }
        };
    return new CheckHealth(store, ticks, () -> depths, clock).check();
  }

  @Test
  void allIsWellWhileEverythingIsRecent() {
    depths.add(new DeadLetters.Depth("q", 0L));
    clock.set(Samples.NOW.plusSeconds(180));
    backlog = new Backlog(7, false, Samples.NOW);
    assertThat(check())
        .isEqualTo(
            new Health(
                clock.instant(),
                last,
                backlog,
                new Health.Lag(Duration.ofMinutes(3), Duration.ofMinutes(3), Duration.ofMinutes(3)),
                depths,
                List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "sweep, SWEEP_LATE",
    "no-sweep, SWEEP_LATE",
    "overdue, REQUESTS_OVERDUE",
    "events, EVENTS_LATE",
    "no-events, EVENTS_LATE",
    "dead, DEAD_LETTERS",
    "unknown, DEAD_LETTERS_UNKNOWN",
  })
  void whatFallsBehindIsFoundByItself(String what, Finding finding) {
    Instant late = Samples.NOW.minusSeconds(180).minusMillis(1);
    depths.add(new DeadLetters.Depth("a", 0L));
    switch (what) {
      case "sweep" -> last = tick(late);
      case "no-sweep" -> last = null;
      case "overdue" -> backlog = new Backlog(1, true, late);
      case "events" -> heard = late;
      case "no-events" -> heard = null;
      case "dead" -> depths.add(new DeadLetters.Depth("b", 1L));
      default -> depths.add(new DeadLetters.Depth("b", null));
    }
    assertThat(check().findings()).containsExactly(finding);
    assertThat(finding.detail()).endsWith(".");
  }

  @Test
  void allFindingsAreToldAtOnceAndEachOnce() {
    last = null;
    heard = null;
    backlog = new Backlog(2, true, Samples.NOW.minus(Duration.ofDays(1)));
    for (String queue : List.of("a", "b")) {
      depths.add(new DeadLetters.Depth(queue, 3L));
      depths.add(new DeadLetters.Depth(queue + "'", null));
    }
    assertThat(check().findings()).containsExactly(Finding.values());
    assertThat(check().lag()).isEqualTo(new Health.Lag(null, Duration.ofDays(1), null));
  }

  @Test
  void whatAnotherMachinesClockDatesLaterIsNotBehind() {
    last = tick(Samples.NOW.plusMillis(40));
    heard = Samples.NOW.plusMillis(40);
    assertThat(check().lag())
        .isEqualTo(new Health.Lag(Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }
}
