package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.party.CustomerId;
import io.partway.store.Block.Line;
import io.partway.store.SortedScan.Page;
import io.partway.store.SortedScan.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedScanTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 199, 200, 201, 1_000})
  void returnsEveryLineOnceHoweverLittleTimeThereIs(int linesPerCall) {
    Random random = new Random(linesPerCall);
    List<Thing> things =
        IntStream.range(0, 200).mapToObj(i -> new Thing(i, random.nextInt(40))).toList();
    List<Thing> met = new ArrayList<>();
    String position = null;
    boolean allComplete = true;
    do {
      Page<Thing> page =
          SortedScan.page(
              source(things, linesPerCall),
              new BySize(),
              Position.parse(position),
              1 + random.nextInt(30));
      assertThat(page.lines()).isSortedAccordingTo(new BySize().comparator());
      met.addAll(page.lines());
      allComplete &= page.complete();
      if (page.next() == null) {
        assertThat(page.found()).isEqualTo(200);
        assertThat(page.complete()).isTrue();
      }
      position = page.next() == null ? null : page.next().text();
    } while (position != null);

    assertThat(met).containsExactlyInAnyOrderElementsOf(things);
    assertThat(allComplete).isEqualTo(linesPerCall >= 200);
    if (allComplete) {
      assertThat(met).isSortedAccordingTo(new BySize().comparator());
    }
  }

  @Test
  void readsAChunkThatWasBegunToItsEndEvenPastTheTime() {
    List<Thing> things = IntStream.range(0, 30).mapToObj(i -> new Thing(i, 30 - i)).toList();
    Page<Thing> first = SortedScan.page(source(things, 20), new BySize(), Position.FIRST, 5);

    Page<Thing> second =
        SortedScan.page(source(things, 1), new BySize(), Position.parse(next(first)), 100);
    Page<Thing> third =
        SortedScan.page(source(things, 100), new BySize(), Position.parse(next(second)), 100);

    assertThat(first.lines()).extracting(Thing::size).containsExactly(11, 12, 13, 14, 15);
    assertThat(second.lines()).hasSize(15);
    assertThat(second.complete()).isFalse();
    assertThat(third.lines()).hasSize(10);
    assertThat(third.next()).isNull();
  }

  @Test
  void anEmptyChunkStillGetsOn() {
    SortedScan.Source<Thing> nothing =
        (start, end, mayStop) -> new Block<>(List.of(), start == null ? point(5) : null);

    Page<Thing> first = SortedScan.page(nothing, new BySize(), Position.FIRST, 5);
    Page<Thing> second = SortedScan.page(nothing, new BySize(), Position.parse(next(first)), 5);

    assertThat(first.lines()).isEmpty();
    assertThat(first.complete()).isFalse();
    assertThat(second.next()).isNull();
  }

  @Test
  void positionsSurviveAsText() {
    Position position = new Position(point(1), point(2), "17:a-b_c", 12, "EUR");

    assertThat(Position.parse(position.text())).isEqualTo(position);
    assertThat(Position.parse(Position.FIRST.text())).isEqualTo(Position.FIRST);
    assertThat(Position.parse(null)).isEqualTo(Position.FIRST);
    assertThatThrownBy(() -> Position.parse("1:a|2:b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String next(Page<Thing> page) {
    assertThat(page.next()).isNotNull();
    return page.next().text();
  }

  private static SortedScan.Source<Thing> source(List<Thing> things, int linesPerCall) {
    return (start, end, mayStop) -> {
      int from = start == null ? 0 : (int) start.at() + 1;
      int last = end == null ? things.size() - 1 : (int) end.at();
      int to = mayStop ? Math.min(from + linesPerCall, last + 1) : last + 1;
      List<Line<Thing>> lines =
          things.subList(from, to).stream().map(t -> new Line<>(point(t.number()), t)).toList();
      return new Block<>(lines, to == last + 1 ? null : point(to - 1));
    };
  }

  private static IndexPoint point(int number) {
    return new IndexPoint(number, "t" + number, new CustomerId("t" + number));
  }

  private record Thing(int number, int size) {}

  private record BySize() implements SortedScan.Order<Thing> {
    @Override
    public Comparator<Thing> comparator() {
      return Comparator.comparingInt(Thing::size).thenComparingInt(Thing::number);
    }

    @Override
    public String mark(Thing last, int count) {
      return last.size() + ":" + last.number();
    }

    @Override
    public int after(List<Thing> sorted, String mark) {
      String[] parts = mark.split(":", -1);
      Thing last = new Thing(Integer.parseInt(parts[1]), Integer.parseInt(parts[0]));
      return (int) sorted.stream().filter(t -> comparator().compare(t, last) <= 0).count();
    }
  }
}
