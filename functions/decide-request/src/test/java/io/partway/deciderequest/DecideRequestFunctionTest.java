package io.partway.deciderequest;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Limit;
import io.partway.core.party.Party;
import io.partway.core.verification.Operation;
import io.partway.core.verification.Purpose;
import io.partway.platform.Secret;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.function.HttpEvent;
import io.partway.testkit.function.HttpResult;
import io.partway.testkit.function.Person;
import io.partway.testkit.function.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Events of `PUT …/decision` in, answers out, on the table's engine. The partner has submitted.
@ExtendWith(EmbeddedDynamoDb.class)
final class DecideRequestFunctionTest {
  private static final String ROUTE =
      "PUT /v1/associations/{counterpartyId}/requests/{requestId}/decision";
  private static final Person PARTNER = Person.partnerAdmin("p-north");
  private static final Person CUSTOMER = Person.customerAdmin("c-1");
  private static final String AGREE =
      "{\"decision\":\"agree\",\"statementVersion\":\"agree-customer-1-en\"}";
  private static final String REJECT = "{\"decision\":\"reject\",\"reason\":\"Not yet.\"}";
  private static final String NEW_PEPPER = "another-value-in-tests-and-nowhere-else";
  private static final String WITHDRAW = "{\"decision\":\"withdraw\"}";

  private final World world;
  private final DecideRequestFunction function;
  private String id = "";

  DecideRequestFunctionTest(DynamoDbEngine engine) {
    world = World.in(engine);
    function = new DecideRequestFunction(world.host(DecideRequestFunction.class));
  }

  @BeforeEach
  void submit() {
    world.establish("c-1", "p-north");
    id = world.submit("c-1", "p-north", Party.PARTNER);
  }

  @Test
  void agrees() {
    HttpResult result = HttpResult.of(function, byCustomer(AGREE)).done(200);

    assertThat(result.headers()).containsEntry("ETag", "\"2\"");
    assertThat(result.at("/status")).isEqualTo("agreed");
    assertThat(result.at("/counterpartyId")).isEqualTo("p-north");
    assertThat(result.at("/decidedAt")).isEqualTo("2026-03-02T09:30:00.000Z");
    assertThat(result.at("/timeline/1/party")).isEqualTo("customer");
    assertThat(result.json().get("allowedActions"))
        .hasToString(
            "{\"agree\":{\"allowed\":false,\"reason\":\"already-decided\"},"
                + "\"reject\":{\"allowed\":false,\"reason\":\"already-decided\"},"
                + "\"withdraw\":{\"allowed\":false,\"reason\":\"not-your-side\"}}");
  }

  @Test
  void asksForACodeWhereTheSettingsDo() {
    world.verification(Party.CUSTOMER, "c-1", true);
    HttpResult needed =
        HttpResult.of(function, byCustomer(AGREE)).refused(403, "verification-required");
    assertThat(needed.at("/operation")).isEqualTo("agree");
    String code =
        world.code(new Purpose(Party.CUSTOMER, "c-1", CUSTOMER.sub(), Operation.AGREE, id));
    String wrong = code.equals("000000") ? "000001" : "000000";

    HttpResult failed =
        HttpResult.of(function, byCustomer(with(AGREE, wrong))).refused(422, "verification-failed");
    assertThat(failed.at("/cause")).isEqualTo("wrong");
    assertThat(failed.json().get("attemptsLeft").asInt()).isEqualTo(4);
    HttpResult agreed = HttpResult.of(function, byCustomer(with(AGREE, code))).done(200);
    assertThat(agreed.at("/status")).isEqualTo("agreed");
    assertThat(agreed.log()).noneMatch(line -> line.contains(code));
  }

