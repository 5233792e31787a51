package io.partway.core.event;

import io.partway.core.Deadline;
import io.partway.core.event.ChangeSource.Position;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells events again that may have been lost on their way: the same ones, with the same ids.
public final class RepublishEvents {
  /// What a run leaves of the invocation's time for its last page and its answer.
  private static final Duration RESERVE = Duration.ofSeconds(5);

  private final ChangeSource source;
  private final EventBus bus;

  @Inject
  public RepublishEvents(ChangeSource source, EventBus bus) {
    this.source = source;
    this.bus = bus;
  }

  /// How far a run has come.
  ///
  /// @param events put on the bus by this run
  /// @param unreadable what this run came upon that cannot be read, and so not be told
  /// @param next where the next run goes on; null when all were looked at
  public record Progress(long events, long unreadable, @Nullable Position next) {}

  /// Puts every event that happened from one instant to another, both included, on the bus; goes on
  /// until all that is stored was looked at, or the invocation's deadline is near.
  ///
  /// @param after where the run before has stopped; null for the first run
  /// @throws IOException when the bus does not take them; what was put stays put
  public Progress republish(Instant from, Instant to, @Nullable Position after) throws IOException {
    long events = 0;
    long unreadable = 0;
    Position position = after;
    do {
      ChangeSource.Page page = source.page(position);
      List<Announcement> announced =
          page.changes().stream()
              .flatMap(change -> Events.announced(change).stream())
              .filter(told -> within(told.event().at(), from, to))
              .toList();
      if (!announced.isEmpty()) {
        bus.put(announced);
        events += announced.size();
      }
      unreadable += page.unreadable();
      position = page.next();
    } while (position != null && Deadline.current().remaining().compareTo(RESERVE) > 0);
    return new Progress(events, unreadable, position);
  }

  private static boolean within(Instant at, Instant from, Instant to) {
    return !at.isBefore(from) && !at.isAfter(to);
  }
}
