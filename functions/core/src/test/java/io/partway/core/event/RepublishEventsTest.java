package io.partway.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Deadline;
import io.partway.core.Samples;
import io.partway.core.association.Names;
import io.partway.core.event.ChangeSource.Page;
import io.partway.core.event.ChangeSource.Position;
import io.partway.core.record.HistoryRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepublishEventsTest {
  private final List<String> put = new ArrayList<>();
  private final RepublishEvents republish =
      new RepublishEvents(
          RepublishEventsTest::page,
          events ->
              events.forEach(
                  each -> put.add(((DomainEvent.CustomerRevealed) each.event()).recordId())));

  /// Three pages with one look each, a second apart.
  private static Page page(@Nullable Position position) {
    int number = position == null ? 0 : Integer.parseInt(position.text());
    return new Page(
        List.of(new Change.Recorded(null, look(number))),
        number,
        number == 2 ? null : new Position(Integer.toString(number + 1)));
  }

  private static HistoryRecord look(int number) {
    return new HistoryRecord.Revealed(
        "look-" + number, Samples.PAIR, new Names(null, null), at(number), "name", "somebody");
  }

  private static Instant at(int number) {
    return Samples.NOW.plusSeconds(number);
  }

  private RepublishEvents.Progress within(Duration left, Instant from, @Nullable Position after)
      throws IOException {
    Deadline deadline = () -> left;
    return ScopedValue.where(Deadline.CURRENT, deadline)
        .<RepublishEvents.Progress, IOException>call(() -> republish.republish(from, at(2), after));
  }

  @Test
  void goesThroughAllPages() throws IOException {
    assertThat(within(Duration.ofMinutes(1), at(0), null))
        .isEqualTo(new RepublishEvents.Progress(3, 3, null));
    assertThat(put).containsExactly("look-0", "look-1", "look-2");
  }

  @Test
  void stopsInTimeAndGoesOnFromThere() throws IOException {
    RepublishEvents.Progress first = within(Duration.ofSeconds(5), at(0), null);
    assertThat(first).isEqualTo(new RepublishEvents.Progress(1, 0, new Position("1")));
    RepublishEvents.Progress second = within(Duration.ofSeconds(6), at(0), first.next());
    assertThat(second).isEqualTo(new RepublishEvents.Progress(2, 3, null));
    assertThat(put).containsExactly("look-0", "look-1", "look-2");
  }

  @Test
  void bothEndsOfTheSpanAreIncluded() throws IOException {
    assertThat(within(Duration.ofMinutes(1), at(1), null).events()).isEqualTo(2);
    assertThat(within(Duration.ofMinutes(1), at(2), null).events()).isOne();
    assertThat(within(Duration.ofMinutes(1), at(2).plusMillis(1), null).events()).isZero();
  }
}
