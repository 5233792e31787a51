package io.partway.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that goes only when it is told to.
public final class MovableClock implements InstantSource {
  private Instant now;

  public MovableClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void set(Instant instant) {
    now = instant;
  }

  public void advance(Duration duration) {
    now = now.plus(duration);
  }
}
