package io.partway.submitdisassociation;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.party.Party;
import io.partway.core.verification.Operation;
import io.partway.core.verification.Purpose;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.FaultyDynamoDb;
import io.partway.testkit.function.HttpEvent;
import io.partway.testkit.function.HttpResult;
import io.partway.testkit.function.Person;
import io.partway.testkit.function.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Events of `POST …/requests` in, answers out, on the table's engine.
@ExtendWith(EmbeddedDynamoDb.class)
final class SubmitDisassociationFunctionTest {
  private static final String ROUTE = "POST /v1/associations/{counterpartyId}/requests";
  private static final Person ADMIN = Person.partnerAdmin("p-north");
  private static final Person CUSTOMER = Person.customerAdmin("c-1");
  private static final String REASON = "We no longer resell here.";
  private static final String BODY =
      "{\"reason\": \"" + REASON + "\", \"statementVersion\": \"submit-partner-1-en\"}";
  private static final String CUSTOMER_BODY =
      "{\"reason\":\"Moving.\",\"statementVersion\":\"submit-customer-1-en\"}";

  private final World world;
  private final SubmitDisassociationFunction function;

  SubmitDisassociationFunctionTest(DynamoDbEngine engine) {
    world = World.in(engine);
    function = new SubmitDisassociationFunction(world.host(SubmitDisassociationFunction.class));
  }

  @BeforeEach
  void associate() {
    world.establish("c-1", "p-north");
  }

  @Test
  void takesARequestIn() {
    HttpResult result = HttpResult.of(function, submit("key-1")).done(201);

    String id = result.at("/requestId");
    assertThat(result.headers())
        .containsEntry("Location", "/v1/associations/c-1/requests/" + id)
        .containsEntry("ETag", "\"1\"");
    assertThat(result.at("/counterpartyId")).isEqualTo("c-1");
    assertThat(result.at("/initiator")).isEqualTo("partner");
    assertThat(result.at("/status")).isEqualTo("pending");
    assertThat(result.at("/submittedAt")).isEqualTo("2026-03-02T09:30:00.000Z");
    assertThat(result.at("/expiresAt")).isEqualTo("2026-03-17T09:30:00.000Z");
    assertThat(result.json().get("decidedAt").isNull()).isTrue();
    assertThat(result.json().get("decisionReason").isNull()).isTrue();
    assertThat(result.json().get("timeline"))
        .hasToString(
            "[{\"at\":\"2026-03-02T09:30:00.000Z\",\"action\":\"submitted\",\"party\":\"partner\","
                + "\"role\":\"admin\"}]");
    assertThat(result.at("/impact/associationType")).isEqualTo("reseller");
    assertThat(result.json().get("allowedActions"))
        .hasToString(
            "{\"agree\":{\"allowed\":false,\"reason\":\"not-your-side\"},"
                + "\"reject\":{\"allowed\":false,\"reason\":\"not-your-side\"},"
                + "\"withdraw\":{\"allowed\":true,\"reason\":null}}");
  }

  @Test
  void takesTheCustomersSideLikeThePartners() {
    HttpResult result =
        HttpResult.of(function, event("p-north", "key-1").by(CUSTOMER).body(CUSTOMER_BODY))
            .done(201);

    assertThat(result.headers().get("Location")).startsWith("/v1/associations/p-north/requests/");
    assertThat(result.at("/initiator")).isEqualTo("customer");
  }

  @Test
  void asksForACodeWhereTheSettingsDo() {
    world.verification(Party.CUSTOMER, "c-1", true);
    HttpResult needed =
        HttpResult.of(function, event("p-north", "key-1").by(CUSTOMER).body(CUSTOMER_BODY))
            .refused(403, "verification-required");
    assertThat(needed.at("/operation")).isEqualTo("submit");
    Purpose purpose =
        new Purpose(Party.CUSTOMER, "c-1", CUSTOMER.sub(), Operation.SUBMIT, "p-north");
    String code = world.code(purpose);
    world.clock().advance(Duration.ofMinutes(10));
    assertThat(verified(code).refused(422, "verification-failed").at("/cause"))
        .isEqualTo("expired");
    String next = world.code(purpose);

    HttpResult submitted = verified(next).done(201);

    assertThat(submitted.log()).noneMatch(line -> line.contains(next));
    assertThat(verified("another").body()).as("a replay").isEqualTo(submitted.body());
  }

  private HttpResult verified(String code) {
    String body = CUSTOMER_BODY.replace("}", ",\"verificationCode\":\"" + code + "\"}");
    return HttpResult.of(function, event("p-north", "key-1").by(CUSTOMER).body(body));
  }

