package io.partway.local.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.local.clock.MovableClock.Move;
import io.partway.local.clock.MovableClock.Reading;
import io.partway.local.clock.MovableClock.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MovableClockTest {
  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
  private static final Instant LATER = Instant.parse("2026-04-30T00:00:00Z");

  private Instant wall = START;
  private final List<State> kept = new ArrayList<>();
  private final MovableClock clock = new MovableClock(() -> wall, State.WALL_CLOCK, kept::add);

  @Test
  void ticksWithTheWallClock() {
    wall = START.plusSeconds(5);

    assertThat(clock.instant()).isEqualTo(wall);
    assertThat(clock.read()).isEqualTo(new Reading(wall, false));
  }

  @Test
  void jumpsForwardAndTicksOn() {
    assertThat(clock.move(Optional.of(LATER), Optional.empty()))
        .isEqualTo(new Move.Moved(new Reading(LATER, false), true));
    wall = START.plusSeconds(5);

    assertThat(clock.instant()).isEqualTo(LATER.plusSeconds(5));
  }

  @Test
  void neverGoesBack() {
    clock.move(Optional.of(LATER), Optional.empty());

    assertThat(clock.move(Optional.of(LATER.minusMillis(1)), Optional.empty()))
        .isEqualTo(new Move.Refused(new Reading(LATER, false)));
    assertThat(clock.instant()).isEqualTo(LATER);
  }

  @Test
  void standsStillAndGoesOnFromThere() {
    clock.move(Optional.of(LATER), Optional.of(true));
    wall = START.plusSeconds(5);
    assertThat(clock.instant()).isEqualTo(LATER);

    clock.move(Optional.of(LATER.plusMillis(1)), Optional.empty());
    assertThat(clock.read()).isEqualTo(new Reading(LATER.plusMillis(1), true));

    assertThat(clock.move(Optional.empty(), Optional.of(false)))
        .isEqualTo(new Move.Moved(new Reading(LATER.plusMillis(1), false), false));
    wall = START.plusSeconds(6);
    assertThat(clock.instant()).isEqualTo(LATER.plusMillis(1).plusSeconds(1));
  }

  @Test
  void goesOnFromWhatWasKept() {
    clock.move(Optional.of(LATER), Optional.empty());
    assertThat(kept).containsExactly(new State(Duration.between(START, LATER), Optional.empty()));

    var next = new MovableClock(() -> START.plusSeconds(60), kept.getLast(), kept::add);
    assertThat(next.instant()).isEqualTo(LATER.plusSeconds(60));
  }
}
