package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.party.CustomerId;
import io.partway.store.Block.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergedRunsTest {
  private static final Comparator<IndexPoint> NEWEST_FIRST = Comparator.reverseOrder();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void pagesThroughAllRunsAsOneList(long seed) {
    Random random = new Random(seed);
    List<List<IndexPoint>> shelves = shelves(random, 1 + random.nextInt(9), 400);
    Predicate<IndexPoint> wanted = point -> point.id().hashCode() % (1 + (int) seed % 4) == 0;

    List<IndexPoint> met = new ArrayList<>();
    IndexPoint position = null;
    do {
      int limit = 1 + random.nextInt(30);
      Block<String> page =
          new MergedRuns<>(runs(shelves, wanted, 1 + random.nextInt(20)), NEWEST_FIRST, position)
              .gather(limit, null, () -> false);
      assertThat(page.lines()).hasSizeLessThanOrEqualTo(limit);
      page.lines().forEach(line -> met.add(line.point()));
      position = page.next();
    } while (position != null);

    assertThat(met).containsExactlyElementsOf(expected(shelves, wanted));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void getsOnWhereTimeIsUpAtOnce(long seed) {
    Random random = new Random(seed);
    List<List<IndexPoint>> shelves = shelves(random, 1 + random.nextInt(5), 200);
    Predicate<IndexPoint> wanted = point -> point.id().hashCode() % 7 == 0;

    List<IndexPoint> met = new ArrayList<>();
    IndexPoint position = null;
    int calls = 0;
    do {
      Block<String> page =
          new MergedRuns<>(runs(shelves, wanted, 3), NEWEST_FIRST, position)
              .gather(50, null, () -> true);
      if (position != null && page.next() != null) {
        assertThat(NEWEST_FIRST.compare(page.next(), position)).isPositive();
      }
      page.lines().forEach(line -> met.add(line.point()));
      position = page.next();
      calls++;
    } while (position != null);

    assertThat(met).containsExactlyElementsOf(expected(shelves, wanted));
    assertThat(calls).isLessThanOrEqualTo(200 / 3 + 2);
  }

  @Test
  void stopsAtTheEndThatIsAskedFor() {
    List<IndexPoint> shelf = IntStream.range(0, 20).mapToObj(i -> point(i, "x" + i)).toList();

    for (int blockSize = 1; blockSize < 25; blockSize++) {
      Block<String> block =
          new MergedRuns<>(
                  runs(List.of(shelf), point -> true, blockSize),
                  Comparator.naturalOrder(),
                  point(4, "x4"))
              .gather(Integer.MAX_VALUE, point(9, "x9"), () -> false);

      assertThat(block.lines())
          .extracting(Line::value)
          .containsExactly("x5", "x6", "x7", "x8", "x9");
      assertThat(block.next()).isNull();
    }
  }

  @Test
  void readsNoFurtherThanThePageNeeds() {
    List<List<IndexPoint>> shelves = shelves(new Random(1), 6, 6_000);
    List<CountingRun> runs =
        shelves.stream().map(shelf -> new CountingRun(new ArrayRun(shelf, p -> true, 10))).toList();

    new MergedRuns<>(runs, NEWEST_FIRST, null).gather(20, null, () -> false);

    assertThat(runs.stream().mapToInt(run -> run.reads).sum()).isLessThanOrEqualTo(12);
  }

  @Test
  void showsALineThatMovesMeanwhileOnceInItsNewForm() {
    IndexPoint moved = point(5, "moved");
    List<IndexPoint> decided = new ArrayList<>(List.of(point(7, "a"), point(3, "b")));
    MergedRuns.Run<String> pending =
        (after, number) -> {
          decided.add(1, moved);
          return new Block<>(List.of(new Line<>(moved, "pending")), null);
        };
    MergedRuns.Run<String> others =
        (after, number) ->
            new Block<>(
                decided.stream().map(p -> new Line<>(p, p.id() + " decided")).toList(), null);

    Block<String> page =
        new MergedRuns<>(List.of(others, pending), NEWEST_FIRST, null).gather(9, null, () -> false);

    assertThat(page.lines())
        .extracting(Line::value)
        .containsExactly("a decided", "moved decided", "b decided");
  }

  @Test
  void givesNothingForNothing() {
    Block<String> empty =
        new MergedRuns<>(runs(List.of(List.of(), List.of()), point -> true, 5), NEWEST_FIRST, null)
            .gather(10, null, () -> true);

    assertThat(empty.lines()).isEmpty();
    assertThat(empty.next()).isNull();
  }

  private static List<List<IndexPoint>> shelves(Random random, int count, int points) {
    List<List<IndexPoint>> shelves = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> shelves.add(new ArrayList<>()));
    Set<IndexPoint> used = new HashSet<>();
    while (used.size() < points) {
      // Few instants, so that ties abound.
      IndexPoint point = point(random.nextInt(points / 4), "r" + random.nextInt(10_000));
      if (used.add(point)) {
        shelves.get(random.nextInt(count)).add(point);
      }
    }
    shelves.forEach(shelf -> shelf.sort(NEWEST_FIRST));
    return shelves;
  }

  private static List<IndexPoint> expected(
      List<List<IndexPoint>> shelves, Predicate<IndexPoint> wanted) {
    return shelves.stream().flatMap(List::stream).filter(wanted).sorted(NEWEST_FIRST).toList();
  }

  private static List<ArrayRun> runs(
      List<List<IndexPoint>> shelves, Predicate<IndexPoint> wanted, int blockSize) {
    return shelves.stream().map(shelf -> new ArrayRun(shelf, wanted, blockSize)).toList();
  }

  private static IndexPoint point(long at, String id) {
    return new IndexPoint(at, id, new CustomerId("c"));
  }

  /// As DynamoDB does it: a block is what was looked at, and the filter comes after.
  private record ArrayRun(List<IndexPoint> shelf, Predicate<IndexPoint> wanted, int blockSize)
      implements MergedRuns.Run<String> {
    @Override
    public Block<String> read(@Nullable IndexPoint after, int number) {
      int from = 0;
      if (after != null) {
        Comparator<IndexPoint> order =
            shelf.size() > 1 && shelf.getFirst().compareTo(shelf.getLast()) < 0
                ? Comparator.naturalOrder()
                : NEWEST_FIRST;
        while (from < shelf.size() && order.compare(shelf.get(from), after) <= 0) {
          from++;
        }
      }
      List<IndexPoint> seen = shelf.subList(from, Math.min(from + blockSize, shelf.size()));
      return new Block<>(
          seen.stream().filter(wanted).map(point -> new Line<>(point, point.id())).toList(),
          seen.size() == blockSize ? seen.getLast() : null);
    }
  }

  private static final class CountingRun implements MergedRuns.Run<String> {
    private final MergedRuns.Run<String> run;
    private int reads;

    private CountingRun(MergedRuns.Run<String> run) {
      this.run = run;
    }

    @Override
    public Block<String> read(@Nullable IndexPoint after, int number) {
      reads++;
      return run.read(after, number);
    }
  }
}
