package io.partway.store;

import static io.partway.core.record.RecordKind.ASSOCIATION;
import static io.partway.core.record.RecordKind.DISASSOCIATION;
import static io.partway.core.record.RecordKind.GRANT;
import static io.partway.core.record.RecordKind.REVEAL;

import io.partway.core.Ticker;
import io.partway.core.party.Ids;
import io.partway.core.party.Party;
import io.partway.core.record.HistoryRecord;
import io.partway.core.record.RecordKind;
import io.partway.core.record.RecordLine;
import io.partway.core.record.RecordQuery;
import io.partway.core.record.RecordStatus;
import io.partway.core.record.RecordStore;
import io.partway.core.request.DisassociationRequest;
import io.partway.store.Block.Line;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The history of a party, out of the indexes: one run for each kind and status that the query
/// touches, merged.
///
/// A line keeps its point (instant and id) for life, so that what happens between two pages neither
/// skips nor repeats any other line: a request that was decided meanwhile stands where it stood, in
/// its new status, and leaves a list that filters by the old one. Of a request decided *while* a
/// page is read the newer form is shown. Lines newer than the first page are not on the pages after
/// it. Only the passing of a deadline is judged as of the first page; all else reads as it is
/// stored.
///
/// With status pending the list is sorted by deadline, which no index does; see [SortedScan].
final class DynamoRecordStore implements RecordStore {
  /// Pending is the last, because from there requests move to the others; see [MergedRuns].
  private static final List<Shelf> SHELVES =
      List.of(
          new Shelf(ASSOCIATION, RecordStatus.ESTABLISHED),
          new Shelf(ASSOCIATION, RecordStatus.ENDED),
          new Shelf(REVEAL, null),
          new Shelf(GRANT, RecordStatus.GRANTED),
          new Shelf(DISASSOCIATION, RecordStatus.AGREED),
          new Shelf(DISASSOCIATION, RecordStatus.REJECTED),
          new Shelf(DISASSOCIATION, RecordStatus.WITHDRAWN),
          new Shelf(DISASSOCIATION, RecordStatus.EXPIRED),
          new Shelf(DISASSOCIATION, RecordStatus.CANCELLED),
          new Shelf(DISASSOCIATION, RecordStatus.PENDING));

  private static final Comparator<IndexPoint> NEWEST_FIRST = Comparator.reverseOrder();
  private static final int SMALLEST_BLOCK = 5;

  private final IndexReader reader;
  private final Ticker ticker;

  @Inject
  DynamoRecordStore(Database database, Ticker ticker) {
    this(new IndexReader(database, 0), ticker);
  }

  DynamoRecordStore(IndexReader reader, Ticker ticker) {
    this.reader = reader;
    this.ticker = ticker;
  }

  /// One kind and stored status.
  private record Shelf(RecordKind kind, @Nullable RecordStatus status) {
    /// Whether it can hold what is asked for. An overdue request that was not swept lies with the
    /// pending ones.
    boolean mayHold(RecordQuery query) {
      return (query.kind() == null || query.kind() == kind)
          && (query.owner() == Party.CUSTOMER || kind != REVEAL)
          && (query.direction() == null || kind == DISASSOCIATION)
          && (query.status() == null
              || query.status() == status
              || (query.status() == RecordStatus.EXPIRED && status == RecordStatus.PENDING));
    }
  }

  @Override
  public Slice page(RecordQuery query, Instant now, @Nullable String position, int limit) {
    Budget budget = Budget.start(ticker);
    List<Shelf> shelves = SHELVES.stream().filter(shelf -> shelf.mayHold(query)).toList();
    if (shelves.isEmpty()
        || IndexRange.of(query.from(), query.to()).empty()
        || (query.counterpartyId() != null && !Ids.wellFormed(query.counterpartyId()))) {
      return new Slice(List.of(), null, true);
    }
    return query.status() == RecordStatus.PENDING
        ? soonestFirst(shelves.getFirst(), query, now, position, limit, budget)
        : newestFirst(shelves, query, now, position, limit, budget);
  }

  private Slice newestFirst(
      List<Shelf> shelves,
      RecordQuery query,
      Instant now,
      @Nullable String position,
      int limit,
      Budget budget) {
    int first = Math.max(SMALLEST_BLOCK, 2 * limit / shelves.size());
    MergedRuns<RecordLine> runs =
        new MergedRuns<>(
            shelves.stream().map(shelf -> run(shelf, query, now, false, first)).toList(),
            NEWEST_FIRST,
            position == null ? null : IndexPoint.parse(position));
    // One more than is returned, so that the last page says that it is the last.
    Block<RecordLine> found = runs.gather(limit + 1, null, budget::spent);
    List<Line<RecordLine>> lines = found.lines().subList(0, Math.min(limit, found.lines().size()));
    IndexPoint next = lines.size() < found.lines().size() ? lines.getLast().point() : found.next();
    return new Slice(
        lines.stream().map(Line::value).toList(),
        next == null ? null : next.text(),
        next == null || lines.size() == limit);
  }