  @Test
  void answersARepetitionToTheByteAndForEver() {
    HttpResult first = HttpResult.of(function, submit("key-1")).done(201);
    world.clock().advance(Duration.ofDays(20));
    world.sweep();
    world.reserve("c-1", "p-north", "ri-1", World.START.plus(Duration.ofDays(400)));
    world.end("c-1", "p-north");

    HttpResult again =
        HttpResult.of(
            function,
            event("c-1", "key-1")
                .by(ADMIN.named("u-colleague"))
                .header("accept-language", "es")
                .body(
                    " {\"statementVersion\":\"submit-partner-1-en\", \"verificationCode\": \"1\",\n"
                        + "\"reason\":\"We no longer resell h\\u0065re.\"} "));

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers()).isEqualTo(first.headers());
  }

  /// What a client reads depends on nothing that its repetition might not send.
  @Test
  void tellsTheConsequencesInTheLanguageOfTheStatement() {
    HttpResult spanish =
        HttpResult.of(function, submit("key-1").body(BODY.replace("partner-1-en", "partner-1-es")))
            .done(201);

    assertThat(spanish.at("/impact/effects/0/detail")).startsWith("La asociaci\u00f3n");
  }

  @Test
  void refusesAKeyThatWasUsedForAnotherBody() {
    HttpResult.of(function, submit("key-1")).done(201);

    HttpResult.of(function, submit("key-1").body(BODY.replace("here", "there")))
        .refused(422, "idempotency-key-reused");
  }

  @Test
  void refusesWhileARequestOfEitherSideIsPending() {
    String id = HttpResult.of(function, submit("key-1")).done(201).at("/requestId");

    HttpResult refusal =
        HttpResult.of(function, event("p-north", "key-2").by(CUSTOMER).body(CUSTOMER_BODY))
            .refused(409, "request-pending");

    assertThat(refusal.json().get("pendingRequest"))
        .hasToString(
            "{\"requestId\":\""
                + id
                + "\",\"href\":\"/v1/associations/p-north/requests/"
                + id
                + "\",\"initiator\":\"partner\",\"expiresAt\":\"2026-03-17T09:30:00.000Z\"}");
  }

  @Test
  void tellsEveryBlocker() {
    world.reserve("c-1", "p-north", "ri-77", World.START.plus(Duration.ofDays(30)));

    HttpResult refusal = HttpResult.of(function, submit("key-1")).refused(422, "ineligible");

    assertThat(refusal.json().get("blockers"))
        .hasToString(
            "[{\"code\":\"reserved-instance\",\"holdCode\":null,\"resources\":[{\"id\":\"ri-77\","
                + "\"until\":\"2026-04-01T09:30:00.000Z\"}],\"actor\":\"customer\",\"remedy\":"
                + "\"Unsubscribe from the reserved instances, or wait until they end.\"}]");
  }

  @Test
  void holdsAPairThatNobodyHasReportedOn() {
    world.establishUnreported("c-2", "p-north");

    HttpResult refusal =
        HttpResult.of(function, event("c-2", "key-1").by(ADMIN).body(BODY))
            .refused(422, "ineligible");

    assertThat(refusal.at("/blockers/0/holdCode")).isEqualTo("facts-missing");
  }

  @Test
  void tellsWhenTheNextSubmissionIsPossible() {
    for (int i = 2; i <= 4; i++) {
      world.establish("c-" + i, "p-north");
      HttpResult.of(function, event("c-" + i, "key-" + i).by(ADMIN).body(BODY)).done(201);
      world.clock().advance(Duration.ofHours(1));
    }

    HttpResult refusal = HttpResult.of(function, submit("key-5")).refused(409, "quota-exceeded");

    assertThat(refusal.json().at("/quota/limit").asInt()).isEqualTo(3);
    assertThat(refusal.json().at("/quota/used").asInt()).isEqualTo(3);
    assertThat(refusal.json().at("/quota/requests")).hasSize(3);
    assertThat(refusal.json().at("/quota/grants")).isEmpty();
    assertThat(refusal.at("/quota/nextAvailableAt")).isEqualTo("2026-06-02T09:30:00.000Z");
  }

  @Test
  void refusesWhatHasEnded() {
    world.end("c-1", "p-north");

    HttpResult.of(function, submit("key-1")).refused(409, "association-ended");
  }

  @Test
  void tellsEveryRuleThatTheBodyBreaks() {
    HttpResult refusal =
        HttpResult.of(function, submit("key-1").body("{}")).refused(422, "invalid");

    assertThat(refusal.faults())
        .containsExactlyInAnyOrder("/reason required", "/statementVersion required");
    assertThat(refusal.json().has("statement")).isFalse();
  }

  @Test
  void showsTheStatementInForceToWhoAcknowledgedAnotherOne() {
    HttpResult refusal =
        HttpResult.of(function, submit("key-1").body(BODY.replace("partner-1", "partner-0")))
            .refused(422, "invalid");

    assertThat(refusal.faults()).containsExactly("/statementVersion outdated");
    assertThat(refusal.at("/statement/version")).isEqualTo("submit-partner-1-en");
    assertThat(refusal.at("/statement/hash")).matches("[0-9a-f]{64}");
    assertThat(refusal.at("/statement/text")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'line\\nbreak'     | control-character
          'nul\\u0000'       | control-character
          '\\ud800x'         | not-unicode
          '\\u200b \\u00a0'  | empty
          ''                 | empty
          """)
  void refusesAReasonThatCannotBeShown(String reason, String code) {
    HttpResult refusal =
        HttpResult.of(function, submit("key-1").body(BODY.replace(REASON, reason)))
            .refused(422, "invalid");

    assertThat(refusal.faults()).containsExactly("/reason " + code);
  }

  @Test
  void countsAReasonInCodePoints() {
    String smile = "\uD83D\uDE00";
    HttpResult.of(function, submit("key-1").body(BODY.replace(REASON, smile.repeat(501))))
        .refused(422, "invalid");
    HttpResult.of(function, submit("key-1").body(BODY.replace(REASON, smile.repeat(500))))
        .done(201);
  }

  @Test
  void tellsEverythingThatIsMalformedAtOnce() {
    HttpResult refusal =
        HttpResult.of(
                function,
                submit("key\u0001")
                    .query("colour=red&colour=blue")
                    .body(
                        "{\"reason\":1,\"statementVersion\":\"a\",\"statementVersion\":\"b\","
                            + "\"ur/ge~nt\\udfff\":{\"a\":true},\"verificationCode\":[]}"))
            .refused(400, "malformed");

    assertThat(refusal.faults())
        .containsExactlyInAnyOrder(
            "/reason wrong-type",
            "/statementVersion duplicate",
            "/ur~1ge~0nt\uFFFD unknown",
            "/verificationCode wrong-type",
            "?colour repeated",
            "?colour unknown",
            "Idempotency-Key malformed");
  }

  @Test
  void asksForAKey() {
    HttpResult refusal =
        HttpResult.of(function, HttpEvent.of(ROUTE, "counterpartyId", "c-1").by(ADMIN).body(BODY))
            .refused(400, "idempotency-key-required");

    assertThat(refusal.faults()).containsExactly("Idempotency-Key required");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}{}",
        "{} x",
        "[]",
        "null",
        "\"x\"",
        "nul",
        "{\"reason\":\"a\",}",
        "{'reason':'a'}",
        "{\"reason\":\"\t\"}",
        "{\"reason\":\"\\x\"}",
        "{\"reason\":\"\\u12\"}",
        "{\"reason\":01}",
        "{\"reason\":1e}",
        "{\"reason\":NaN}",
        "\uFEFF{}",
        "{\"a\":1}//",
        "{\"reason\":1e99999999999999999999}",
        "{\"reason\":-}",
        "{\"reason\"}",
        "{,}",
        "}"
      })
  void refusesWhatIsNoBody(String body) {
    HttpResult.of(function, submit("key-1").body(body)).refused(400, "malformed");
  }

  @Test
  void refusesNestingLongBeforeItHurts() {
    for (String nested : List.of("[".repeat(8_000), "{\"a\":".repeat(2_500))) {
      HttpResult refusal =
          HttpResult.of(function, submit("key-1").body("{\"reason\":" + nested + "}"))
              .refused(400, "malformed");
      assertThat(refusal.faults()).singleElement().asString().endsWith(" too-deep");
    }
  }

  @Test
  void readsBytesAsWellAsText() {
    HttpResult.of(function, submit("key-1").bytes(BODY.getBytes(StandardCharsets.UTF_8))).done(201);
    HttpResult refusal =
        HttpResult.of(
                function,
                submit("key-2")
                    .bytes(BODY.replace("We", "\u00fc").getBytes(StandardCharsets.ISO_8859_1)))
            .refused(400, "malformed");
    assertThat(refusal.faults()).containsExactly(" not-utf-8");
  }

  @Test
  void countsBytesAndNotCharacters() {
    String filler = "\u20ac".repeat(5_500);
    HttpResult.of(function, submit("key-1").body(BODY.replace("We", filler)))
        .refused(413, "body-too-large");
    HttpResult.of(
            function,
            submit("key-1").bytes(BODY.replace("We", filler).getBytes(StandardCharsets.UTF_8)))
        .refused(413, "body-too-large");
    String exact = BODY + " ".repeat(16_384 - BODY.length());
    HttpResult.of(function, submit("key-1").body(exact + " ")).refused(413, "body-too-large");
    HttpResult.of(function, submit("key-1").body(exact)).done(201);
  }

  /// Up to what API Gateway lets through, as text, in escapes and as bytes; the order of refusals
  /// holds.
  @ParameterizedTest
  @ValueSource(ints = {16_385, 32_768, 50_001, 1_000_000})
  void refusesABodyForItsSizeHoweverLargeItIs(int bytes) {
    for (String filler : List.of("a", "\"", "\u0001")) {
      HttpResult.of(function, submit("key-1").body(filler.repeat(bytes)))
          .refused(413, "body-too-large");
    }
    HttpResult.of(function, submit("key-1").body("\u20ac".repeat(bytes / 2)))
        .refused(413, "body-too-large");
    HttpResult.of(function, submit("key-1").bytes(new byte[bytes])).refused(413, "body-too-large");
    HttpResult.of(
            function, submit("key-1").bytes(new byte[bytes]).header("content-type", "image/png"))
        .refused(415, "unsupported-media-type");
    HttpResult.of(function, event("c-404", "key-1").by(ADMIN).body("a".repeat(bytes)))
        .refused(404, "not-found");
  }

  /// A gateway takes 10 KB of them all; whoever lets more through gets an answer all the same.
  @Test
  void isNotUpsetByLongHeadersIdsAndQueries() {
    String many = "x".repeat(40_000);
    HttpResult.of(function, submit("key-1").header("user-agent", many).header("cookie", many))
        .done(201);
    HttpResult.of(function, submit(many)).refused(400, "malformed");
    HttpResult.of(function, submit("key-1").query("a=" + many)).refused(400, "malformed");
    HttpResult.of(function, event(many, "key-1").by(ADMIN).body(BODY)).refused(404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/json; charset=iso-8859-1",
        "application/problem+json",
        "",
        "application/jsonx"
      })
  void refusesWhatDoesNotClaimToBeJson(String type) {
    HttpResult.of(function, submit("key-1").header("content-type", type))
        .refused(415, "unsupported-media-type");
  }

  @Test
  void takesJsonHoweverItsTypeIsSpelled() {
    HttpResult.of(
            function, submit("key-1").header("content-type", "Application/JSON; charset=UTF-8"))
        .done(201);
  }

  /// Each event has everything wrong, too, that comes after what it is refused for.
  @Test
  void refusesInOrder() {
    String bad = "{\"reason\":1";
    // 401: no token at all.
    HttpResult nobody =
        HttpResult.of(function, HttpEvent.of(ROUTE, "counterpartyId", "c-404").body(bad));
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(nobody.headers()).containsEntry("WWW-Authenticate", "Bearer");
    assertThat(
            HttpResult.of(function, event("c-404", "k").claims(Map.of("party", "partner")))
                .status())
        .isEqualTo(401);
    assertThat(
            HttpResult.of(
                    function,
                    event("c-404", "k").by(new Person("s".repeat(256), "partner", "p", "admin")))
                .status())
        .isEqualTo(401);
    // 403 by the token alone, before 404.
    Map<String, String> token =
        Map.of("sub", "s", "party", "partner", "party_id", "p-north", "role", "admin");
    Map.of("party", "auditor", "role", "root", "party_id", "a/b")
        .forEach((claim, value) -> {
          Map<String, String> claims = new HashMap<>(token);
          claims.put(claim, value);
          HttpResult.of(function, event("c-404", "k").claims(claims).body(bad))
              .refused(403, "role-not-allowed");
          claims.remove(claim);
          HttpResult.of(function, event("c-404", "k").claims(claims).body(bad))
              .refused(403, "role-not-allowed");
        });
    Person operator = new Person("o", "operator", "", "admin");
    HttpResult.of(function, event("c-404", "k").by(operator).body(bad))
        .refused(403, "role-not-allowed");
    // 404 before the role of the right party.
    Person viewer = ADMIN.inRole("viewer");
    HttpResult.of(function, event("c-404", "k").by(viewer).body(bad)).refused(404, "not-found");
    // 403 by role before everything about the body.
    HttpResult.of(function, event("c-1", "k").by(viewer).header("content-type", "x").query("a=b"))
        .refused(403, "role-not-allowed");
    // 415 before 413 before 400.
    String large = "[".repeat(20_000);
    HttpResult.of(function, submit("\u0001").body(large).header("content-type", "text/plain"))
        .refused(415, "unsupported-media-type");
    HttpResult.of(function, submit("\u0001").body(large).query("a=b"))
        .refused(413, "body-too-large");
    HttpResult.of(function, submit("key-1").body("{\"x\":1}")).refused(400, "malformed");
    // 422 invalid before the state of things.
    world.reserve("c-1", "p-north", "ri-1", World.START.plus(Duration.ofDays(999)));
    world.end("c-1", "p-north");
    HttpResult.of(function, submit("key-1").body("{}")).refused(422, "invalid");
    HttpResult.of(function, submit("key-1")).refused(409, "association-ended");
  }

  @Test
  void refusesPendingBeforeIneligibleBeforeQuota() {
    for (int i = 2; i <= 4; i++) {
      world.establish("c-" + i, "p-north");
      HttpResult.of(function, event("c-" + i, "k" + i).by(ADMIN).body(BODY)).done(201);
    }
    world.reserve("c-4", "p-north", "ri-1", World.START.plus(Duration.ofDays(999)));
    world.reserve("c-1", "p-north", "ri-1", World.START.plus(Duration.ofDays(999)));

    HttpResult.of(function, event("c-4", "k5").by(ADMIN).body(BODY))
        .refused(409, "request-pending");
    HttpResult.of(function, submit("k6")).refused(422, "ineligible");
  }

  /// Whose an id is, or whether it is one, shows in nothing.
  @Test
  void answersAllHiddenPairsAlike() {
    world.establish("c-9", "p-south");
    String expected =
        HttpResult.of(function, event("c-404", "k").by(ADMIN).body(BODY))
            .refused(404, "not-found")
            .body();

    for (String id : List.of("c-9", "c 1", "%00", "a".repeat(65), "..", "c-1'--", "\u0000")) {
      HttpResult result = HttpResult.of(function, event(id, "k").by(ADMIN).body(BODY));
      assertThat(result.body()).as(id).isEqualTo(expected);
      assertThat(result.status()).isEqualTo(404);
    }
    HttpResult unassigned =
        HttpResult.of(function, event("c-1", "k").by(ADMIN.inRole("account_manager")).body(BODY));
    assertThat(unassigned.body()).isEqualTo(expected);
  }

  @Test
  void asksForPatienceWhileTheTableIsAway() {
    FaultyDynamoDb away = new FaultyDynamoDb(world.client(), 1, 1);
    SubmitDisassociationFunction cut =
        new SubmitDisassociationFunction(
            world.host(SubmitDisassociationFunction.class, away.client()));

    HttpResult refusal = HttpResult.ofLate(cut, submit("key-1")).refused(503, "unavailable");

    assertThat(refusal.headers()).containsEntry("Retry-After", "1");
    assertThat(refusal.log()).hasSize(2);
  }

  @Test
  void logsOneLineThatTellsNothingOfTheCall() {
    HttpResult result = HttpResult.of(function, submit("secret-key"));

    assertThat(result.log())
        .singleElement()
        .asString()
        .contains(
            "\"function\":\"function-under-test\"",
            "\"requestId\":\"JKJaXmPLvHcESHA=\"",
            "\"route\":\"" + ROUTE + "\"",
            "\"status\":201",
            "\"code\":null",
            "\"durationMillis\":")
        .doesNotContain("c-1", "p-north", "u-admin", "secret-key", "resell");
  }

  @Test
  void answersABugWithoutItsStackAndLogsItWithoutItsWords() {
    HttpEvent broken = HttpEvent.of(ROUTE).by(ADMIN).body(BODY).header("idempotency-key", "k");

    HttpResult result = HttpResult.of(function, broken).refused(500, "internal-error");

    assertThat(result.log()).hasSize(2);
    assertThat(result.log().getFirst())
        .contains("java.lang.IllegalStateException", "SubmitEndpoint")
        .doesNotContain("no path parameter");
    assertThat(HttpResult.ofRaw(function, "nonsense".getBytes(StandardCharsets.UTF_8)).status())
        .isEqualTo(500);
  }

  private static HttpEvent submit(String key) {
    return event("c-1", key).by(ADMIN).body(BODY);
  }

  private static HttpEvent event(String counterpartyId, String key) {
    return HttpEvent.of(ROUTE, "counterpartyId", counterpartyId).header("idempotency-key", key);
  }
}
