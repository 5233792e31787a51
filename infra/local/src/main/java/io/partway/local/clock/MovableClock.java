package io.partway.local.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/// The clock of the local system: the wall clock, moved forward by an offset, or standing still. It
/// never goes back, for neither do the deadlines and counts that were written by it.
public final class MovableClock implements InstantSource {
  private final InstantSource wallClock;
  private final Consumer<State> changes;
  private State state;

  /// What has to be kept for the clock to go on from where it was.
  ///
  /// @param offset how far it is ahead of the wall clock; meaningless while frozen
  /// @param frozenAt where it stands, if it stands
  public record State(Duration offset, Optional<Instant> frozenAt) {
    public static final State WALL_CLOCK = new State(Duration.ZERO, Optional.empty());
  }

  /// @param now milliseconds
  public record Reading(Instant now, boolean frozen) {}

  /// What came of the wish to move the clock.
  public sealed interface Move {
    /// @param jumped whether it was set forward, rather than only stopped or started
    record Moved(Reading reading, boolean jumped) implements Move {}

    /// The wish was to go back.
    record Refused(Reading reading) implements Move {}
  }

  /// @param changes told every new state, so that it can be kept
  public MovableClock(InstantSource wallClock, State state, Consumer<State> changes) {
    this.wallClock = wallClock;
    this.state = state;
    this.changes = changes;
  }

  @Override
  public synchronized Instant instant() {
    return state.frozenAt().orElseGet(() -> wallClock.instant().plus(state.offset()));
  }

  public synchronized Reading read() {
    return new Reading(instant().truncatedTo(ChronoUnit.MILLIS), state.frozenAt().isPresent());
  }

  /// Sets the clock forward, stops it, lets it tick again, or several of these at once.
  ///
  /// @param now where it shall stand; empty to leave it where it is
  /// @param frozen whether it shall stand still; empty to leave that as it is
  public synchronized Move move(Optional<Instant> now, Optional<Boolean> frozen) {
    var before = read();
    var target = now.orElse(before.now());
    if (target.isBefore(before.now())) {
      return new Move.Refused(before);
    }
    var stands = frozen.orElse(before.frozen());
    if (now.isPresent() || stands != before.frozen()) {
      state =
          stands
              ? new State(Duration.ZERO, Optional.of(target))
              : new State(Duration.between(wallClock.instant(), target), Optional.empty());
      changes.accept(state);
    }
    return new Move.Moved(
        new Reading(target, stands), now.isPresent() && target.isAfter(before.now()));
  }
}
