package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.partway.core.Ticker;
import io.partway.core.association.Association;
import io.partway.core.association.Profile;
import io.partway.core.party.CustomerId;
import io.partway.core.party.PartnerId;
import io.partway.core.search.CustomerRow;
import io.partway.core.search.CustomerSearch.Result;
import io.partway.core.search.CustomerSearch.Total;
import io.partway.core.search.CustomerSort;
import io.partway.core.search.SearchCriteria;
import io.partway.core.search.SearchQuery;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.RecordingDynamoDb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for the customer search on any engine.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CustomerSearchContract {
  private static final PartnerId EURO = new PartnerId("euro");
  private static final PartnerId MIXED = new PartnerId("mixed");
  private static final Ticker STOPPED = () -> 0;
  private static final SearchCriteria EVERYBODY = Customers.everybody();

  private final int questions;
  private List<CustomerRow> euro = List.of();
  private List<CustomerRow> mixed = List.of();
  private @Nullable RecordingDynamoDb recording;
  private @Nullable ListsTable table;

  /// @param questions to ask in each round; a slow engine is asked fewer
  CustomerSearchContract(int questions) {
    this.questions = questions;
  }

  @BeforeAll
  void load(DynamoDbEngine engine) {
    RecordingDynamoDb recorder = new RecordingDynamoDb(engine.client());
    recording = recorder;
    table = new ListsTable(recorder.client(), new TableName(engine.newTableName()));
    euro = new Customers(2).of(EURO, 260, List.of("EUR", "eur"));
    mixed = new Customers(3).of(MIXED, 220, List.of("EUR", "USD", "jpy"));
    Stream.of(euro, mixed).flatMap(List::stream).forEach(table()::with);
    table().store();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyPageOfAnyQuestionIsRight(long seed) {
    Random random = new Random(seed);
    Customers asker = new Customers(seed);
    for (int i = 0; i < questions; i++) {
      boolean several = random.nextBoolean();
      SearchQuery query = asker.query(several ? MIXED : EURO);
      QueryingCustomerSearch search = search(random.nextInt(4) * 37, STOPPED);
      if (several && query.needsOneCurrency()) {
        assertThat(search.search(query, null, 10)).isEqualTo(new Result.CurrencyNeeded());
      } else {
        Walk walk = walk(search, query, random);
        assertThat(walk.rows).isEqualTo(Customers.expected(several ? mixed : euro, query));
        assertThat(walk.complete).isTrue();
        assertThat(walk.totals)
            .allSatisfy(total -> assertThat(total).isEqualTo(new Total(walk.rows.size(), true)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 400, 1_600})
  void everyCustomerIsMetOnceHoweverLittleTimeThereIs(long millisPerLook) {
    Random random = new Random(millisPerLook);
    Customers asker = new Customers(millisPerLook);
    for (int i = 0; i < 2 * questions; i++) {
      SearchQuery query = asker.query(EURO);
      AtomicLong nanos = new AtomicLong();
      Ticker ticker = () -> nanos.addAndGet(millisPerLook * 1_000_000);

      Walk walk = walk(search(40, ticker), query, random);

      List<CustomerRow> expected = Customers.expected(euro, query);
      if (query.sort().key() == CustomerSort.Key.ASSOCIATED_AT) {
        assertThat(walk.rows).isEqualTo(expected);
      } else {
        assertThat(walk.rows).containsExactlyInAnyOrderElementsOf(expected);
      }
      assertThat(walk.totals.getLast()).isEqualTo(new Total(expected.size(), true));
      assertThat(walk.totals)
          .allSatisfy(t -> assertThat(t.value()).isLessThanOrEqualTo(expected.size()));
    }
  }

  @Test
  void saysThatTimeRanOut() {
    AtomicLong nanos = new AtomicLong();
    Ticker ticker = () -> nanos.addAndGet(2_000_000_000);
    SearchQuery byName = query(EURO, EVERYBODY, CustomerSort.Key.NAME);

    Result.Found first = found(search(40, ticker).search(byName, null, 100));

    assertThat(first.complete()).isFalse();
    assertThat(first.total().exact()).isFalse();
    assertThat(first.rows()).isNotEmpty().isSortedAccordingTo(byName.sort().comparator());
    assertThat(first.next()).isNotNull();
  }

  @Test
  void aFullPageInIndexOrderIsCompleteThoughTheTotalIsNot() {
    AtomicLong nanos = new AtomicLong();
    Ticker ticker = () -> nanos.addAndGet(2_000_000_000);
    SearchQuery standard = new SearchQuery(EURO, null, EVERYBODY, CustomerSort.STANDARD);

    Result.Found first = found(search(40, ticker).search(standard, null, 10));

    assertThat(first.rows()).hasSize(10);
    assertThat(first.complete()).isTrue();
    assertThat(first.total().exact()).isFalse();
  }

  @Test
  void countsOnTheFirstPageAndReadsLittleAfterIt() {
    SearchQuery standard = new SearchQuery(EURO, null, EVERYBODY, CustomerSort.STANDARD);
    QueryingCustomerSearch search = search(0, STOPPED);
    Result.Found first = found(search.search(standard, null, 20));
    recording().take();

    Result.Found second = found(search.search(standard, first.next(), 20));

    assertThat(second.total()).isEqualTo(first.total());
    assertThat(recording().take())
        .extracting(RecordingDynamoDb.Call::operation, RecordingDynamoDb.Call::items)
        .containsExactly(tuple("Query", 21), tuple("BatchGetItem", 20));
  }

  @Test
  void readsOneCustomerDirectly() {
    CustomerRow row = Customers.expected(euro, standard(EURO, EVERYBODY)).get(5);
    recording().take();

    Result.Found found =
        found(
            search(0, STOPPED)
                .search(
                    standard(EURO, Customers.only(row.association().pair().customer())), null, 20));

    assertThat(found.rows()).containsExactly(row);
    assertThat(found.total()).isEqualTo(new Total(1, true));
    assertThat(recording().count()).isEqualTo(Map.of("BatchGetItem", 1L));
  }

  @Test
  void findsNoEndedForeignOrImpossibleCustomer() {
    CustomerRow ended =
        euro.stream().filter(row -> !row.association().active()).findFirst().orElseThrow();
    CustomerId foreign = mixed.getFirst().association().pair().customer();

    assertThat(find(EURO, Customers.only(ended.association().pair().customer())).rows()).isEmpty();
    assertThat(find(EURO, Customers.only(foreign)).rows()).isEmpty();
    assertThat(find(EURO, Customers.only("no id at all")).rows()).isEmpty();
    assertThat(find(new PartnerId("nobody"), EVERYBODY).total()).isEqualTo(new Total(0, true));
  }

  @Test
  void whatCustomersOfOthersSpendDecidesNoCurrency() {
    SearchQuery byExpenditure = query(MIXED, EVERYBODY, CustomerSort.Key.EXPENDITURE);
    SearchQuery nobodys =
        new SearchQuery(MIXED, "a manager of none", EVERYBODY, byExpenditure.sort());

    assertThat(search(0, STOPPED).search(byExpenditure, null, 10))
        .isEqualTo(new Result.CurrencyNeeded());
    assertThat(found(search(0, STOPPED).search(nobodys, null, 10)).rows()).isEmpty();
  }

  @Test
  void aSecondCurrencyIsNoticedEvenInAnotherChunk() {
    AtomicLong nanos = new AtomicLong();
    Ticker ticker = () -> nanos.addAndGet(2_000_000_000);
    QueryingCustomerSearch search = search(1, ticker);
    SearchQuery byExpenditure = query(MIXED, EVERYBODY, CustomerSort.Key.EXPENDITURE);

    Result result = search.search(byExpenditure, null, 100);
    int calls = 1;
    while (result instanceof Result.Found found) {
      result = search.search(byExpenditure, found.next(), 100);
      calls++;
    }

    assertThat(result).isEqualTo(new Result.CurrencyNeeded());
    assertThat(calls).isBetween(2, 30);
  }

  @Test
  void aCustomerWhoLeavesOrIsRenamedBetweenTwoPagesMovesNobodyElse() {
    PartnerId partner = new PartnerId("moving");
    List<CustomerRow> rows = new Customers(4).of(partner, 60, List.of("EUR"));
    rows.forEach(table()::with);
    table().store();
    for (CustomerSort.Key key : CustomerSort.Key.values()) {
      SearchQuery query = query(partner, EVERYBODY, key);
      List<CustomerRow> expected = Customers.expected(rows, query);
      Result.Found first = found(search(0, STOPPED).search(query, null, 10));
      CustomerRow last = first.rows().getLast();
      Association association = last.association();

      for (Association changed :
          List.of(
              association.ended(association.since()),
              association.withRelation(association.type(), association.since(), named("Aaa")),
              association.withRelation(association.type(), association.since(), named("𝒵𝒵")))) {
        table().with(changed).store();
        List<CustomerRow> rest =
            walk(search(0, STOPPED), query, first.next(), new Random(1)).rows.stream()
                .filter(row -> !row.association().pair().equals(association.pair()))
                .toList();
        assertThat(rest)
            .as(key + " " + changed.state())
            .isEqualTo(expected.subList(10, expected.size()));
      }
      table().with(association).store();
    }
  }

  private static Profile named(String name) {
    return new Profile(null, name, null, null, null, null, List.of());
  }

  private Result.Found find(PartnerId partner, SearchCriteria criteria) {
    return found(search(0, STOPPED).search(standard(partner, criteria), null, 20));
  }

  private static SearchQuery standard(PartnerId partner, SearchCriteria criteria) {
    return new SearchQuery(partner, null, criteria, CustomerSort.STANDARD);
  }

  private static SearchQuery query(
      PartnerId partner, SearchCriteria criteria, CustomerSort.Key key) {
    return new SearchQuery(partner, null, criteria, new CustomerSort(key, false));
  }

  private record Walk(List<CustomerRow> rows, List<Total> totals, boolean complete) {}

  private static Walk walk(QueryingCustomerSearch search, SearchQuery query, Random random) {
    return walk(search, query, null, random);
  }

  private static Walk walk(
      QueryingCustomerSearch search, SearchQuery query, @Nullable String from, Random random) {
    List<CustomerRow> rows = new ArrayList<>();
    List<Total> totals = new ArrayList<>();
    boolean complete = true;
    String position = from;
    do {
      int limit = 1 + random.nextInt(100);
      Result.Found page = found(search.search(query, position, limit));
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
      rows.addAll(page.rows());
      totals.add(page.total());
      complete &= page.complete();
      position = page.next();
      if (position != null) {
        assertThat(position).hasSizeLessThan(500);
        if (page.complete()) {
          assertThat(page.rows()).hasSize(limit);
        }
      }
    } while (position != null);
    return new Walk(rows, totals, complete);
  }

  private static Result.Found found(Result result) {
    assertThat(result).isInstanceOf(Result.Found.class);
    return (Result.Found) result;
  }

  private QueryingCustomerSearch search(int mostItems, Ticker ticker) {
    Database database = table().database();
    return new QueryingCustomerSearch(database, new IndexReader(database, mostItems), ticker);
  }

  private ListsTable table() {
    return Objects.requireNonNull(table);
  }

  private RecordingDynamoDb recording() {
    return Objects.requireNonNull(recording);
  }
}
