package io.partway.store;

import io.partway.store.Block.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pages through lines in an order that no index has: reads them all, sorts, and cuts the page out.
///
/// Where the time does not suffice for all, the source is cut into chunks, one as long as could be
/// read in the time, and each is paged through in order before the next. So every line is returned
/// exactly once whatever the size, and every call gets on. A chunk that was begun is always read to
/// its end again, even past the time: it was read within it once.
final class SortedScan {
  private SortedScan() {}

  /// What is paged through.
  interface Source<T> {
    /// Reads the lines that were asked for.
    ///
    /// @param start excluded; null for the start
    /// @param end included; null for the end of the source
    /// @param mayStop whether to stop when time is up; at least one read is done in any case
    Block<T> read(@Nullable IndexPoint start, @Nullable IndexPoint end, boolean mayStop);
  }

  /// An order, and how to find the way back into it.
  interface Order<T> {
    /// Total: no two lines are equal.
    Comparator<T> comparator();

    /// What to remember of the last line of a page: no bar, at most 120 characters, nothing
    /// personal.
    ///
    /// @param count lines of the chunk returned so far, this one included
    String mark(T last, int count);

    /// The index of the first line after the one so marked.
    int after(List<T> sorted, String mark);
  }

  /// Where a page starts.
  ///
  /// @param start of the chunk, excluded; null for the start of the source
  /// @param end of the chunk, included; null where it is the end of the source
  /// @param mark of the last line returned from the chunk; null while there is none
  /// @param before how many lines were found in the chunks before
  /// @param note of the source's own, carried from page to page: no bar, at most 10 characters
  record Position(
      @Nullable IndexPoint start,
      @Nullable IndexPoint end,
      @Nullable String mark,
      long before,
      String note) {
    static final Position FIRST = new Position(null, null, null, 0, "");

    /// With this note.
    Position noting(String note) {
      return new Position(start, end, mark, before, note);
    }

    String text() {
      return String.join(
          "|",
          start == null ? "" : start.text(),
          end == null ? "" : end.text(),
          mark == null ? "" : mark,
          Long.toString(before),
          note);
    }

    /// Reads [#text()].
    ///
    /// @throws IllegalArgumentException for anything else
    static Position parse(@Nullable String text) {
      if (text == null) {
        return FIRST;
      }
      String[] parts = text.split("\\|", -1);
      if (parts.length != 5) {
        throw new IllegalArgumentException("not a position of this list");
      }
      return new Position(
          parts[0].isEmpty() ? null : IndexPoint.parse(parts[0]),
          parts[1].isEmpty() ? null : IndexPoint.parse(parts[1]),
          parts[2].isEmpty() ? null : parts[2],
          Long.parseLong(parts[3]),
          parts[4]);
    }
  }

  /// @param next null at the end
  /// @param complete whether the source was read to its end
  /// @param found lines in this chunk and those before
  record Page<T>(List<T> lines, @Nullable Position next, boolean complete, long found) {}

  /// One page of at most `limit` lines.
  static <T> Page<T> page(Source<T> source, Order<T> order, Position position, int limit) {
    boolean begun = position.end() != null || position.mark() != null;
    Block<T> block = source.read(position.start(), position.end(), !begun);
    IndexPoint end = begun ? position.end() : block.next();

    List<T> sorted = new ArrayList<>(block.lines().stream().map(Line::value).toList());
    sorted.sort(order.comparator());
    int from = position.mark() == null ? 0 : order.after(sorted, position.mark());
    int to = Math.min(from + limit, sorted.size());
    long found = position.before() + sorted.size();

    Position next;
    if (to < sorted.size()) {
      String mark = order.mark(sorted.get(to - 1), to);
      next = new Position(position.start(), end, mark, position.before(), position.note());
    } else {
      next = end == null ? null : new Position(end, null, null, found, position.note());
    }
    return new Page<>(List.copyOf(sorted.subList(from, to)), next, end == null, found);
  }
}
