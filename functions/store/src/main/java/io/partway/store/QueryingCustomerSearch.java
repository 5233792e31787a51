package io.partway.store;

import io.partway.core.Ticker;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Ids;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.search.CustomerRow;
import io.partway.core.search.CustomerSearch;
import io.partway.core.search.SearchCriteria;
import io.partway.core.search.SearchQuery;
import io.partway.core.search.Spend;
import io.partway.store.Block.Line;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Searches by reading all of a partner's active associations out of `byPartner`, and his spends
/// beside them where they matter: right for every question, and good for partners of some ten
/// thousand customers.
///
/// * By association date, a page is cut straight out of the index. The first page reads on to
///   count, and the total then travels in the position, so that the pages after it stop when they
///   are full.
/// * By anything else, [SortedScan] sorts what could be read in the time.
/// * Where amounts are compared, the customers that this caller may see must spend in one currency,
///   whether or not they meet the other criteria; as far as the time allows to say.
final class QueryingCustomerSearch implements CustomerSearch {
  /// Most spends to look up one by one when the time did not suffice to read all of them.
  private static final int LOOKUPS = 1_000;

  /// What is looked up in one call.
  private static final int BATCH = 100;

  private final Database database;
  private final IndexReader reader;
  private final Ticker ticker;

  @Inject
  QueryingCustomerSearch(Database database, Ticker ticker) {
    this(database, new IndexReader(database, 0), ticker);
  }

  QueryingCustomerSearch(Database database, IndexReader reader, Ticker ticker) {
    this.database = database;
    this.reader = reader;
    this.ticker = ticker;
  }

  @Override
  public Result search(SearchQuery query, @Nullable String position, int limit) {
    String customer = query.criteria().customerId();
    if (customer != null && !query.needsOneCurrency()) {
      return single(query, customer);
    }
    if (range(query).empty()) {
      return new Result.Found(List.of(), null, true, new Total(0, true));
    }
    Budget budget = Budget.start(ticker);
    return switch (query.sort().key()) {
      case ASSOCIATED_AT -> indexed(query, IndexPosition.parse(position), limit, budget);
      case EXPENDITURE, BUDGET_USAGE, NAME ->
          sorted(query, SortedScan.Position.parse(position), limit, budget);
    };
  }

  private Result single(SearchQuery query, String customer) {
    List<CustomerRow> rows = new ArrayList<>();
    if (Ids.wellFormed(customer)) {
      Pair pair = new Pair(new CustomerId(customer), query.partner());
      Map<Key, Item> found =
          database.read(
              List.of(Keys.association(pair), Keys.spend(pair)), Database.Reading.EVENTUAL);
      Item association = found.get(Keys.association(pair));
      if (association != null) {
        rows.add(
            new CustomerRow(AssociationItem.read(association), spend(found.get(Keys.spend(pair)))));
      }
    }
    List<CustomerRow> matching = rows.stream().filter(query::matches).toList();
    return new Result.Found(matching, null, true, new Total(matching.size(), true));
  }

  /// A place in the index.
  ///
  /// @param start excluded; null for the start
  /// @param before how many matching customers lie before it
  /// @param total null while counting goes on
  /// @param currency in which customers before it spend; empty when none does, or it does not
  ///   matter
  private record IndexPosition(
      @Nullable IndexPoint start, long before, @Nullable Total total, String currency) {
    String text() {
      return String.join(
          "|",
          start == null ? "" : start.text(),
          Long.toString(before),
          total == null ? "" : (total.exact() ? "=" : "~") + total.value(),
          currency);
    }

    static IndexPosition parse(@Nullable String text) {
      if (text == null) {
        return new IndexPosition(null, 0, null, "");
      }
      String[] parts = text.split("\\|", -1);
      if (parts.length != 4) {
        throw new IllegalArgumentException("not a position of this list");
      }
      return new IndexPosition(
          parts[0].isEmpty() ? null : IndexPoint.parse(parts[0]),
          Long.parseLong(parts[1]),
          parts[2].isEmpty()
              ? null
              : new Total(Long.parseLong(parts[2].substring(1)), parts[2].startsWith("=")),
          parts[3]);
    }
  }