  /// Every test here runs within the function's role. Were one permission missing in the template,
  /// they would not come through.
  @ParameterizedTest
  @ValueSource(strings = {"dynamodb:BatchGetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"})
  void decidesNothingWhereItsRoleLacksOneOfItsPermissions(String action) {
    world.verification(Party.CUSTOMER, "c-1", true);
    String code =
        world.code(new Purpose(Party.CUSTOMER, "c-1", CUSTOMER.sub(), Operation.AGREE, id));
    HttpEvent agrees = byCustomer(with(AGREE, code));
    DecideRequestFunction lacking =
        new DecideRequestFunction(world.hostWithout(action, DecideRequestFunction.class));

    HttpResult.of(lacking, agrees).refused(500, "internal-error");
    assertThat(HttpResult.of(function, agrees).done(200).at("/status")).isEqualTo("agreed");
  }

  @Test
  void takesACodeThatWasOnItsWayDuringARotation() {
    world.verification(Party.CUSTOMER, "c-1", true);
    String code = world.code(agreeing());
    world.secrets().rotate(Secret.CODE_PEPPER, NEW_PEPPER);

    HttpResult.of(function, byCustomer(with(AGREE, code))).done(200);
  }

  @Test
  void takesACodeOfAnInstanceThatHasHeardOfARotationBefore() {
    world.verification(Party.CUSTOMER, "c-1", true);
    world.code(agreeing());
    world.clock().advance(Duration.ofSeconds(Limit.SECRET_SECONDS.standard() - 1));
    HttpResult.of(function, byCustomer(with(AGREE, "none"))).refused(422, "verification-failed");
    world.secrets().rotate(Secret.CODE_PEPPER, NEW_PEPPER);
    world.clock().advance(Duration.ofSeconds(1));
    String code = world.code(agreeing());

    HttpResult.of(function, byCustomer(with(AGREE, code))).done(200);
  }

  private Purpose agreeing() {
    return new Purpose(Party.CUSTOMER, "c-1", CUSTOMER.sub(), Operation.AGREE, id);
  }

  @Test
  void anOutageOfTheSecretsIsNobodysWrongCode() {
    world.verification(Party.CUSTOMER, "c-1", true);
    String code = world.code(agreeing());
    world.secrets().reachable(false);

    for (int i = 0; i < 2 * Limit.CODE_ATTEMPTS.standard(); i++) {
      HttpResult refused =
          HttpResult.of(function, byCustomer(with(AGREE, code))).refused(503, "unavailable");
      assertThat(refused.headers()).containsEntry("Retry-After", "5");
    }
    world.secrets().reachable(true);
    world.clock().advance(Duration.ofSeconds(Limit.SECRET_AGAIN_SECONDS.standard()));
    HttpResult.of(function, byCustomer(with(AGREE, code))).done(200);
  }

  private static String with(String body, String code) {
    return body.replace("}", ",\"verificationCode\":\"" + code + "\"}");
  }

  @Test
  void rejectsWithTheReasonTrimmed() {
    HttpResult result =
        HttpResult.of(function, byCustomer(REJECT.replace("Not yet.", "  Not yet. "))).done(200);

    assertThat(result.at("/status")).isEqualTo("rejected");
    assertThat(result.at("/decisionReason")).isEqualTo("Not yet.");
  }

  @Test
  void withdraws() {
    HttpResult result = HttpResult.of(function, byPartner(WITHDRAW)).done(200);

    assertThat(result.at("/status")).isEqualTo("withdrawn");
    assertThat(result.json().get("decisionReason").isNull()).isTrue();
  }

