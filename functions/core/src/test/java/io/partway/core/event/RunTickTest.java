package io.partway.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.MemoryStore;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.association.RequestId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.ExpireRequests;
import io.partway.core.request.RequestStatus;
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

final class RunTickTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final MemoryStore requests = new MemoryStore();
  private final MovableClock clock = new MovableClock(Samples.NOW);
  private final Ticks ticks = new Ticks();
  private final RunTick tick =
      new RunTick(new ExpireRequests(requests, clock, Samples.LEDGER), requests, ticks, clock);

  /// What is said is kept under the request and the distance, as in the table.
  private final class Ticks implements TickStore {
    private @Nullable Tick last;
    private final List<String> said = new ArrayList<>();

    /// How many ranges of deadlines are seen wholly before time runs out.
    private int ranges = Integer.MAX_VALUE;

    @Override
    public @Nullable Tick last() {
      return last;
    }

    @Override
    public void keep(Tick tick) {
      last = tick;
    }

    @Override
    public boolean forEachDeadline(Instant after, Instant until, Consumer<Overdue> action) {
      if (ranges-- <= 0) {
        return false;
      }
      // As the index, which may still have what is not pending any more.
      requests.requests.values().stream()
          .filter(r -> r.expiresAt().isAfter(after) && !r.expiresAt().isAfter(until))
          .forEach(r -> action.accept(new Overdue(r.pair(), r.id(), r.expiresAt())));
      return true;
    }

    @Override
    public boolean remind(Reminder reminder) {
      assertThat(reminder.at()).isEqualTo(clock.instant());
      String one = reminder.request().value() + " " + reminder.days();
      return !said.contains(one) && said.add(one);
    }
  }

  private DisassociationRequest pending(String customer, Instant submittedAt) {
    Pair pair = Samples.pair(customer, "partner-1");
    DisassociationRequest request =
        Samples.submitted(
            new RequestId(customer), Samples.active(pair), Party.PARTNER, submittedAt);
    requests.put(Samples.active(pair), Samples.clearFacts());
    requests.change(pair, a -> MemoryStore.holding(a, request.pending()).entered(request.head()));
    requests.requests.put(request.id(), request);
    return request;
  }

  private Tick runAt(Instant now) {
    clock.set(now);
    return tick.run();
  }

  @Test
  void eachDistanceIsToldOnceWhenItIsReached() {
    Instant deadline = pending("c", Samples.NOW).expiresAt();

    assertThat(runAt(Samples.NOW)).isEqualTo(new Tick(Samples.NOW, 0, 0, 0, true, Samples.NOW));
    for (int days : new int[] {7, 3, 1}) {
      Instant due = deadline.minus(DAY.multipliedBy(days));
      assertThat(runAt(due.minus(MOMENT)).reminders()).as("before day %s", days).isZero();
      assertThat(runAt(due)).isEqualTo(new Tick(due, 0, 0, 1, true, due));
      assertThat(runAt(due.plus(MOMENT)).reminders()).as("after day %s", days).isZero();
    }
    assertThat(ticks.said).containsExactly("c 7", "c 3", "c 1");

    assertThat(runAt(deadline)).isEqualTo(new Tick(deadline, 1, 0, 0, true, deadline));
    assertThat(ticks.said).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    // Days and milliseconds before the deadline at which the schedule ticks again, and what it says
    // then: what lies behind is not told any more.
    "7, 1, ''",
    "7, 0, c 7",
    "5, 0, c 7",
    "3, 1, c 7",
    "3, 0, c 3",
    "1, 1, c 3",
    "1, 0, c 1",
    "0, 1, c 1",
    "0, 0, ''",
  })
  void whoComesLateSaysOnlyTheNearest(int days, int millis, String said) {
    Instant deadline = pending("c", Samples.NOW).expiresAt();
    runAt(Samples.NOW);

    runAt(deadline.minus(DAY.multipliedBy(days)).minusMillis(millis));

    assertThat(String.join(",", ticks.said)).isEqualTo(said);
  }

  @Test
  void theFirstTickEverSaysTheNearestToo() {
    DisassociationRequest old = pending("old", Samples.NOW);
    clock.set(old.expiresAt().minus(DAY.multipliedBy(2)));

    assertThat(tick.run().reminders()).isEqualTo(1);
    assertThat(ticks.said).containsExactly("old 3");
  }

  @Test
  void whoHasJustBeenToldOfTheRequestIsNotReminded() {
    Instant submitted = Samples.NOW;
    Pair pair = Samples.pair("short", "partner-1");
    requests.put(Samples.active(pair), Samples.clearFacts());
    for (int more : new int[] {0, 1}) {
      // A deadline of seven days, or a moment more.
      DisassociationRequest request =
          DisassociationRequest.submitted(
              new RequestId("short-" + more),
              Samples.active(pair),
              Party.PARTNER,
              "why",
              "hash",
              submitted,
              submitted.plus(DAY.multipliedBy(7)).plusMillis(more));
      requests.requests.put(request.id(), request);
    }
    runAt(submitted.minus(MOMENT));

    runAt(submitted.plusMillis(1));

    assertThat(ticks.said).containsExactly("short-1 7");
  }

  @Test
  void whatIsNotPendingIsNotReminded() {
    DisassociationRequest request = pending("c", Samples.NOW);
    DisassociationRequest gone = pending("gone", Samples.NOW);
    runAt(Samples.NOW);
    requests.requests.put(
        request.id(),
        Samples.decided(
            request, Decision.REJECT, Samples.admin(Party.CUSTOMER), null, null, Samples.NOW));

    runAt(request.expiresAt().minus(DAY));

    assertThat(ticks.said).containsExactly("gone 1");
    assertThat(requests.request(gone.id()).status()).isEqualTo(RequestStatus.PENDING);
  }

  @Test
  void whatTimeDidNotAllowTheNextTickSays() {
    DisassociationRequest request = pending("c", Samples.NOW);
    runAt(Samples.NOW);
    Instant due = request.expiresAt().minus(DAY.multipliedBy(3));

    ticks.ranges = 1;
    assertThat(runAt(due)).isEqualTo(new Tick(due, 0, 0, 0, false, Samples.NOW));

    ticks.ranges = Integer.MAX_VALUE;
    Instant next = due.plus(MOMENT);
    assertThat(runAt(next)).isEqualTo(new Tick(next, 0, 0, 1, true, next));
    assertThat(ticks.said).containsExactly("c 3");
  }

  @Test
  void twoTicksAtOnceSayItOnce() {
    DisassociationRequest request = pending("c", Samples.NOW);
    Instant due = request.expiresAt().minus(DAY);
    ticks.said.add("c 1");

    assertThat(runAt(due).reminders()).isZero();
  }
}
