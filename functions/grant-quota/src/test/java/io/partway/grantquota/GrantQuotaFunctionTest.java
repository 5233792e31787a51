package io.partway.grantquota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.core.party.Party;
import io.partway.core.request.Decision;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.FaultyDynamoDb;
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
import org.junit.jupiter.params.provider.ValueSource;

/// Events of `/v1/quota-grants` in, answers out, on the table's engine.
@ExtendWith(EmbeddedDynamoDb.class)
final class GrantQuotaFunctionTest {
  private static final String GRANT = "POST /v1/quota-grants";
  private static final String LIST = "GET /v1/quota-grants";
  private static final String SHOW = "GET /v1/quota-grants/{grantId}";
  private static final String CONFIRM = "PUT /v1/quota-grants/{grantId}/confirmation";
  private static final Person OTTO = Person.operator("u-otto");
  private static final Person OLGA = Person.operator("u-olga");
  private static final Person PARTNER = Person.partnerAdmin("p-north");
  private static final String ENDS = "2026-06-01T00:00:00.000Z";

  private final DynamoDbEngine engine;
  private final World world;
  private final GrantQuotaFunction function;

  GrantQuotaFunctionTest(DynamoDbEngine engine) {
    this.engine = engine;
    world = World.in(engine);
    function = new GrantQuotaFunction(world.host(GrantQuotaFunction.class));
  }

  @BeforeEach
  void associate() {
    world.establish("c-1", "p-north");
  }

  private static String body(int extra, String ticketNumber) {
    return """
    {"party": "partner", "partyId": "p-north", "extra": %d, "ticketNumber": "%s", "reason": "A merger.", "endsAt": "%s"}
    """
        .formatted(extra, ticketNumber, ENDS);
  }

  private static HttpEvent event(Person caller, String key, String body) {
    return HttpEvent.of(GRANT).by(caller).header("idempotency-key", key).body(body);
  }

  private HttpResult grant(Person caller, String key, String body) {
    return HttpResult.of(function, event(caller, key, body));
  }

  private HttpResult grant(String key, int extra, String ticketNumber) {
    return grant(OTTO, key, body(extra, ticketNumber));
  }

  private HttpResult show(Person caller, String id) {
    return HttpResult.of(function, HttpEvent.of(SHOW, "grantId", id).by(caller));
  }

  private HttpResult confirm(Person caller, String id, String etag) {
    return HttpResult.of(
        function, HttpEvent.of(CONFIRM, "grantId", id).by(caller).header("if-match", etag));
  }

  private HttpResult list(String query) {
    return HttpResult.of(function, HttpEvent.of(LIST).by(OLGA).query(query));
  }

  private static List<String> tickets(HttpResult page) {
    return page.done(200).json().get("items").findValuesAsText("ticketNumber");
  }

  @Test
  void grantsAtOnceUpToThePolicysValue() {
    HttpResult granted = grant("k", 3, "SR-1").done(201);

    assertThat(granted.headers())
        .containsEntry("Location", "/v1/quota-grants/" + granted.at("/grantId"))
        .containsEntry("ETag", "\"1\"");
    assertThat(granted.json())
        .hasToString(
            "{\"grantId\":\""
                + granted.at("/grantId")
                + "\",\"party\":\"partner\",\"partyId\":\"p-north\",\"counterpartyId\":null,"
                + "\"extra\":3,\"ticketNumber\":\"SR-1\",\"reason\":\"A merger.\",\"endsAt\":\""
                + ENDS
                + "\",\"status\":\"granted\",\"askedAt\":\"2026-03-02T09:30:00.000Z\","
                + "\"askedBy\":\"u-otto\",\"grantedAt\":\"2026-03-02T09:30:00.000Z\","
                + "\"confirmedBy\":null,\"allowedActions\":{\"confirm\":{\"allowed\":false,"
                + "\"reason\":\"second-operator-required\"}}}");
    assertThat(passing()).isEqualTo(6);
    assertThat(granted.log()).noneMatch(line -> line.contains("merger"));
  }

  /// How many submits the partner has passed when the first is refused.
  private int passing() {
    for (int passed = 0; ; passed++) {
      try {
        String request = world.submit("c-1", "p-north", Party.PARTNER);
        world.decide("c-1", "p-north", request, Party.PARTNER, Decision.WITHDRAW);
      } catch (AssertionError _) {
        return passed;
      }
    }
  }

