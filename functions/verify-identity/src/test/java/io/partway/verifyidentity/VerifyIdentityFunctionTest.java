package io.partway.verifyidentity;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.message.Message;
import io.partway.core.message.MessageSender.Outcome;
import io.partway.core.party.Party;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.function.HttpEvent;
import io.partway.testkit.function.HttpResult;
import io.partway.testkit.function.Person;
import io.partway.testkit.function.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Events of `/v1/verification-codes` and `/v1/settings` in, answers and messages out, on the
/// table's engine. After each test nothing that was logged tells a code, an address or a token.
@ExtendWith(EmbeddedDynamoDb.class)
final class VerifyIdentityFunctionTest {
  private static final String CODES = "POST /v1/verification-codes";
  private static final String EMAIL = "nina.norden@example.com";
  private static final String PHONE = "+4915550100123";
  private static final Person CUSTOMER = Person.customerAdmin("c-1");
  private static final Person VIEWER = CUSTOMER.inRole("viewer").named("u-viewer");
  private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");

  private final World world;
  private final VerifyIdentityFunction function;
  private final List<String> logged = new ArrayList<>();

  VerifyIdentityFunctionTest(DynamoDbEngine engine) {
    world = World.in(engine);
    function = new VerifyIdentityFunction(world.host(VerifyIdentityFunction.class));
  }

  @BeforeEach
  void associate() {
    world.establish("c-1", "p-north");
    world.verification(Party.CUSTOMER, "c-1", true);
  }

  @AfterEach
  void logsTellNothing() {
    assertThat(logged)
        .isNotEmpty()
        .noneMatch(line -> line.contains(EMAIL) || line.contains(PHONE))
        .noneMatch(line ->
            world.messages().accepted().stream().anyMatch(message -> line.contains(code(message))));
  }

  private HttpResult call(HttpEvent event) {
    HttpResult result = HttpResult.of(function, event);
    logged.addAll(result.log());
    return result;
  }

  private static HttpEvent as(Person person, HttpEvent event, Map<String, String> more) {
    Map<String, String> claims =
        new HashMap<>(
            Map.of(
                "sub", person.sub(),
                "party", person.party(),
                "party_id", person.partyId(),
                "role", person.role()));
    claims.putAll(more);
    return event.claims(claims);
  }

  private HttpResult send(String body) {
    return send(
        CUSTOMER,
        body,
        Map.of(
            "email",
            EMAIL,
            "email_verified",
            "true",
            "phone_number",
            PHONE,
            "phone_number_verified",
            "true"));
  }

  private HttpResult send(Person person, String body, Map<String, String> more) {
    return call(as(person, HttpEvent.of(CODES).body(body), more));
  }

  private static String code(Message message) {
    Matcher found = CODE.matcher(message.text());
    if (!found.find()) {
      throw new AssertionError("no code in a message");
    }
    return found.group();
  }

  private HttpResult settings(Person person) {
    return call(HttpEvent.of("GET /v1/settings").by(person)).done(200);
  }

  private HttpResult change(Person person, String etag, String body) {
    return call(HttpEvent.of("PUT /v1/settings").by(person).header("if-match", etag).body(body));
  }

  @Test
  void sendsACodeAndTellsAllItsLimits() {
    HttpResult sent = send("{\"operation\":\"submit\",\"counterpartyId\":\"p-north\"}").done(201);

    assertThat(sent.json())
        .hasToString(
            "{\"operation\":\"submit\",\"counterpartyId\":\"p-north\",\"requestId\":null,"
                + "\"channel\":\"email\",\"sentTo\":\"n***@example.com\","
                + "\"expiresAt\":\"2026-03-02T09:40:00.000Z\","
                + "\"resendAt\":\"2026-03-02T09:31:00.000Z\",\"attemptsLeft\":5,"
                + "\"codesLeftToday\":9,\"limits\":{\"digits\":6,\"lifetimeMinutes\":10,"
                + "\"attempts\":5,\"resendSeconds\":60,\"perDay\":10}}");
    assertThat(world.messages().last())
        .isInstanceOfSatisfying(
            Message.Email.class, mail -> assertThat(mail.to()).isEqualTo(EMAIL));
    assertThat(sent.body()).doesNotContain(code(world.messages().last()));
  }

