package io.partway.store;

import io.partway.core.Deadline;
import io.partway.core.rehearsal.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// Runs reads side by side on virtual threads, each under the invocation's deadline.
final class Parallel {
  private Parallel() {}

  /// Something under way.
  static final class Task<T> {
    private final FutureTask<T> future;

    private Task(Supplier<T> work) {
      Deadline deadline = Deadline.current();
      Supplier<T> same = Rehearsal.handedOn(work);
      future =
          new FutureTask<>(() -> ScopedValue.where(Deadline.CURRENT, deadline).call(same::get));
      Thread.ofVirtual().name("read").start(future);
    }

    /// Waits for it. What it threw is thrown here.
    T join() {
      try {
        return future.get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case RuntimeException unchecked -> throw unchecked;
          case Error error -> throw error;
          case null, default -> throw new IllegalStateException(e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while reading", e);
      }
    }
  }

  /// Begins this at once.
  static <T> Task<T> start(Supplier<T> work) {
    return new Task<>(work);
  }

  /// Does all of these, one of them on the calling thread, and returns when all are done.
  static <T> List<T> all(List<Supplier<T>> works) {
    List<Task<T>> others = works.stream().skip(1).map(Parallel::start).toList();
    List<T> results = new ArrayList<>();
    for (int i = 0; i < works.size(); i++) {
      results.add(i == 0 ? works.getFirst().get() : others.get(i - 1).join());
    }
    return results;
  }
}
