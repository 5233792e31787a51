package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Ticker;
import io.partway.core.party.PartnerId;
import io.partway.core.search.CustomerRow;
import io.partway.core.search.CustomerSearch.Result;
import io.partway.core.search.CustomerSearch.Total;
import io.partway.core.search.CustomerSort;
import io.partway.core.search.SearchQuery;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.DynamoDbProxy;
import io.partway.testkit.EmbeddedDynamoDb;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The search at the size it is made for, against a plain computation.
@ExtendWith(EmbeddedDynamoDb.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenThousandCustomersTest {
  private static final PartnerId PARTNER = new PartnerId("large");
  private static final Ticker STOPPED = () -> 0;

  private final List<CustomerRow> rows = new Customers(1).of(PARTNER, 10_000, List.of("EUR"));
  private final Database database;
  private final Database remembering;

  TenThousandCustomersTest(DynamoDbEngine engine) {
    TableName name = new TableName(engine.newTableName());
    ListsTable table = new ListsTable(engine.client(), name);
    rows.forEach(table::with);
    table.store();
    database = table.database();
    // Nothing changes here, and the engine takes far longer for an answer than the search does with
    // it.
    Map<DynamoDbRequest, DynamoDbResponse> answers = new ConcurrentHashMap<>();
    DynamoDbClient memory =
        DynamoDbProxy.of(
            engine.client(),
            (operation, request, call) ->
                request instanceof QueryRequest
                    ? answers.computeIfAbsent(request, r -> call.get())
                    : call.get());
    remembering = new ListsTable(memory, name).database();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void answersAsAPlainComputationDoes(long seed) {
    Random random = new Random(seed);
    Customers questions = new Customers(seed);
    QueryingCustomerSearch search = search(remembering, STOPPED);
    for (int i = 0; i < 12; i++) {
      SearchQuery query = questions.query(PARTNER);
      List<CustomerRow> expected = Customers.expected(rows, query);
      int limit = 1 + expected.size() / (1 + random.nextInt(4));
      List<CustomerRow> met = new ArrayList<>();
      String position = null;
      do {
        Result.Found page = (Result.Found) search.search(query, position, limit);
        met.addAll(page.rows());
        assertThat(page.total()).isEqualTo(new Total(expected.size(), true));
        position = page.next();
      } while (position != null);
      assertThat(ids(met)).isEqualTo(ids(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 700})
  void looksUpWhatItHadNoTimeToRead(int millisPerLook) {
    AtomicLong nanos = new AtomicLong();
    Ticker ticker = () -> nanos.addAndGet(millisPerLook * 1_000_000L);
    SearchQuery query = worst();
    List<CustomerRow> met = new ArrayList<>();
    String position = null;
    Result.Found page;
    do {
      page = (Result.Found) search(remembering, ticker).search(query, position, 5_000);
      met.addAll(page.rows());
      position = page.next();
    } while (position != null);

    assertThat(ids(met)).containsExactlyInAnyOrderElementsOf(ids(Customers.expected(rows, query)));
    assertThat(page.total()).isEqualTo(new Total(met.size(), true));
  }

  @Test
  void tellsHowLongTheWorstQuestionTakes(TestReporter reporter) {
    QueryingCustomerSearch search = search(database, STOPPED);
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      search.search(worst(), null, 100);
      reporter.publishEntry(
          "worst search at 10,000 customers", (System.nanoTime() - start) / 1_000_000 + " ms");
    }
  }

  /// Reads everything there is, judges every customer's texts and amounts, and sorts what is left.
  private static SearchQuery worst() {
    return new SearchQuery(
        PARTNER,
        null,
        Customers.named("a", BigDecimal.ONE),
        new CustomerSort(CustomerSort.Key.NAME, false));
  }

  private static List<String> ids(List<CustomerRow> rows) {
    return rows.stream().map(row -> row.association().pair().customer().value()).toList();
  }

  private static QueryingCustomerSearch search(Database database, Ticker ticker) {
    return new QueryingCustomerSearch(database, new IndexReader(database, 0), ticker);
  }
}