  private Result indexed(SearchQuery query, IndexPosition position, int limit, Budget budget) {
    boolean counted = position.total() != null;
    Matches matches =
        read(
            query,
            new Span(position.start(), null, !query.sort().descending()),
            counted ? limit + 1 : Integer.MAX_VALUE,
            counted ? limit + 1 : 0,
            true,
            budget);
    String currency = matches.oneCurrency(position.currency());
    if (currency == null) {
      return new Result.CurrencyNeeded();
    }
    List<Line<CustomerRow>> lines = matches.block().lines();
    IndexPoint readTo = matches.block().next();
    long found = position.before() + lines.size();
    Total total =
        readTo == null || position.total() == null
            ? new Total(found, readTo == null)
            : position.total();
    IndexPosition next = null;
    if (lines.size() > limit) {
      next =
          new IndexPosition(
              lines.get(limit - 1).point(), position.before() + limit, total, currency);
    } else if (readTo != null) {
      next = new IndexPosition(readTo, found, null, currency);
    }
    return new Result.Found(
        shown(query, lines.stream().limit(limit).map(Line::value).toList()),
        next == null ? null : next.text(),
        readTo == null || lines.size() >= limit,
        total);
  }

  private Result sorted(SearchQuery query, SortedScan.Position position, int limit, Budget budget) {
    CustomerOrder order = new CustomerOrder(query.sort());
    Set<String> currencies = new HashSet<>();
    SortedScan.Page<CustomerOrder.Placed> page =
        SortedScan.page(
            (start, end, mayStop) -> {
              Matches matches =
                  read(query, new Span(start, end, false), Integer.MAX_VALUE, 0, mayStop, budget);
              currencies.addAll(matches.currencies());
              return new Block<>(
                  matches.block().lines().stream()
                      .map(line -> new Line<>(line.point(), order.placed(line.value())))
                      .toList(),
                  matches.block().next());
            },
            order,
            position,
            limit);
    String currency = oneCurrency(currencies, position.note());
    if (currency == null) {
      return new Result.CurrencyNeeded();
    }
    SortedScan.Position next = page.next();
    return new Result.Found(
        shown(query, page.lines().stream().map(CustomerOrder.Placed::row).toList()),
        next == null ? null : next.noting(currency).text(),
        page.complete(),
        new Total(page.found(), page.complete()));
  }

  /// What to read of a partner's associations.
  ///
  /// @param start excluded; null for the start
  /// @param end included; null for the end
  private record Span(@Nullable IndexPoint start, @Nullable IndexPoint end, boolean ascending) {
    Comparator<IndexPoint> order() {
      return ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
    }
  }

  /// The customers that match, and what those who were searched spend in.
  private record Matches(Block<CustomerRow> block, Set<String> currencies) {
    @Nullable String oneCurrency(String before) {
      return QueryingCustomerSearch.oneCurrency(currencies, before);
    }
  }

  /// @param enough matches; more may be given
  /// @param firstBlock items of the first read; 0 for as many as possible
  /// @param mayStop whether to stop when the time is up
  private Matches read(
      SearchQuery query, Span span, int enough, int firstBlock, boolean mayStop, Budget budget) {
    BooleanSupplier timeIsUp = () -> mayStop && budget.spent();
    if (!query.judgesSpend()) {
      MergedRuns.Run<CustomerRow> run =
          reader.run(
              associations(query, span),
              firstBlock,
              item -> {
                CustomerRow row = new CustomerRow(AssociationItem.read(item), Spend.NONE);
                return query.matches(row) ? row : null;
              });
      return new Matches(
          new MergedRuns<>(List.of(run), span.order(), span.start())
              .gather(enough, span.end(), timeIsUp),
          Set.of());
    }
    Parallel.Task<Spends> spends = Parallel.start(() -> spends(query.partner(), budget));
    MergedRuns.Run<Association> run =
        reader.run(
            associations(query, span),
            0,
            item -> {
              Association association = AssociationItem.read(item);
              return query.covers(association) ? association : null;
            });
    Block<Association> covered =
        new MergedRuns<>(List.of(run), span.order(), span.start())
            .gather(Integer.MAX_VALUE, span.end(), timeIsUp);
    return joined(query, covered, spends.join(), mayStop);
  }

  /// Which currencies there are does not depend on the criteria, so that all associations are read
  /// where it matters.
  private static IndexRange range(SearchQuery query) {
    SearchCriteria criteria = query.criteria();
    return query.needsOneCurrency()
        ? IndexRange.ALL
        : IndexRange.of(criteria.associatedFrom(), criteria.associatedTo());
  }

  private static IndexQuery associations(SearchQuery query, Span span) {
    return new IndexQuery(
        Party.PARTNER,
        query.partner().value(),
        AssociationItem.KIND,
        AssociationState.ACTIVE.word(),
        span.ascending(),
        point -> Keys.association(new Pair(point.customer(), query.partner())),
        range(query),
        Map.of());
  }