  @Test
  void sendsToVerifiedAddressesAlone() {
    HttpResult sent =
        send(
                CUSTOMER,
                "{\"operation\":\"change-contacts\"}",
                Map.of(
                    "email",
                    EMAIL,
                    "email_verified",
                    "false",
                    "phone_number",
                    "+49 (155) 50-100.123",
                    "phone_number_verified",
                    "true"))
            .done(201);
    assertThat(sent.at("/channel")).isEqualTo("sms");
    assertThat(sent.at("/sentTo")).isEqualTo("***23");
    assertThat(world.messages().last().to()).isEqualTo(PHONE);

    for (Map<String, String> claims :
        List.of(
            Map.<String, String>of(),
            Map.of("email", "no address", "email_verified", "true"),
            Map.of("email", EMAIL, "phone_number", PHONE),
            Map.of("email", EMAIL, "phone_number_verified", "true"),
            Map.of("email", EMAIL, "email_verified", "FALSE"),
            Map.of("email", EMAIL, "email_verified", ""),
            Map.of("email", EMAIL, "email_verified", "0"),
            Map.of("phone_number", PHONE, "phone_number_verified", "null"))) {
      HttpResult none =
          send(CUSTOMER, "{\"operation\":\"change-contacts\"}", claims).refused(422, "invalid");
      assertThat(none.faults()).as("%s", claims).containsExactly("/channel no-address");
    }
    assertThat(world.messages().accepted()).hasSize(1);
  }

  @Test
  void whatTheTokenSaysIsVerifiedIsTaken() {
    send(
            CUSTOMER,
            "{\"operation\":\"disable-verification\"}",
            Map.of("email", EMAIL, "email_verified", "true"))
        .done(201);
    assertThat(world.messages().last().to()).isEqualTo(EMAIL);
  }

  @Test
  void speaksTheCallersLanguage() {
    call(as(
            CUSTOMER,
            HttpEvent.of(CODES)
                .header("accept-language", "zh-CN")
                .body("{\"operation\":\"submit\",\"counterpartyId\":\"p-north\"}"),
            Map.of("email", EMAIL, "email_verified", "true")))
        .done(201);
    assertThat(world.messages().last().text()).contains("您的验证码是");
  }

  @Test
  void sendsNoCodeInVain() {
    world.reserve("c-1", "p-north", "ri-1", Instant.parse("2027-01-01T00:00:00Z"));
    HttpResult ineligible =
        send("{\"operation\":\"submit\",\"counterpartyId\":\"p-north\"}")
            .refused(422, "ineligible");
    assertThat(ineligible.at("/blockers/0/resources/0/id")).isEqualTo("ri-1");
    send("{\"operation\":\"submit\",\"counterpartyId\":\"p-south\"}").refused(404, "not-found");
    send("{\"operation\":\"agree\",\"counterpartyId\":\"p-north\",\"requestId\":\"x\"}")
        .refused(404, "not-found");
    send(VIEWER, "{", Map.of()).refused(403, "role-not-allowed");
    assertThat(world.messages().accepted()).isEmpty();
  }

  @Test
  void tellsWhyADecisionWouldBeRefused() {
    String id = world.submit("c-1", "p-north", Party.PARTNER);
    String body =
        "{\"operation\":\"%s\",\"counterpartyId\":\"p-north\",\"requestId\":\"" + id + "\"}";
    send(body.formatted("withdraw")).refused(403, "not-your-side");
    send(body.formatted("reject")).done(201);
    send("{\"operation\":\"submit\",\"counterpartyId\":\"p-north\"}")
        .refused(409, "request-pending");
    world.clock().advance(Duration.ofDays(15));
    send(body.formatted("agree")).refused(409, "request-expired");
  }

  @Test
  void sendsNotTooOften() {
    String submit = "{\"operation\":\"submit\",\"counterpartyId\":\"p-north\"}";
    send(submit).done(201);
    HttpResult tooSoon = send(submit).refused(429, "too-many-codes");
    assertThat(tooSoon.headers()).containsEntry("Retry-After", "60");
    assertThat(tooSoon.json().get("codesLeftToday").asInt()).isEqualTo(9);
    for (int i = 0; i < 9; i++) {
      world.clock().advance(Duration.ofSeconds(60));
      send(submit).done(201);
    }
    world.clock().advance(Duration.ofSeconds(60));
    HttpResult tooMany = send(submit).refused(429, "too-many-codes");
    assertThat(tooMany.headers())
        .containsEntry("Retry-After", Integer.toString(14 * 3600 + 20 * 60));
    assertThat(tooMany.json().get("codesLeftToday").asInt()).isZero();
  }