  @Test
  void answersARepetitionByTheSamePersonWhateverHeHasSeen() {
    HttpResult first = HttpResult.of(function, byCustomer(REJECT)).done(200);

    HttpResult again =
        HttpResult.of(
                function, byCustomer("{\"decision\":\"reject\"}").header("if-match", "\"99\""))
            .done(200);

    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void tellsEverybodyElseWhoWasFirst() {
    HttpResult.of(function, byCustomer(REJECT)).done(200);

    HttpResult refusal =
        HttpResult.of(function, event().by(CUSTOMER.named("u-colleague")).body(REJECT))
            .refused(409, "already-decided");

    assertThat(refusal.at("/outcome")).isEqualTo("rejected");
    assertThat(refusal.json().get("decidedBy"))
        .hasToString("{\"party\":\"customer\",\"role\":\"admin\"}");
    assertThat(refusal.at("/decidedAt")).isEqualTo("2026-03-02T09:30:00.000Z");
    HttpResult.of(function, byPartner(WITHDRAW)).refused(409, "already-decided");
  }

  @Test
  void tellsThatNobodyDecidedWhatWasCancelled() {
    world.end("c-1", "p-north");

    HttpResult refusal = HttpResult.of(function, byCustomer(AGREE)).refused(409, "already-decided");

    assertThat(refusal.at("/outcome")).isEqualTo("cancelled");
    assertThat(refusal.json().get("decidedBy").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesAtTheDeadlineWhetherOrNotTheSweepHasRun(boolean swept) {
    world.clock().advance(Duration.ofDays(15));
    if (swept) {
      world.sweep();
    }

    HttpResult refusal = HttpResult.of(function, byCustomer(AGREE)).refused(409, "request-expired");

    assertThat(refusal.at("/expiresAt")).isEqualTo("2026-03-17T09:30:00.000Z");
    HttpResult.of(function, byPartner(WITHDRAW)).refused(409, "request-expired");
  }

  @Test
  void decidesUpToTheLastMillisecond() {
    world.clock().advance(Duration.ofDays(15).minusMillis(1));

    HttpResult.of(function, byCustomer(AGREE)).done(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "*", "W/\"1\"", "\"01\"", "\"\"", "\"99999999999999999999\""})
  void refusesWhatNamesAnotherVersion(String tag) {
    HttpResult.of(function, byCustomer(AGREE).header("if-match", tag)).refused(412, "stale");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "", "\"1", "\"1\", \"2\"", "w/\"1\"", "\"a b\""})
  void refusesWhatIsNoTag(String tag) {
    HttpResult refusal =
        HttpResult.of(function, byCustomer("{\"x\":1}").header("if-match", tag))
            .refused(400, "malformed");

    assertThat(refusal.faults()).containsExactly("/x unknown", "If-Match malformed");
  }

  @Test
  void refusesAnAgreementThatSomethingStandsInTheWayOf() {
    world.reserve("c-1", "p-north", "ri-1", World.START.plus(Duration.ofDays(90)));

    HttpResult refusal = HttpResult.of(function, byCustomer(AGREE)).refused(422, "ineligible");

    assertThat(refusal.at("/blockers/0/resources/0/id")).isEqualTo("ri-1");
    HttpResult.of(function, byCustomer(REJECT)).done(200);
  }

  @Test
  void tellsEveryRuleThatTheBodyBreaks() {
    assertThat(
            HttpResult.of(function, byCustomer("{\"reason\":\" \"}"))
                .refused(422, "invalid")
                .faults())
        .containsExactlyInAnyOrder("/decision required", "/reason empty");
    assertThat(
            HttpResult.of(function, byCustomer("{\"decision\":\"Agree\"}"))
                .refused(422, "invalid")
                .faults())
        .containsExactly("/decision unknown");
    assertThat(
            HttpResult.of(function, byCustomer("{\"decision\":\"reject\"}"))
                .refused(422, "invalid")
                .faults())
        .containsExactly("/reason required");
    HttpResult outdated =
        HttpResult.of(function, byCustomer(AGREE.replace("customer-1", "customer-0")))
            .refused(422, "invalid");
    assertThat(outdated.faults()).containsExactly("/statementVersion outdated");
    assertThat(outdated.at("/statement/version")).isEqualTo("agree-customer-1-en");
  }

  @Test
  void refusesTheOtherSidesActsAlsoOnAFinishedRequest() {
    HttpResult.of(function, byPartner(AGREE)).refused(403, "not-your-side");
    HttpResult.of(function, byCustomer(WITHDRAW)).refused(403, "not-your-side");
    HttpResult.of(function, byPartner(WITHDRAW)).done(200);
    HttpResult.of(function, byPartner(REJECT)).refused(403, "not-your-side");
    HttpResult.of(function, byCustomer(WITHDRAW)).refused(403, "not-your-side");
  }

  /// Each event has everything wrong, too, that comes after what it is refused for.
  @Test
  void refusesInOrder() {
    HttpEvent nobody = HttpEvent.of(ROUTE, "counterpartyId", "p-x", "requestId", "r").body("{");
    assertThat(HttpResult.of(function, nobody).status()).isEqualTo(401);
    Person stranger = new Person("s", "customer", "c-1", "owner");
    HttpResult.of(function, event("p-x", "r").by(stranger).body("{"))
        .refused(403, "role-not-allowed");
    Person viewer = CUSTOMER.inRole("viewer");
    HttpResult.of(function, event("p-x", id).by(viewer).body("{")).refused(404, "not-found");
    HttpResult.of(function, event().by(viewer).body("{").header("content-type", "x"))
        .refused(403, "role-not-allowed");
    HttpResult.of(
            function,
            event().by(CUSTOMER).body("[".repeat(20_000)).header("content-type", "text/json"))
        .refused(415, "unsupported-media-type");
    HttpResult.of(function, event().by(CUSTOMER).body("[".repeat(20_000)))
        .refused(413, "body-too-large");
    HttpResult.of(
            function, withoutTag("p-north").by(CUSTOMER).body("{\"decision\":1}").query("a=b"))
        .refused(400, "malformed");
    HttpResult missing =
        HttpResult.of(function, withoutTag("c-1").by(PARTNER).body(AGREE))
            .refused(428, "precondition-required");
    assertThat(missing.faults()).containsExactly("If-Match required");
    HttpResult.of(function, byPartner("{\"decision\":\"reject\"}")).refused(403, "not-your-side");
    HttpResult.of(function, byCustomer("{}").header("if-match", "\"7\"")).refused(422, "invalid");
    world.reserve("c-1", "p-north", "ri-1", World.START.plus(Duration.ofDays(90)));
    HttpResult.of(function, byCustomer(AGREE).header("if-match", "\"7\"")).refused(412, "stale");
    HttpResult.of(function, byCustomer(AGREE)).refused(422, "ineligible");
    world.clock().advance(Duration.ofDays(15));
    HttpResult.of(function, byCustomer(AGREE).header("if-match", "\"7\""))
        .refused(409, "request-expired");
  }

  @Test
  void answersAllHiddenRequestsAlike() {
    world.establish("c-2", "p-north");
    String foreign = world.submit("c-2", "p-north", Party.PARTNER);
    String expected =
        HttpResult.of(function, event("p-north", "unknown").by(CUSTOMER).body(AGREE))
            .refused(404, "not-found")
            .body();

    for (String other : List.of(foreign, "", "a b", "\u0000", "x".repeat(65), "../" + id)) {
      HttpResult result = HttpResult.of(function, event("p-north", other).by(CUSTOMER).body(AGREE));
      assertThat(result.body()).as(other).isEqualTo(expected);
    }
    assertThat(HttpResult.of(function, event("c-1", id).by(CUSTOMER).body(AGREE)).body())
        .isEqualTo(expected);
  }

  private HttpEvent byCustomer(String body) {
    return event("p-north", id).by(CUSTOMER).body(body);
  }

  private HttpEvent byPartner(String body) {
    return event("c-1", id).by(PARTNER).body(body);
  }

  private HttpEvent event() {
    return event("p-north", id).by(CUSTOMER);
  }

  private HttpEvent withoutTag(String counterpartyId) {
    return HttpEvent.of(ROUTE, "counterpartyId", counterpartyId, "requestId", id);
  }

  private static HttpEvent event(String counterpartyId, String requestId) {
    return HttpEvent.of(ROUTE, "counterpartyId", counterpartyId, "requestId", requestId)
        .header("if-match", "\"1\"");
  }
}
