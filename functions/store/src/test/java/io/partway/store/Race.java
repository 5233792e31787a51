package io.partway.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs things at once.
final class Race {
  private Race() {}

  /// A thread for each, all let go at the same moment; their results in order.
  static <T> List<T> run(List<? extends Callable<T>> runners) throws Exception {
    CyclicBarrier start = new CyclicBarrier(runners.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(runners.size())) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> runner : runners) {
        futures.add(
            threads.submit(() -> {
              start.await();
              return runner.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