  private Slice soonestFirst(
      Shelf shelf,
      RecordQuery query,
      Instant now,
      @Nullable String position,
      int limit,
      Budget budget) {
    // Oldest first: where the time does not suffice, the chunk read has the soonest deadlines as a
    // rule.
    SortedScan.Source<RecordLine> pending =
        (start, end, mayStop) ->
            new MergedRuns<>(
                    List.of(run(shelf, query, now, true, 0)), Comparator.naturalOrder(), start)
                .gather(Integer.MAX_VALUE, end, () -> mayStop && budget.spent());
    SortedScan.Page<RecordLine> page =
        SortedScan.page(pending, new ByDeadline(), SortedScan.Position.parse(position), limit);
    return new Slice(
        page.lines(), page.next() == null ? null : page.next().text(), page.complete());
  }

  /// Whoever asks: where the customer is known, his own index is the shorter way to the lines of a
  /// pair. Grants lie with the party that has them alone.
  private MergedRuns.Run<RecordLine> run(
      Shelf shelf, RecordQuery query, Instant now, boolean ascending, int first) {
    Party index =
        shelf.kind() == GRANT
            ? query.owner()
            : query.owner() == Party.CUSTOMER || query.counterpartyId() != null
                ? Party.CUSTOMER
                : Party.PARTNER;
    Map<Attribute, AttributeValue> filters = new HashMap<>();
    String partner = idOf(Party.PARTNER, query);
    if (shelf.kind() == GRANT) {
      if (query.counterpartyId() != null) {
        filters.put(Attribute.COUNTERPARTY, Writer.value(query.counterpartyId()));
      }
    } else if (index == Party.CUSTOMER && partner != null) {
      filters.put(Attribute.PARTNER_ID, Writer.value(partner));
    }
    if (query.direction() != null) {
      filters.put(
          Attribute.INITIATOR,
          Writer.value(
              switch (query.direction()) {
                case OUTGOING -> query.owner();
                case INCOMING -> query.owner().other();
              }));
    }
    return reader.run(
        new IndexQuery(
            index,
            Objects.requireNonNull(idOf(index, query)),
            shelf.kind().word(),
            shelf.status() == null ? RecordItem.REVEALED : shelf.status().word(),
            ascending,
            point -> Keys.record(shelf.kind(), point.customer(), point.id()),
            IndexRange.of(query.from(), query.to()),
            filters),
        first,
        item -> {
          RecordLine line =
              shelf.kind() == GRANT
                  ? new RecordLine.Granted(GrantItem.read(item))
                  : seen(RecordItem.read(item), now);
          return query.matches(line) ? line : null;
        });
  }

  private static @Nullable String idOf(Party party, RecordQuery query) {
    return party == query.owner() ? query.ownerId() : query.counterpartyId();
  }

  private static HistoryRecord seen(HistoryRecord stored, Instant now) {
    return switch (stored) {
      case HistoryRecord.Request(var request) -> new HistoryRecord.Request(request.at(now));
      case HistoryRecord.Established _, HistoryRecord.Ended _, HistoryRecord.Revealed _ -> stored;
    };
  }

  /// Soonest deadline first, ties by id.
  private static final class ByDeadline implements SortedScan.Order<RecordLine> {
    private record Mark(long expiresAt, String id) {
      static Mark of(RecordLine line) {
        return switch (line) {
          case HistoryRecord.Request(DisassociationRequest request) ->
              new Mark(request.expiresAt().toEpochMilli(), request.id().value());
          case HistoryRecord.Established _,
              HistoryRecord.Ended _,
              HistoryRecord.Revealed _,
              RecordLine.Granted _ ->
              throw new IllegalArgumentException("only requests have a deadline");
        };
      }
    }

    private static final Comparator<Mark> ORDER =
        Comparator.comparingLong(Mark::expiresAt).thenComparing(Mark::id);

    @Override
    public Comparator<RecordLine> comparator() {
      return Comparator.comparing(Mark::of, ORDER);
    }

    @Override
    public String mark(RecordLine last, int count) {
      Mark mark = Mark.of(last);
      return mark.expiresAt() + ":" + mark.id();
    }

    @Override
    public int after(List<RecordLine> sorted, String text) {
      int colon = text.indexOf(':');
      Mark mark = new Mark(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
      return (int)
          sorted.stream().takeWhile(line -> ORDER.compare(Mark.of(line), mark) <= 0).count();
    }
  }
}