  @Test
  void moreWaitsForASecondOperator() {
    HttpResult entered = grant("k", 4, "SR-1").done(201);
    String id = entered.at("/grantId");
    assertThat(entered.at("/status")).isEqualTo("awaiting-confirmation");
    assertThat(entered.json().get("grantedAt").isNull()).isTrue();
    assertThat(passing()).isEqualTo(3);

    HttpResult seen = show(OLGA, id).done(200);
    assertThat(seen.json().get("allowedActions"))
        .hasToString("{\"confirm\":{\"allowed\":true,\"reason\":null}}");
    world.clock().advance(Duration.ofMinutes(2));
    assertThat(seen.headers()).containsEntry("ETag", "\"1\"");
    HttpResult confirmed = confirm(OLGA, id, "\"1\"").done(200);
    assertThat(confirmed.headers()).containsEntry("ETag", "\"2\"");
    assertThat(confirmed.at("/status")).isEqualTo("granted");
    assertThat(confirmed.at("/askedBy")).isEqualTo("u-otto");
    assertThat(confirmed.at("/confirmedBy")).isEqualTo("u-olga");
    assertThat(confirmed.at("/grantedAt")).isEqualTo("2026-03-02T09:32:00.000Z");
    assertThat(confirmed.at("/allowedActions/confirm/reason")).isEqualTo("already-granted");
    assertThat(passing()).isEqualTo(4);

    assertThat(confirm(OLGA, id, "\"1\"").done(200).body()).isEqualTo(confirmed.body());
    assertThat(confirm(OLGA, id, "*").done(200).body()).isEqualTo(confirmed.body());
    HttpResult late =
        confirm(Person.operator("u-oona"), id, "\"1\"").refused(409, "already-granted");
    assertThat(late.at("/grant/confirmedBy")).isEqualTo("u-olga");
    assertThat(show(OTTO, id).done(200).headers()).containsEntry("ETag", "\"2\"");
    assertThat(grant("k", 4, "SR-1").body()).as("as entered").isEqualTo(entered.body());
    assertThat(grant("k", 4, "SR-1").headers()).isEqualTo(entered.headers());
  }

  @Test
  void aRepetitionIsAnsweredToTheByteAndForEver() {
    HttpResult first = grant("k", 2, "SR-1").done(201);
    world.clock().advance(Duration.ofDays(400));
    String reordered =
        """
        {"endsAt": "%s", "reason": "\\u0041 merger.", "extra": 2.0, "partyId": "p-north", "ticketNumber": "SR-1",
         "party": "partner"}
        """
            .formatted(ENDS);
    for (HttpResult again :
        List.of(
            grant("k", 2, "SR-1"),
            grant(OTTO, "k", reordered),
            grant(OLGA, "k", body(2, "SR-1")),
            grant(OLGA, "another key, the same ticket".replace(' ', '-'), body(2, " SR-1 ")))) {
      assertThat(again.done(201).body()).isEqualTo(first.body());
      assertThat(again.headers()).isEqualTo(first.headers());
    }
    grant("k", 1, "SR-1").refused(422, "idempotency-key-reused");
    grant(OTTO, "k", "{}").refused(422, "idempotency-key-reused");
  }

