package io.partway.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until it is moved. Any thread may move it.
public final class MutableClock implements InstantSource {
  private final AtomicReference<Instant> now;

  public MutableClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  /// A clock at this instant, as ISO 8601 says it.
  public static MutableClock at(String instant) {
    return new MutableClock(Instant.parse(instant));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /// Moves it to an instant, backwards too.
  public void set(Instant instant) {
    now.set(instant);
  }

  /// Moves it forward.
  public void advance(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }
}