  /// What a partner's customers spend, as far as it could be read in the time.
  ///
  /// @param readTo customers after this one are not known; null when all are
  private record Spends(Map<CustomerId, Spend> known, @Nullable CustomerId readTo) {
    boolean knows(CustomerId customer) {
      return readTo == null || customer.compareTo(readTo) <= 0;
    }

    Spend of(CustomerId customer) {
      return known.getOrDefault(customer, Spend.NONE);
    }
  }

  private Spends spends(PartnerId partner, Budget budget) {
    MergedRuns.Run<Spend> run =
        reader.run(
            new IndexQuery(
                Party.PARTNER,
                partner.value(),
                SpendItem.KIND,
                SpendItem.STATUS,
                true,
                point -> Keys.spend(new Pair(point.customer(), partner)),
                IndexRange.ALL,
                Map.of()),
            0,
            item -> SpendItem.read(item).value());
    Block<Spend> block =
        new MergedRuns<>(List.of(run), Comparator.<IndexPoint>naturalOrder(), null)
            .gather(Integer.MAX_VALUE, null, budget::spent);
    Map<CustomerId, Spend> known = new HashMap<>();
    block.lines().forEach(line -> known.put(line.point().customer(), line.value()));
    return new Spends(known, block.next() == null ? null : block.next().customer());
  }

  /// Brings associations and spends together. Where not all spends are known, those missing are
  /// looked up, for no more associations than that is reasonable for.
  private Matches joined(
      SearchQuery query, Block<Association> covered, Spends spends, boolean mayStop) {
    List<Line<Association>> lines = covered.lines();
    IndexPoint next = covered.next();
    if (spends.readTo() != null && mayStop && lines.size() > LOOKUPS) {
      lines = lines.subList(0, LOOKUPS);
      next = lines.getLast().point();
    }
    Map<Pair, Spend> missing =
        lookedUp(
            lines.stream()
                .map(line -> line.value().pair())
                .filter(pair -> !spends.knows(pair.customer()))
                .toList());
    List<Line<CustomerRow>> rows = new ArrayList<>();
    Set<String> currencies = new HashSet<>();
    for (Line<Association> line : lines) {
      Pair pair = line.value().pair();
      Spend spend =
          spends.knows(pair.customer())
              ? spends.of(pair.customer())
              : missing.getOrDefault(pair, Spend.NONE);
      if (query.needsOneCurrency() && spend.expenditure() != null && spend.currency() != null) {
        currencies.add(spend.currency().toUpperCase(Locale.ROOT));
      }
      CustomerRow row = new CustomerRow(line.value(), spend);
      if (query.matches(row)) {
        rows.add(new Line<>(line.point(), row));
      }
    }
    return new Matches(new Block<>(rows, next), currencies);
  }

  /// The rows as they leave: with their spends also where those did not matter.
  private List<CustomerRow> shown(SearchQuery query, List<CustomerRow> rows) {
    if (query.judgesSpend()) {
      return rows;
    }
    Map<Pair, Spend> spends = lookedUp(rows.stream().map(row -> row.association().pair()).toList());
    return rows.stream()
        .map(row ->
            new CustomerRow(
                row.association(), spends.getOrDefault(row.association().pair(), Spend.NONE)))
        .toList();
  }

  private Map<Pair, Spend> lookedUp(List<Pair> pairs) {
    List<Supplier<Map<Key, Item>>> reads = new ArrayList<>();
    for (int start = 0; start < pairs.size(); start += BATCH) {
      List<Key> keys =
          pairs.subList(start, Math.min(start + BATCH, pairs.size())).stream()
              .map(Keys::spend)
              .toList();
      reads.add(() -> database.read(keys, Database.Reading.EVENTUAL));
    }
    Map<Key, Item> found = new HashMap<>();
    Parallel.all(reads).forEach(found::putAll);
    Map<Pair, Spend> spends = new HashMap<>();
    pairs.forEach(pair -> spends.put(pair, spend(found.get(Keys.spend(pair)))));
    return spends;
  }

  private static Spend spend(@Nullable Item item) {
    return item == null ? Spend.NONE : SpendItem.read(item).value();
  }

  /// The only currency there is, empty when there is none; null when there are several.
  private static @Nullable String oneCurrency(Set<String> seen, String before) {
    List<String> all =
        Stream.concat(seen.stream(), Stream.of(before))
            .filter(c -> !c.isEmpty())
            .distinct()
            .toList();
    return switch (all.size()) {
      case 0 -> "";
      case 1 -> all.getFirst();
      default -> null;
    };
  }
}