  @Test
  void aTicketIsGoodForOneGrant() {
    String id = grant("k1", 2, "SR-1").done(201).at("/grantId");

    HttpResult used = grant("k2", 1, "SR-1").refused(409, "ticket-used");
    assertThat(used.at("/grant/grantId")).isEqualTo(id);
    assertThat(used.at("/grant/extra")).isEqualTo("2");
    assertThat(used.at("/detail")).contains("another ticket");
    assertThat(grant("k2", 1, "SR-2").done(201).at("/grantId")).isNotEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "party | null | /party required",
        "party | \"operator\" | /party unknown",
        "partyId | null | /partyId required",
        "partyId | \"p north\" | /partyId malformed",
        "partyId | \"p-nobody\" | /partyId unknown",
        "partyId | \"c-1\" | /partyId unknown",
        "counterpartyId | \"c-1\" | /counterpartyId unexpected",
        "extra | null | /extra required",
        "extra | 0 | /extra too-small",
        "extra | -1e400 | /extra too-small",
        "extra | 22 | /extra too-large",
        "extra | 1e30 | /extra too-large",
        "ticketNumber | null | /ticketNumber required",
        "ticketNumber | \" \" | /ticketNumber malformed",
        "ticketNumber | \"Größe\" | /ticketNumber malformed",
        "reason | null | /reason required",
        "reason | \" \" | /reason empty",
        "reason | \"a\\nb\" | /reason control-character",
        "endsAt | null | /endsAt required",
        "endsAt | \"2026-06-01\" | /endsAt malformed",
        "endsAt | \"2026-03-02T09:30:00Z\" | /endsAt passed",
      })
  void whatBreaksARuleIsToldWithItsPointer(String member, String value, String fault) {
    String changed =
        body(2, "SR-1")
            .replaceFirst(
                "\"" + member + "\": (\"[^\"]*\"|\\d+)", "\"" + member + "\": " + quoted(value));
    String sent =
        changed.equals(body(2, "SR-1"))
            ? changed.replaceFirst("\\{", "{\"" + member + "\": " + quoted(value) + ", ")
            : changed;
    assertThat(grant(OTTO, "k", sent).refused(422, "invalid").faults()).containsExactly(fault);
    grant("k", 2, "SR-1").done(201);
  }

  private static String quoted(String replacement) {
    return replacement.replace("\\", "\\\\");
  }

  @Test
  void allFaultsAreToldAtOnce() {
    HttpResult refused =
        grant(OTTO, "k", "{\"partyId\":\"p-nobody\",\"extra\":99}").refused(422, "invalid");
    assertThat(refused.faults())
        .containsExactlyInAnyOrder(
            "/party required", "/ticketNumber required", "/reason required", "/endsAt required");
    assertThat(refused.json().get("room").isNull()).isTrue();
  }

  @Test
  void whatWouldNotHelpIsRefusedWithTheSmallestNumberThatWould() {
    grant("k1", 2, "SR-1").done(201);
    assertThat(passing()).isEqualTo(5);
    world.clock().set(Instant.parse(ENDS));

    String later = ENDS.replace("06", "07");
    HttpResult refused =
        grant(OTTO, "k2", body(2, "SR-2").replace(ENDS, later)).refused(422, "invalid");
    assertThat(refused.faults()).containsExactly("/extra too-small");
    assertThat(refused.json().get("errors").get(0).get("detail").asText()).contains("at least 3");
    assertThat(refused.json().get("room")).hasToString("{\"smallest\":3,\"most\":21}");
    grant(OTTO, "k2", body(3, "SR-2").replace(ENDS, later)).done(201);
    assertThat(passing()).isEqualTo(1);
  }

  @Test
  void limitAndGrantsAreAtMost24() {
    for (int i = 0; i < 7; i++) {
      grant("k" + i, 3, "SR-" + i).done(201);
    }
    HttpResult refused = grant("k", 1, "SR").refused(422, "invalid");
    assertThat(refused.faults()).containsExactly("/extra too-large");
    assertThat(refused.json().get("room")).hasToString("{\"smallest\":1,\"most\":0}");
    assertThat(passing()).isEqualTo(24);
  }

  @Test
  void wherePairsCountForThemselvesTheCounterpartyIsNamed() {
    World pairs = World.in(engine, Map.of("PARTNER_QUOTA_SCOPE", "PAIR"));
    pairs.establish("c-1", "p-north");
    GrantQuotaFunction ofPairs = new GrantQuotaFunction(pairs.host(GrantQuotaFunction.class));
    String whole = body(2, "SR-1");
    String pair = whole.replace("\"partner\",", "\"partner\", \"counterpartyId\": \"c-1\",");
    String foreign = pair.replace("c-1", "c-2");

    assertThat(HttpResult.of(ofPairs, event(OTTO, "k", whole)).refused(422, "invalid").faults())
        .containsExactly("/counterpartyId required");
    assertThat(HttpResult.of(ofPairs, event(OTTO, "k", foreign)).refused(422, "invalid").faults())
        .containsExactly("/counterpartyId unknown");
    assertThat(HttpResult.of(ofPairs, event(OTTO, "k", pair)).done(201).at("/counterpartyId"))
        .isEqualTo("c-1");
    pairs.establish("c-2", "p-north");
    HttpResult.of(ofPairs, event(OTTO, "k2", foreign)).refused(409, "ticket-used");
  }

  @Test
  void noNumberNeedsASecondOperatorWhereThePolicySaysSo() {
    for (int unconfirmed : List.of(0, 24)) {
      World other = World.in(engine, Map.of("GRANT_UNCONFIRMED", "" + unconfirmed));
      other.establish("c-1", "p-north");
      assertThat(
              HttpResult.of(
                      new GrantQuotaFunction(other.host(GrantQuotaFunction.class)),
                      event(OTTO, "k", body(1, "SR-1")))
                  .done(201)
                  .at("/status"))
          .isEqualTo(unconfirmed == 0 ? "awaiting-confirmation" : "granted");
    }
  }

  /// Each call is wrong in all that comes after it, too.
  @Test
  void refusalsComeInTheirOrder() {
    HttpEvent nobody = HttpEvent.of(GRANT).body("{");
    assertThat(HttpResult.of(function, nobody).status()).isEqualTo(401);
    for (Person stranger :
        List.of(
            PARTNER,
            Person.customerAdmin("c-1"),
            new Person("u", "auditor", "platform", "admin"),
            OTTO.inRole("owner"),
            OTTO.inRole("viewer"),
            OTTO.inRole("account_manager"))) {
      HttpResult.of(function, HttpEvent.of(GRANT).by(stranger).query("x=y"))
          .refused(403, "role-not-allowed");
    }
    HttpResult.of(function, HttpEvent.of(GRANT).by(OTTO).query("x=y"))
        .refused(415, "unsupported-media-type");
    HttpResult.of(function, HttpEvent.of(GRANT).by(OTTO).query("x=y").body("x".repeat(20_000)))
        .refused(413, "body-too-large");
    assertThat(
            HttpResult.of(
                    function,
                    HttpEvent.of(GRANT)
                        .by(OTTO)
                        .query("x=y")
                        .header("idempotency-key", "a key")
                        .body("{\"extra\": 1.5, \"urgent\": true, \"party\": 7}"))
                .refused(400, "malformed")
                .faults())
        .containsExactlyInAnyOrder(
            "?x unknown",
            "Idempotency-Key malformed",
            "/extra wrong-type",
            "/urgent unknown",
            "/party wrong-type");
    HttpResult.of(function, HttpEvent.of(GRANT).by(OTTO).body("{}"))
        .refused(400, "idempotency-key-required");
    grant("k", 1, "SR-1").done(201);
    grant("k", 0, "SR-1").refused(422, "idempotency-key-reused");
    grant("k2", 0, "SR-1").refused(422, "invalid");
    grant("k2", 2, "SR-1").refused(409, "ticket-used");
  }

  @Test
  void refusalsOfAConfirmationComeInTheirOrder() {
    String id = grant("k", 4, "SR-1").done(201).at("/grantId");
    HttpEvent nobody = HttpEvent.of(CONFIRM, "grantId", id).header("if-match", "seven");
    assertThat(HttpResult.of(function, nobody).status()).isEqualTo(401);
    confirm(PARTNER, "unknown", "seven").refused(403, "role-not-allowed");
    HttpResult unknown =
        confirm(OTTO.inRole("viewer"), "unknown", "seven").refused(404, "not-found");
    assertThat(confirm(OTTO, "no id", "seven").refused(404, "not-found").body())
        .isEqualTo(unknown.body());
    confirm(OTTO.inRole("viewer"), id, "seven").refused(403, "role-not-allowed");
    assertThat(
            HttpResult.of(
                    function,
                    HttpEvent.of(CONFIRM, "grantId", id)
                        .by(OTTO)
                        .query("x=y")
                        .header("if-match", "seven"))
                .refused(400, "malformed")
                .faults())
        .containsExactly("?x unknown", "If-Match malformed");
    assertThat(
            HttpResult.of(function, HttpEvent.of(CONFIRM, "grantId", id).by(OTTO))
                .refused(428, "precondition-required")
                .faults())
        .containsExactly("If-Match required");
    confirm(OTTO, id, "\"7\"").refused(403, "second-operator-required");
    confirm(OLGA, id, "\"7\"").refused(412, "stale");
    confirm(OLGA, id, "W/\"1\"").refused(412, "stale");
    world.clock().set(Instant.parse(ENDS));
    HttpResult outdated = confirm(OLGA, id, "\"7\"").refused(409, "grant-outdated");
    assertThat(outdated.at("/cause")).isEqualTo("ended");
    assertThat(outdated.json().get("room")).hasToString("{\"smallest\":1,\"most\":21}");
    assertThat(show(OLGA, id).at("/status")).isEqualTo("lapsed");
    assertThat(show(OLGA, id).at("/allowedActions/confirm/reason")).isEqualTo("grant-outdated");
  }

  @Test
  void whatHasBecomeTooLargeIsNotConfirmed() {
    String id = grant("k", 20, "SR-1").done(201).at("/grantId");
    grant("k2", 2, "SR-2").done(201);
    HttpResult outdated = confirm(OLGA, id, "\"1\"").refused(409, "grant-outdated");
    assertThat(outdated.at("/cause")).isEqualTo("too-large");
    assertThat(outdated.at("/room/most")).isEqualTo("19");
    assertThat(show(OLGA, id).at("/allowedActions/confirm/reason")).isEqualTo("grant-outdated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "viewer", "account_manager"})
  void everyRoleOfTheDeskReads(String role) {
    String id = grant("k", 4, "SR-1").done(201).at("/grantId");
    Person reader = OLGA.inRole(role);
    String refusal = role.equals("admin") ? "null" : "role-not-allowed";
    HttpResult page = HttpResult.of(function, HttpEvent.of(LIST).by(reader)).done(200);
    assertThat(page.json().at("/items/0")).isEqualTo(show(reader, id).done(200).json());
    assertThat(page.at("/items/0/allowedActions/confirm/reason")).isEqualTo(refusal);
    assertThat(page.json().get("nextCursor").isNull()).isTrue();
    assertThat(page.json().get("complete").asBoolean()).isTrue();
  }

  @Test
  void partiesReadTheirOwnRecordsInstead() {
    String id = grant("k", 1, "SR-1").done(201).at("/grantId");
    HttpResult.of(function, HttpEvent.of(LIST).by(PARTNER).query("x=y"))
        .refused(403, "role-not-allowed");
    show(PARTNER, id).refused(403, "role-not-allowed");
    assertThat(HttpResult.of(function, HttpEvent.of(LIST)).status()).isEqualTo(401);
    show(OTTO, "unknown").refused(404, "not-found");
    assertThat(
            HttpResult.of(function, HttpEvent.of(SHOW, "grantId", id).by(OTTO).query("x=y"))
                .refused(400, "malformed")
                .faults())
        .containsExactly("?x unknown");
  }

  @Test
  void theListIsPagedAndFiltered() {
    world.establish("c-2", "p-south");
    for (int i = 0; i < 3; i++) {
      world.clock().advance(Duration.ofMinutes(1));
      grant("k" + i, 1 + 2 * i, "SR-" + i).done(201);
    }
    world.clock().advance(Duration.ofMinutes(1));
    grant(OTTO, "k", body(2, "SR-1").replace("partner", "customer").replace("p-north", "c-2"))
        .done(201);

    assertThat(tickets(list(""))).containsExactly("SR-1", "SR-2", "SR-1", "SR-0");
    assertThat(tickets(list("party=partner&partyId=&status=")))
        .containsExactly("SR-2", "SR-1", "SR-0");
    assertThat(tickets(list("partyId=c-2"))).containsExactly("SR-1");
    assertThat(tickets(list("ticketNumber=SR-1"))).containsExactly("SR-1", "SR-1");
    assertThat(tickets(list("status=awaiting-confirmation"))).containsExactly("SR-2");
    assertThat(tickets(list("status=lapsed"))).isEmpty();
    assertThat(tickets(list("from=2026-03-02T09:32:00Z&to=2026-03-02T09:33:00Z")))
        .containsExactly("SR-2", "SR-1");

    List<String> paged = new ArrayList<>();
    String cursor = "";
    do {
      HttpResult page = list("limit=1" + cursor);
      paged.addAll(tickets(page));
      JsonNode next = page.json().get("nextCursor");
      cursor = next.isNull() ? "" : "&cursor=" + next.asText();
    } while (!cursor.isEmpty());
    assertThat(paged).containsExactly("SR-1", "SR-2", "SR-1", "SR-0");
  }

  @Test
  void faultsOfAQueryAreToldWithTheirParameter() {
    assertThat(
            list("party=operator&status=ended,lapsed&limit=0&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z&x=1")
                .refused(400, "malformed")
                .faults())
        .containsExactlyInAnyOrder(
            "?party malformed",
            "?status malformed",
            "?limit malformed",
            "?from inverted-range",
            "?x unknown");
  }

  @Test
  void aCursorIsItsReadersOwn() {
    grant("k1", 1, "SR-1").done(201);
    grant("k2", 1, "SR-2").done(201);
    String cursor = list("limit=1").done(200).at("/nextCursor");

    assertThat(tickets(list("limit=5&cursor=" + cursor))).hasSize(1);
    for (Person other : List.of(OTTO, OLGA.inRole("viewer"))) {
      HttpResult.of(function, HttpEvent.of(LIST).by(other).query("cursor=" + cursor))
          .refused(400, "malformed");
    }
    list("party=partner&cursor=" + cursor).refused(400, "malformed");
    world.clock().advance(Duration.ofDays(1));
    list("cursor=" + cursor).refused(400, "malformed");
  }

  @Test
  void anOutageIs503AndLosesNothing() {
    GrantQuotaFunction down =
        new GrantQuotaFunction(
            world.host(
                GrantQuotaFunction.class, new FaultyDynamoDb(engine.client(), 1, 1).client()));
    HttpResult refused =
        HttpResult.ofLate(down, event(OTTO, "k", body(2, "SR-1"))).refused(503, "unavailable");
    assertThat(refused.headers()).containsEntry("Retry-After", "1");
    grant("k", 2, "SR-1").done(201);
    assertThat(passing()).isEqualTo(5);
  }
}
