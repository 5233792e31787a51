package io.partway.core.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the history of one party.
public interface RecordStore {
  /// One page: newest first, ties by id; with status pending, soonest deadline first. Requests are
  /// returned, filtered and placed as readers see them at `now`: a pending one past its deadline is
  /// an expired one, swept or not.
  ///
  /// @param position of the page before, null for the first page
  Slice page(RecordQuery query, Instant now, @Nullable String position, int limit);

  /// @param lines at most `limit`; perhaps fewer, even none, while `next` is not null
  /// @param next where the next page starts; null at the end
  /// @param complete false when the store stopped for lack of time rather than for a full page
  record Slice(List<RecordLine> lines, @Nullable String next, boolean complete) {}
}
