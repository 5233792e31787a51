package io.partway.store;

import io.partway.store.Block.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Several runs of an index read as one list, each no further than the list needs: whoever holds
/// the list up is read next. Since all runs are ordered by the same points, a single point is
/// enough to go on from.
///
/// A line may move from the last run into another one while we read (a pending request that is
/// decided). The last run is therefore read first, so that such a line is met at least once; where
/// it is met twice, its newer form is taken.
final class MergedRuns<T> {
  /// One ordered source.
  interface Run<T> {
    /// @param after where to go on, excluded; null for the start
    /// @param number how many blocks were read before, so that the first can be small
    Block<T> read(@Nullable IndexPoint after, int number);
  }

  private final List<Lane<T>> lanes;
  private final Comparator<IndexPoint> order;
  private @Nullable IndexPoint last;

  /// @param order of all runs
  /// @param start where to go on, excluded; null for the start
  MergedRuns(
      List<? extends Run<T>> runs, Comparator<IndexPoint> order, @Nullable IndexPoint start) {
    this.lanes = runs.stream().map(run -> new Lane<T>(run, start)).toList();
    this.order = order;
    this.last = start;
  }

  /// Reads on until there are `enough` lines, nothing is left, or the time is up. Every run is read
  /// at least once, which guarantees progress.
  ///
  /// @param end the last point to take, included; null for no such bound
  /// @return all that lies between the start and its `next`; `next` is null when everything up to
  ///   `end` was read, and the last line's point when there were enough
  Block<T> gather(int enough, @Nullable IndexPoint end, BooleanSupplier timeIsUp) {
    List<Line<T>> lines = new ArrayList<>();
    readFirst();
    while (true) {
      Lane<T> foremost = foremost();
      if (foremost == null) {
        return new Block<>(lines, null);
      }
      Line<T> line = foremost.buffer.peek();
      IndexPoint point = line == null ? foremost.reached() : line.point();
      if (end != null && order.compare(point, end) > (line == null ? -1 : 0)) {
        return new Block<>(lines, null);
      }
      if (line == null) {
        if (timeIsUp.getAsBoolean()) {
          return new Block<>(lines, point);
        }
        foremost.read();
        continue;
      }
      foremost.buffer.remove();
      if (last == null || order.compare(point, last) > 0) {
        lines.add(line);
        last = point;
        if (lines.size() == enough) {
          return new Block<>(lines, point);
        }
      }
    }
  }

  private void readFirst() {
    if (lanes.isEmpty() || lanes.getLast().blocks > 0) {
      return;
    }
    lanes.getLast().read();
    Parallel.all(
        lanes.subList(0, lanes.size() - 1).stream()
            .<Supplier<Block<T>>>map(lane -> lane::read)
            .toList());
  }

  /// The lane of the next line, or the one that has to be read to know it; null at the end. Of two
  /// at the same point the one that knows its line, then the earlier.
  private @Nullable Lane<T> foremost() {
    Lane<T> foremost = null;
    for (Lane<T> lane : lanes) {
      if (lane.exhausted()) {
        continue;
      }
      if (foremost == null) {
        foremost = lane;
        continue;
      }
      int compared = order.compare(lane.point(), foremost.point());
      if (compared < 0 || (compared == 0 && foremost.buffer.isEmpty() && !lane.buffer.isEmpty())) {
        foremost = lane;
      }
    }
    return foremost;
  }

  /// A run and what was read of it but not taken yet.
  private static final class Lane<T> {
    private final Run<T> run;
    private final Deque<Line<T>> buffer = new ArrayDeque<>();
    private @Nullable IndexPoint reached;
    private int blocks;

    private Lane(Run<T> run, @Nullable IndexPoint start) {
      this.run = run;
      this.reached = start;
    }

    private Block<T> read() {
      Block<T> block = run.read(reached, blocks);
      buffer.addAll(block.lines());
      reached = block.next();
      blocks++;
      return block;
    }

    private boolean exhausted() {
      return buffer.isEmpty() && reached == null;
    }

    /// Of the next line, or up to where is known that there is none.
    private IndexPoint point() {
      return buffer.isEmpty() ? reached() : buffer.element().point();
    }

    private IndexPoint reached() {
      return Objects.requireNonNull(reached);
    }
  }
}
