package io.partway.core.ingest;

import io.partway.core.Deadline;
import io.partway.core.ingest.IngestFacts.Outcome;
import io.partway.core.party.Pair;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Takes in reports side by side, but those of one pair one after the other. Closing it waits for
/// all of them.
final class Lanes implements AutoCloseable {
  private final IngestFacts ingest;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Executor bound;
  private final Semaphore free;
  private final Map<Pair, CompletableFuture<Outcome>> latest = new HashMap<>();

  /// @param width reports on their way at once
  /// @param reserve of the invocation's time that no report may use
  Lanes(IngestFacts ingest, int width, Duration reserve) {
    this.ingest = ingest;
    this.free = new Semaphore(width);
    Deadline whole = Deadline.current();
    Deadline part = () -> whole.remaining().minus(reserve);
    // A scoped value does not reach a thread pool's threads by itself.
    this.bound = task -> workers.execute(() -> ScopedValue.where(Deadline.CURRENT, part).run(task));
  }

  /// Starts one, as soon as there is room for it.
  CompletableFuture<Outcome> start(Report report) {
    free.acquireUninterruptibly();
    // The one before has its room already, so that nobody waits for somebody who waits for room.
    CompletableFuture<Outcome> outcome =
        latest
            .getOrDefault(report.pair(), CompletableFuture.completedFuture(new Outcome.Ignored()))
            .thenApplyAsync(_ -> ingest.ingest(report), bound)
            .whenComplete((_, _) -> free.release());
    latest.put(report.pair(), outcome);
    return outcome;
  }

  @Override
  public void close() {
    // First those that wait for another one: a closing pool takes no new task.
    latest.values().forEach(last -> last.exceptionally(_ -> new Outcome.Ignored()).join());
    workers.close();
  }
}
