package io.partway.listrecords;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.core.party.Party;
import io.partway.core.request.Decision;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.function.HttpEvent;
import io.partway.testkit.function.HttpResult;
import io.partway.testkit.function.Person;
import io.partway.testkit.function.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Events of the four reading routes in, answers out, on the table's engine.
@ExtendWith(EmbeddedDynamoDb.class)
final class ListRecordsFunctionTest {
  private static final String ASSOCIATIONS = "GET /v1/associations";
  private static final String ASSOCIATION = "GET /v1/associations/{counterpartyId}";
  private static final String REQUEST =
      "GET /v1/associations/{counterpartyId}/requests/{requestId}";
  private static final String RECORDS = "GET /v1/records";
  private static final Person PARTNER = Person.partnerAdmin("p-north");
  private static final Person CUSTOMER = Person.customerAdmin("c-1");

  private final World world;
  private final ListRecordsFunction function;

  ListRecordsFunctionTest(DynamoDbEngine engine) {
    world = World.in(engine);
    function = new ListRecordsFunction(world.host(ListRecordsFunction.class));
  }

  @BeforeEach
  void associate() {
    world.establish("c-1", "p-north");
  }

  @Test
  void listsACustomersAssociationsPageByPage() {
    world.establish("c-1", "p-east");
    world.establish("c-1", "p-south");
    world.end("c-1", "p-south");
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      HttpResult page =
          HttpResult.of(function, HttpEvent.of(ASSOCIATIONS).by(CUSTOMER).query("limit=1" + cursor))
              .done(200);
      assertThat(page.json().get("complete").asBoolean()).isTrue();
      page.json()
          .get("items")
          .forEach(item ->
              seen.add(item.get("counterpartyId").asText() + " " + item.get("state").asText()));
      JsonNode next = page.json().get("nextCursor");
      cursor = next.isNull() ? "" : "&cursor=" + next.asText();
    } while (!cursor.isEmpty());

