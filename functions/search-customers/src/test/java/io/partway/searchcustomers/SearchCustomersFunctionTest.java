package io.partway.searchcustomers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.ingest.Report;
import io.partway.core.party.Party;
import io.partway.core.search.Spend;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.function.HttpEvent;
import io.partway.testkit.function.HttpResult;
import io.partway.testkit.function.Person;
import io.partway.testkit.function.World;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Events of search and reveal in, answers out, on the table's engine.
@ExtendWith(EmbeddedDynamoDb.class)
final class SearchCustomersFunctionTest {
  private static final String SEARCH = "GET /v1/customers";
  private static final String REVEAL = "POST /v1/customers/reveal";
  private static final Person ADMIN = Person.partnerAdmin("p-north");

  private final World world;
  private final SearchCustomersFunction function;

  SearchCustomersFunctionTest(DynamoDbEngine engine) {
    world = World.in(engine, Map.of("REVEALS_PER_HOUR", "5"));
    function = new SearchCustomersFunction(world.host(SearchCustomersFunction.class));
  }

  @Test
  void findsNothingAmongNothing() {
    assertThat(search(ADMIN, "").body())
        .isEqualTo(
            "{\"items\":[],\"nextCursor\":null,\"complete\":true,"
                + "\"total\":{\"value\":0,\"relation\":\"exact\"}}");
  }

  @Test
  void showsACustomerMasked() {
    world.establish("c-1", "p-north");
    String id = world.submit("c-1", "p-north", Party.CUSTOMER);

    HttpResult result = search(ADMIN, "");

    assertThat(result.json().get("items").get(0))
        .hasToString(
            "{\"customerId\":\"c-1\",\"name\":\"M***\",\"account\":\"m***\",\"mobile\":\"***42\","
                + "\"associationType\":\"reseller\","
                + "\"associatedAt\":\"2025-06-30T08:00:00.000Z\",\"managerId\":\"u-chen\","
                + "\"manager\":\"Li Chen\",\"tags\":[\"retail\",\"emea\"],\"autoFrozen\":false,"
                + "\"expenditure\":\"1280.50\",\"currency\":\"EUR\",\"budgetUsage\":83.5,"
                + "\"resourcesExpireAt\":\"2026-09-01T00:00:00.000Z\",\"pendingRequest\":"
                + "{\"requestId\":\""
                + id
                + "\",\"href\":\"/v1/associations/c-1/requests/"
                + id
                + "\",\"initiator\":\"customer\",\"expiresAt\":\"2026-03-17T09:30:00.000Z\"},"
                + "\"allowedActions\":{\"submit\":{\"allowed\":false,"
                + "\"reason\":\"request-pending\"}}}");
  }