  @Test
  void aFailingCarrierIsAnOutageAndCostsNothing() {
    world.messages().failing(_ -> Optional.of(new Outcome.Unavailable("Throttling")));
    String submit = "{\"operation\":\"submit\",\"counterpartyId\":\"p-north\"}";
    HttpResult refused = send(submit).refused(503, "unavailable");
    assertThat(refused.headers()).containsEntry("Retry-After", "1");
    // Why is for whoever runs the system.
    assertThat(refused.body()).doesNotContain("Throttling");
    assertThat(refused.log())
        .singleElement()
        .asString()
        .contains("\"level\":\"warn\"", "\"status\":503", "\"reason\":\"Throttling\"");
    world.messages().recover();
    assertThat(send(submit).done(201).json().get("codesLeftToday").asInt()).isEqualTo(9);
  }

  @Test
  void showsWhatIsSetAndReplacesIt() {
    HttpResult before = settings(VIEWER);
    assertThat(before.json())
        .hasToString(
            "{\"verification\":{\"required\":true},\"contacts\":[],\"language\":null,"
                + "\"timeZone\":null}");
    String etag = before.headers().getOrDefault("ETag", "");
    String own =
        "{\"verification\":{\"required\":%s},\"contacts\":[],\"language\":\"es\","
            + "\"timeZone\":\"Europe/Madrid\"}";
    change(VIEWER, etag, own.formatted("false")).refused(403, "role-not-allowed");
    HttpResult changed = change(VIEWER, etag, own.formatted("true")).done(200);
    assertThat(changed.at("/language")).isEqualTo("es");
    assertThat(changed.headers().get("ETag")).isNotEqualTo(etag);
    assertThat(settings(VIEWER).body()).isEqualTo(changed.body());
    change(VIEWER, etag, own.formatted("true")).refused(412, "stale");
    change(VIEWER, "*", own.formatted("true")).refused(412, "stale");
    call(HttpEvent.of("PUT /v1/settings").by(VIEWER).body(own.formatted("true")))
        .refused(428, "precondition-required");
    assertThat(settings(CUSTOMER).json().get("language").isNull()).isTrue();
  }

  @Test
  void contactsAreChangedWithACode() {
    String etag = settings(CUSTOMER).headers().getOrDefault("ETag", "");
    String contacts =
        """
        {"verification":{"required":true},"contacts":[{"name":"Ana","email":"ana@example.com","phoneNumber":null,
        "language":"es","timeZone":"Europe/Madrid","channels":["email"]}],"language":null,"timeZone":null%s}
        """;
    HttpResult needed =
        change(CUSTOMER, etag, contacts.formatted("")).refused(403, "verification-required");
    assertThat(needed.at("/operation")).isEqualTo("change-contacts");
    send("{\"operation\":\"change-contacts\"}").done(201);
    String code = code(world.messages().last());
    String wrong = code.equals("000000") ? "000001" : "000000";
    HttpResult failed =
        change(CUSTOMER, etag, contacts.formatted(",\"verificationCode\":\"" + wrong + "\""))
            .refused(422, "verification-failed");
    assertThat(failed.at("/cause")).isEqualTo("wrong");
    assertThat(failed.json().get("attemptsLeft").asInt()).isEqualTo(4);

    HttpResult changed =
        change(CUSTOMER, etag, contacts.formatted(",\"verificationCode\":\"" + code + "\""))
            .done(200);
    assertThat(changed.at("/contacts/0/timeZone")).isEqualTo("Europe/Madrid");
    assertThat(changed.at("/contacts/0/channels/0")).isEqualTo("email");
    assertThat(settings(VIEWER).at("/contacts/0/name")).isEqualTo("Ana");
  }

  @Test
  void badContactsAreToldWithTheirPlace() {
    String etag = settings(CUSTOMER).headers().getOrDefault("ETag", "");
    HttpResult malformed =
        change(
                CUSTOMER,
                etag,
                "{\"verification\":{\"required\":\"yes\"},\"contacts\":[null,{\"fax\":1}]}")
            .refused(400, "malformed");
    assertThat(malformed.faults()).hasSize(3);
    HttpResult invalid =
        change(CUSTOMER, etag, "{\"verification\":{},\"contacts\":[{}]}").refused(422, "invalid");
    assertThat(invalid.body())
        .contains("/verification/required", "/contacts/0/name", "/contacts/0/channels");
  }
}