    assertThat(seen).containsExactly("p-east active", "p-north active", "p-south ended");
  }

  @Test
  void aPartyFindsItsGrantsAmongItsRecordsOnceTheyAdd() {
    Instant ends = Instant.parse("2026-06-01T00:00:00Z");
    String id = world.grant(Party.PARTNER, "p-north", 2, "SR-1", ends);
    world.grant(Party.PARTNER, "p-north", 5, "SR-2", ends);
    world.grant(Party.CUSTOMER, "c-1", 1, "SR-3", ends);
    HttpResult found =
        HttpResult.of(
                function, HttpEvent.of(RECORDS).by(PARTNER).query("kind=grant&status=granted"))
            .done(200);
    assertThat(found.json().get("items"))
        .hasToString(
            "[{\"recordId\":\""
                + id
                + "\",\"kind\":\"grant\",\"status\":\"granted\",\"direction\":null,"
                + "\"initiator\":null,\"counterpartyId\":null,\"counterpartyName\":null,"
                + "\"at\":\"2026-03-02T09:30:00.000Z\",\"reason\":\"A merger.\","
                + "\"expiresAt\":null,\"decidedAt\":null,\"field\":null,\"grant\":{\"extra\":2,"
                + "\"ticketNumber\":\"SR-1\",\"endsAt\":\"2026-06-01T00:00:00.000Z\"},"
                + "\"allowedActions\":{}}]");
    for (Map.Entry<Person, Integer> reader :
        Map.of(PARTNER.inRole("viewer"), 1, PARTNER.inRole("account_manager"), 0, CUSTOMER, 1)
            .entrySet()) {
      assertThat(
              HttpResult.of(function, HttpEvent.of(RECORDS).by(reader.getKey()).query("kind=grant"))
                  .done(200)
                  .json()
                  .get("items"))
          .hasSize(reader.getValue());
    }
  }

  @Test
  void keepsThePartnersPartyOffTheCustomersList() {
    HttpResult.of(function, HttpEvent.of(ASSOCIATIONS).by(PARTNER).query("x=y"))
        .refused(403, "role-not-allowed");
  }

  @Test
  void showsOneAssociationToBothSides() {
    String id = world.submit("c-1", "p-north", Party.CUSTOMER);

    HttpResult partner = HttpResult.of(function, association("c-1").by(PARTNER)).done(200);
    HttpResult customer = HttpResult.of(function, association("p-north").by(CUSTOMER)).done(200);

    assertThat(partner.at("/counterpartyName")).isEqualTo("M***");
    assertThat(customer.at("/counterpartyName")).isEqualTo("Northwind Cloud");
    assertThat(partner.at("/since")).isEqualTo("2025-06-30T08:00:00.000Z");
    assertThat(partner.json().get("endedAt").isNull()).isTrue();
    assertThat(partner.at("/pendingRequest/href")).isEqualTo("/v1/associations/c-1/requests/" + id);
    assertThat(partner.at("/allowedActions/submit/reason")).isEqualTo("request-pending");
  }

  @Test
  void tagsAnAssociationByWhatItDisplays() {
    String fresh = tag();
    world.clock().advance(Duration.ofMinutes(1));
    world.reserve("c-1", "p-north", "ri-1", World.START.plus(Duration.ofDays(1)));
    assertThat(tag()).as("blockers lie outside").isEqualTo(fresh);

    world.clock().advance(Duration.ofDays(2));
    world.submit("c-1", "p-north", Party.PARTNER);
    String pending = tag();
    assertThat(pending).isNotEqualTo(fresh);

    world.clock().advance(Duration.ofDays(15));
    assertThat(tag()).as("an overdue request is not shown").isEqualTo(fresh);
    world.sweep();
    assertThat(tag()).as("nor does the sweep change what is").isEqualTo(fresh);

    world.end("c-1", "p-north");
    assertThat(tag()).isNotEqualTo(fresh).isNotEqualTo(pending);
  }

  @Test
  void showsARequestAsReadersSeeIt() {
    String id = world.submit("c-1", "p-north", Party.PARTNER);

    HttpResult pending = HttpResult.of(function, request("p-north", id).by(CUSTOMER)).done(200);
    assertThat(pending.headers()).containsEntry("ETag", "\"1\"");
    assertThat(pending.at("/status")).isEqualTo("pending");
    assertThat(pending.at("/allowedActions/agree/allowed")).isEqualTo("true");

    world.clock().advance(Duration.ofDays(15));
    HttpResult overdue = HttpResult.of(function, request("p-north", id).by(CUSTOMER)).done(200);
    world.sweep();
    HttpResult swept = HttpResult.of(function, request("p-north", id).by(CUSTOMER)).done(200);

    assertThat(overdue.headers()).containsEntry("ETag", "\"2\"");
    assertThat(overdue.at("/status")).isEqualTo("expired");
    assertThat(overdue.at("/decidedAt")).isEqualTo("2026-03-17T09:30:00.000Z");
    assertThat(overdue.json().at("/timeline/1/party").isNull()).isTrue();
    assertThat(swept.body()).isEqualTo(overdue.body());
  }

  @Test
  void listsEveryKindOfRecord() {
    world.clock().advance(Duration.ofHours(1));
    String id = world.submit("c-1", "p-north", Party.PARTNER);
    world.clock().advance(Duration.ofHours(1));
    world.decide("c-1", "p-north", id, Party.CUSTOMER, Decision.REJECT);
    world.clock().advance(Duration.ofHours(1));
    world.end("c-1", "p-north");

    JsonNode items = records(CUSTOMER, "").json().get("items");

    assertThat(items.findValuesAsText("status"))
        .containsExactly("ended", "rejected", "established");
    assertThat(items.get(1).get("recordId").asText()).isEqualTo(id);
    assertThat(items.get(1).get("direction").asText()).isEqualTo("incoming");
    assertThat(items.get(1).get("counterpartyName").asText()).isEqualTo("Northwind Cloud");
    assertThat(items.get(1).at("/allowedActions/agree/reason").asText())
        .isEqualTo("already-decided");
    assertThat(items.get(2).get("allowedActions")).isEmpty();
    assertThat(items.get(2).get("reason").isNull()).isTrue();
    JsonNode partners = records(PARTNER, "").json().get("items");
    assertThat(partners.get(1).get("direction").asText()).isEqualTo("outgoing");
    assertThat(partners.get(1).get("counterpartyName").asText()).isEqualTo("M***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind=disassociation | 1",
        "kind=association | 1",
        "status=pending | 1",
        "status=expired | 0",
        "direction=outgoing | 1",
        "direction=incoming | 0",
        "from=2026-03-02T09:30:00Z | 1",
        "to=2026-03-02T11:29:59.999%2B02:00 | 1",
        "from=&to=&kind=&status=&direction=&counterpartyId= | 2",
        "counterpartyId=c-1 | 2",
        "counterpartyId=c-2 | 0",
        "kind=association&status=established&to=2025-06-30t08:00:00z | 1"
      })
  void filtersRecords(String query, int found) {
    world.submit("c-1", "p-north", Party.PARTNER);

    assertThat(records(PARTNER, query).json().get("items")).hasSize(found);
  }

  @Test
  void fixesNowByTheFirstPage() {
    for (int i = 2; i <= 4; i++) {
      world.establish("c-" + i, "p-north");
      world.submit("c-" + i, "p-north", Party.PARTNER);
      world.clock().advance(Duration.ofHours(1));
    }
    HttpResult first = records(PARTNER, "status=pending&limit=2");
    assertThat(first.json().get("items")).hasSize(2);
    world.clock().set(World.START.plus(Duration.ofDays(15).minusHours(1)));
    first = records(PARTNER, "status=pending&limit=2");
    world.clock().advance(Duration.ofHours(20));

    HttpResult second =
        records(PARTNER, "cursor=" + first.at("/nextCursor") + "&status=pending&limit=9");

    assertThat(second.json().get("items").findValuesAsText("status")).containsExactly("pending");
  }

  @Test
  void refusesACursorThatIsNotForThisCall() {
    for (int i = 2; i <= 3; i++) {
      world.establish("c-" + i, "p-north");
    }
    String cursor = records(PARTNER, "limit=1&kind=association").at("/nextCursor");
    assertThat(cursor).matches("[A-Za-z0-9_-]{20,1024}");
    records(PARTNER, "limit=5&cursor=" + cursor + "&kind=association&status=");

    List<HttpEvent> foreign =
        List.of(
            HttpEvent.of(RECORDS).by(PARTNER).query("cursor=" + cursor),
            HttpEvent.of(RECORDS).by(PARTNER).query("kind=disassociation&cursor=" + cursor),
            withCursor(PARTNER.named("u-other"), cursor),
            withCursor(PARTNER.inRole("viewer"), cursor),
            withCursor(Person.partnerAdmin("p-south").named(PARTNER.sub()), cursor),
            withCursor(Person.customerAdmin("p-north").named(PARTNER.sub()), cursor),
            withCursor(PARTNER, cursor.substring(1)),
            withCursor(PARTNER, cursor.substring(0, cursor.length() - 4)),
            withCursor(PARTNER, flipped(cursor, 0)),
            withCursor(PARTNER, flipped(cursor, cursor.length() / 2)),
            withCursor(PARTNER, cursor + "="),
            withCursor(PARTNER, cursor + "=="),
            withCursor(PARTNER, cursor + "%20"),
            withCursor(PARTNER, ""),
            withCursor(PARTNER, "A"),
            withCursor(PARTNER, "%00"),
            withCursor(PARTNER, "A".repeat(2_000)));
    for (HttpEvent event : foreign) {
      assertThat(HttpResult.of(function, event).refused(400, "malformed").faults())
          .containsExactly("?cursor malformed");
    }

    world.clock().advance(Duration.ofHours(24).minusMillis(1));
    HttpResult.of(function, withCursor(PARTNER, cursor)).done(200);
    world.clock().advance(Duration.ofMillis(1));
    HttpResult.of(function, withCursor(PARTNER, cursor)).refused(400, "malformed");
  }

  @Test
  void tellsEveryFaultOfAQueryAtOnce() {
    HttpResult refusal =
        HttpResult.of(
                function,
                HttpEvent.of(RECORDS)
                    .by(PARTNER)
                    .query(
                        "kind=reveal&status=Pending&direction=up&from=2026-01-02T00:00:00Z"
                            + "&to=2026-01-01T00:00:00Z&counterpartyId=a%20b&limit=0&cursor=x"
                            + "&limit=3&colour=%00"))
            .refused(400, "malformed");

    assertThat(refusal.faults())
        .containsExactlyInAnyOrder(
            "?kind malformed",
            "?status malformed",
            "?direction malformed",
            "?from inverted-range",
            "?counterpartyId malformed",
            "?limit malformed",
            "?limit repeated",
            "?cursor malformed",
            "?colour unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01",
    "2026-01-01T00:00Z",
    "2026-01-01T00:00:00",
    "2026-01-01T00:00:00+01:00",
    "2026-02-30T00:00:00Z",
    "2026-01-01T24:00:01Z",
    "2026-01-01T00:00:00%2B1:00",
    "+2026-01-01T00:00:00Z",
    "12026-01-01T00:00:00Z",
    "%00"
  })
  void takesNothingButInstants(String from) {
    HttpResult refusal =
        HttpResult.of(function, HttpEvent.of(RECORDS).by(PARTNER).query("from=" + from))
            .refused(400, "malformed");
    assertThat(refusal.faults()).containsExactly("?from malformed");
  }

  @ParameterizedTest
  @CsvSource({
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:60.123456789012%2B23:59",
    "2026-06-30T23:59:60-00:00"
  })
  void takesEveryInstantThereIs(String from) {
    records(PARTNER, "from=" + from);
  }

  @Test
  void showsAnAccountManagerHisCustomersOnly() {
    String id = world.submit("c-1", "p-north", Party.PARTNER);
    Person chen = PARTNER.inRole("account_manager").named("u-chen");
    Person smith = PARTNER.inRole("account_manager").named("u-smith");

    HttpResult.of(function, association("c-1").by(chen)).done(200);
    HttpResult.of(function, request("c-1", id).by(chen)).done(200);
    assertThat(records(chen, "").json().get("items")).hasSize(2);
    HttpResult.of(function, association("c-1").by(smith)).refused(404, "not-found");
    HttpResult.of(function, request("c-1", id).by(smith)).refused(404, "not-found");
    assertThat(records(smith, "").json().get("items")).isEmpty();
    assertThat(
            HttpResult.of(
                    function, HttpEvent.of(ASSOCIATIONS).by(CUSTOMER.inRole("account_manager")))
                .done(200)
                .json()
                .get("items"))
        .isEmpty();
  }

  @Test
  void refusesInOrder() {
    for (String route : List.of(ASSOCIATIONS, RECORDS)) {
      assertThat(HttpResult.of(function, HttpEvent.of(route).query("a=b")).status()).isEqualTo(401);
      HttpResult.of(
              function,
              HttpEvent.of(route).by(new Person("o", "operator", "", "admin")).query("a=b"))
          .refused(403, "role-not-allowed");
      HttpResult.of(function, HttpEvent.of(route).by(CUSTOMER).query("a=b"))
          .refused(400, "malformed");
    }
    HttpResult.of(function, association("c-404").by(PARTNER).query("a=b"))
        .refused(404, "not-found");
    HttpResult.of(function, association("c-1").by(PARTNER).query("a=b")).refused(400, "malformed");
    HttpResult.of(function, request("c-1", "r-404").by(PARTNER).query("a=b"))
        .refused(404, "not-found");
    String id = world.submit("c-1", "p-north", Party.PARTNER);
    HttpResult.of(function, request("c-1", id).by(PARTNER).query("a=b")).refused(400, "malformed");
  }

  private String tag() {
    return HttpResult.of(function, association("c-1").by(PARTNER))
        .done(200)
        .headers()
        .getOrDefault("ETag", "");
  }

  private HttpResult records(Person person, String query) {
    return HttpResult.of(function, HttpEvent.of(RECORDS).by(person).query(query)).done(200);
  }

  private static HttpEvent withCursor(Person person, String cursor) {
    return HttpEvent.of(RECORDS).by(person).query("kind=association&cursor=" + cursor);
  }

  private static String flipped(String cursor, int index) {
    char c = cursor.charAt(index) == 'A' ? 'B' : 'A';
    return cursor.substring(0, index) + c + cursor.substring(index + 1);
  }

  private static HttpEvent association(String counterpartyId) {
    return HttpEvent.of(ASSOCIATION, "counterpartyId", counterpartyId);
  }

  private static HttpEvent request(String counterpartyId, String requestId) {
    return HttpEvent.of(REQUEST, "counterpartyId", counterpartyId, "requestId", requestId);
  }
}