  @Test
  void showsWhatIsUnknownAsNull() {
    world.establishUnreported("c-1", "p-north");

    JsonNode customer = search(ADMIN, "").json().get("items").get(0);

    for (String member :
        List.of(
            "name",
            "account",
            "mobile",
            "managerId",
            "manager",
            "autoFrozen",
            "expenditure",
            "currency",
            "budgetUsage",
            "resourcesExpireAt",
            "pendingRequest")) {
      assertThat(customer.has(member)).as(member).isTrue();
      assertThat(customer.get(member).isNull()).as(member).isTrue();
    }
    assertThat(customer.at("/allowedActions/submit/reason").asText()).isEqualTo("ineligible");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          customerId=c-2                                        | c-2
          account=LOGISTIK                                      | c-1
          name=%20m%C3%BCLLER%20                                | c-1
          name=%EF%BC%AD%C3%BCller                              | c-1
          manager=chen                                          | c-1
          tag=EME                                               | c-1
          mobile=12345                                          | c-1
          associationType=referral                              | c-2
          autoFrozen=false                                      | c-1 c-2
          autoFrozen=true                                       |
          associatedFrom=2025-07-01T00:00:00Z                   | c-2
          associatedTo=2025-06-30T08:00:00Z                     | c-1
          expenditureMin=1280.50                                | c-1
          expenditureMax=0                                      |
          expenditureMax=10                                     | c-2
          budgetUsageMin=83.5&budgetUsageMax=83.50              | c-1
          resourcesExpireFrom=2026-09-01T00:00:00Z              | c-1
          resourcesExpireTo=2026-08-31T00:00:00Z                |
          currency=eur                                          | c-1 c-2
          currency=USD                                          |
          name=x                                                |
          name=%00                                              |
          name=&tag=&mobile=&currency=&autoFrozen=              | c-1 c-2
          name=m%C3%BCller&associationType=referral             |
          """)
  void filters(String query, @Nullable String found) {
    world.establish("c-1", "p-north");
    world.establish("c-2", "p-north", relation("Zorn AG", "2025-08-01T00:00:00Z"), spend("9.99"));

    List<String> ids = search(ADMIN, query).json().get("items").findValuesAsText("customerId");

    assertThat(ids.stream().sorted().collect(Collectors.joining(" ")))
        .isEqualTo(found == null ? "" : found);
  }

  @ParameterizedTest
  @CsvSource({
    "'', c-3 c-2 c-1",
    "sort=associated-at, c-1 c-2 c-3",
    "sort=-associated-at, c-3 c-2 c-1",
    "sort=expenditure, c-3 c-1 c-2",
    "sort=-expenditure, c-1 c-3 c-2",
    "sort=name, c-2 c-3 c-1",
    "sort=-name, c-1 c-3 c-2"
  })
  void sortsAndPages(String sort, String expected) {
    world.establish("c-1", "p-north", relation("Zorn", "2025-01-01T00:00:00Z"), spend("9.99"));
    world.establish("c-2", "p-north", relation("abel", "2025-02-01T00:00:00Z"), null);
    world.establish("c-3", "p-north", relation("Bell", "2025-03-01T00:00:00Z"), spend("1.00"));
    List<String> seen = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      HttpResult page = search(ADMIN, sort + "&limit=" + (pages + 1) + cursor);
      seen.addAll(page.json().get("items").findValuesAsText("customerId"));
      JsonNode next = page.json().get("nextCursor");
      cursor = next.isNull() ? "" : "&cursor=" + next.asText();
      pages++;
    } while (!cursor.isEmpty() && pages < 10);

    assertThat(String.join(" ", seen)).isEqualTo(expected);
  }

  @Test
  void asksForTheCurrencyWhereThereAreSeveral() {
    world.establish("c-1", "p-north");
    world.establish(
        "c-2",
        "p-north",
        relation("Zorn", "2025-01-01T00:00:00Z"),
        new Spend(BigDecimal.ONE, "USD", null, null));

    for (String query : List.of("sort=expenditure", "expenditureMin=1", "expenditureMax=1")) {
      HttpResult refusal =
          HttpResult.of(function, HttpEvent.of(SEARCH).by(ADMIN).query(query))
              .refused(400, "malformed");
      assertThat(refusal.faults()).containsExactly("?currency required");
      search(ADMIN, query + "&currency=usd");
    }
  }

  @Test
  void tellsEveryFaultOfAQueryAtOnce() {
    HttpResult refusal =
        HttpResult.of(
                function,
                HttpEvent.of(SEARCH)
                    .by(ADMIN)
                    .query(
                        "customerId=a.b&name="
                            + "x".repeat(101)
                            + "&mobile=123&associationType=RESELLER&autoFrozen=1"
                            + "&associatedFrom=2026-01-01&expenditureMin=1e9&expenditureMax=-"
                            + "&budgetUsageMin=9&budgetUsageMax=8&currency=EURO&sort=&limit=101"
                            + "&cursor=%F0%9F&Name=x"))
            .refused(400, "malformed");

    assertThat(refusal.faults())
        .contains(
            "?customerId malformed",
            "?name too-long",
            "?mobile malformed",
            "?associationType malformed",
            "?autoFrozen malformed",
            "?associatedFrom malformed",
            "?expenditureMin malformed",
            "?expenditureMax malformed",
            "?budgetUsageMin inverted-range",
            "?currency malformed",
            "?sort malformed",
            "?limit malformed",
            "?cursor malformed",
            "?Name unknown");
  }

  @Test
  void searchesOnlyWhatTheCallerMaySee() {
    world.establish("c-1", "p-north");
    world.establish("c-2", "p-north", relation("Zorn", "2025-01-01T00:00:00Z"), null);
    world.establish("c-3", "p-south");
    world.establish("c-4", "p-north");
    world.end("c-4", "p-north");

    assertThat(ids(ADMIN)).containsExactlyInAnyOrder("c-1", "c-2");
    assertThat(ids(ADMIN.inRole("viewer"))).containsExactlyInAnyOrder("c-1", "c-2");
    Person chen = ADMIN.inRole("account_manager").named("u-chen");
    assertThat(ids(chen)).containsExactly("c-1");
    assertThat(search(chen, "").json().at("/total/value").asInt()).isEqualTo(1);
    HttpResult.of(function, HttpEvent.of(SEARCH).by(Person.customerAdmin("c-1")).query("a=b"))
        .refused(403, "role-not-allowed");
  }

  @Test
  void revealsInTheOrderAskedForAndDuplicatesOnce() {
    world.establish("c-1", "p-north");
    world.establishUnreported("c-2", "p-north");

    HttpResult result =
        HttpResult.of(
            function, reveal("{\"field\":\"name\",\"customerIds\":[\"c-2\",\"c-1\",\"c-2\"]}"));

    assertThat(result.status()).isEqualTo(200);
    assertThat(result.headers()).containsEntry("Cache-Control", "no-store");
    assertThat(result.body())
        .isEqualTo(
            "{\"items\":[{\"customerId\":\"c-2\",\"value\":null},"
                + "{\"customerId\":\"c-1\",\"value\":\"Müller Logistik GmbH\"}]}");
    assertThat(result.log()).noneMatch(line -> line.contains("Müller"));
  }

  @Test
  void revealsNoMoreThanTheHourAllows() {
    world.establish("c-1", "p-north");
    for (int i = 0; i < 5; i++) {
      assertThat(HttpResult.of(function, reveal("mobile", "c-1")).status()).isEqualTo(200);
    }

    HttpResult refusal =
        HttpResult.of(function, reveal("mobile", "c-1")).refused(429, "too-many-reveals");

    assertThat(refusal.headers()).containsEntry("Retry-After", "1800");
    world.clock().set(Instant.parse("2026-03-02T09:59:59.999Z"));
    assertThat(HttpResult.of(function, reveal("mobile", "c-1")).headers())
        .containsEntry("Retry-After", "1");
    world.clock().advance(Duration.ofMillis(1));
    assertThat(HttpResult.of(function, reveal("mobile", "c-1")).status()).isEqualTo(200);
  }

  @Test
  void revealsNobodyWhenOneCannotBe() {
    world.establish("c-1", "p-north");
    world.establish("c-2", "p-north");
    world.end("c-2", "p-north");
    world.establish("c-3", "p-south");

    String expected =
        HttpResult.of(function, reveal("name", "c-404")).refused(404, "not-found").body();
    for (String id : List.of("c-3", "", "c 1", "\\u0000", "x".repeat(65))) {
      assertThat(
              HttpResult.of(
                      function,
                      reveal("{\"field\":\"name\",\"customerIds\":[\"c-1\",\"" + id + "\"]}"))
                  .refused(404, "not-found")
                  .body())
          .isEqualTo(expected);
    }
    HttpResult.of(function, reveal("{\"field\":\"name\",\"customerIds\":[\"c-1\",\"c-2\"]}"))
        .refused(409, "association-ended");
  }

  @Test
  void revealsToTheLongestSubject() {
    world.establish("c-1", "p-north");
    HttpEvent event = reveal("name", "c-1").by(ADMIN.named("木".repeat(255)));

    assertThat(HttpResult.of(function, event).status()).isEqualTo(200);
  }

  /// Each event has everything wrong, too, that comes after what it is refused for.
  @Test
  void refusesToRevealInOrder() {
    HttpEvent nobody = HttpEvent.of(REVEAL).body("{");
    assertThat(HttpResult.of(function, nobody).status()).isEqualTo(401);
    HttpEvent nobodys = reveal("{").by(ADMIN.named("u".repeat(256)));
    assertThat(HttpResult.of(function, nobodys).status()).isEqualTo(401);
    for (Person person :
        List.of(
            Person.customerAdmin("c-1"),
            ADMIN.inRole("viewer"),
            ADMIN.inRole("account_manager"),
            new Person("o", "operator", "", "admin"))) {
      HttpResult.of(function, reveal("{").by(person).header("content-type", "x"))
          .refused(403, "role-not-allowed");
    }
    HttpResult.of(function, reveal("[".repeat(20_000)).header("content-type", "x"))
        .refused(415, "unsupported-media-type");
    HttpResult.of(function, reveal("[".repeat(20_000))).refused(413, "body-too-large");
    HttpResult malformed =
        HttpResult.of(
                function,
                reveal("{\"field\":null,\"customerIds\":[1,\"c-404\",[]],\"more\":1}").query("a=b"))
            .refused(400, "malformed");
    assertThat(malformed.faults())
        .containsExactlyInAnyOrder(
            "/customerIds/0 wrong-type",
            "/customerIds/2 wrong-type",
            "/more unknown",
            "?a unknown");
    HttpResult invalid =
        HttpResult.of(function, reveal("{\"field\":\"Name\",\"customerIds\":[null,\"c-404\"]}"))
            .refused(422, "invalid");
    assertThat(invalid.faults())
        .containsExactlyInAnyOrder("/field unknown", "/customerIds/0 required");
    String many =
        IntStream.range(0, 51).mapToObj(i -> "\"c-" + i + "\"").collect(Collectors.joining(","));
    assertThat(
            HttpResult.of(function, reveal("{\"customerIds\":[" + many + "]}"))
                .refused(422, "invalid")
                .faults())
        .containsExactlyInAnyOrder("/field required", "/customerIds too-many");
  }

  private HttpResult search(Person person, String query) {
    return HttpResult.of(function, HttpEvent.of(SEARCH).by(person).query(query)).done(200);
  }

  private List<String> ids(Person person) {
    return search(person, "").json().get("items").findValuesAsText("customerId");
  }

  private static HttpEvent reveal(String field, String customerId) {
    return reveal("{\"field\":\"" + field + "\",\"customerIds\":[\"" + customerId + "\"]}");
  }

  private static HttpEvent reveal(String body) {
    return HttpEvent.of(REVEAL).by(ADMIN).body(body);
  }

  private static Report.Relation relation(String name, String since) {
    return new Report.Relation(
        AssociationType.REFERRAL,
        Instant.parse(since),
        new Profile("Northwind Cloud", name, null, null, null, null, List.of()));
  }

  private static Spend spend(String expenditure) {
    return new Spend(new BigDecimal(expenditure), "EUR", null, null);
  }
}
