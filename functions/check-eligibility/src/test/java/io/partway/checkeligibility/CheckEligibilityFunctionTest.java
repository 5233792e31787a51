package io.partway.checkeligibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.association.AssociationType;
import io.partway.core.eligibility.Accounting;
import io.partway.core.eligibility.Actor;
import io.partway.core.eligibility.Facts;
import io.partway.core.ingest.Report;
import io.partway.core.message.Language;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.request.Statement;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.function.HttpEvent;
import io.partway.testkit.function.HttpResult;
import io.partway.testkit.function.Person;
import io.partway.testkit.function.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Events of `GET …/eligibility` in, answers out, on the table's engine.
@ExtendWith(EmbeddedDynamoDb.class)
final class CheckEligibilityFunctionTest {
  private static final String ROUTE = "GET /v1/associations/{counterpartyId}/eligibility";
  private static final Person PARTNER = Person.partnerAdmin("p-north");
  private static final Person CUSTOMER = Person.customerAdmin("c-1");

  private final World world;
  private final CheckEligibilityFunction function;

  CheckEligibilityFunctionTest(DynamoDbEngine engine) {
    world = World.in(engine);
    function = new CheckEligibilityFunction(world.host(CheckEligibilityFunction.class));
  }

  @BeforeEach
  void associate() {
    world.establish("c-1", "p-north");
  }

  @Test
  void tellsThatNothingStandsInTheWay() {
    HttpResult result = HttpResult.of(function, event("c-1").by(PARTNER)).done(200);

    assertThat(result.json().get("eligible").asBoolean()).isTrue();
    assertThat(result.at("/checkedAt")).isEqualTo("2026-03-02T09:30:00.000Z");
    assertThat(result.json().get("facts"))
        .hasToString(
            "{\"account\":\"2026-03-02T09:30:00.000Z\",\"billing\":\"2026-03-02T09:30:00.000Z\"}");
    assertThat(result.json().get("blockers")).isEmpty();
    assertThat(result.json().get("quota"))
        .hasToString(
            "{\"limit\":3,\"used\":0,\"requests\":[],\"grants\":[],\"nextAvailableAt\":null}");
    assertThat(result.at("/statement/version")).isEqualTo("submit-partner-1-en");
    assertThat(result.json().get("verificationRequired").asBoolean()).isFalse();
    assertThat(result.json().get("allowedActions"))
        .hasToString("{\"submit\":{\"allowed\":true,\"reason\":null}}");
  }

  @Test
  void tellsAllBlockersAtOnceInTheirOrder() {
    Instant ahead = World.START.plus(Duration.ofDays(1));
    world.report(
        new Report.Observed(
            new Pair(new CustomerId("c-1"), new PartnerId("p-north")),
            1_000,
            null,
            new Facts.Account(
                true,
                List.of(
                    new Facts.Member("m-1", Accounting.INDEPENDENT, null),
                    new Facts.Member("m-2", Accounting.UNIFIED, ahead)),
                true,
                true),
            new Facts.Billing(
                List.of(new Facts.Term("ri-1", ahead), new Facts.Term("ri-2", World.START)),
                List.of(new Facts.Term("psp-1", ahead)),
                List.of(new Facts.Term("ssp-1", ahead)),
                List.of(new Facts.Hold("arrears", Actor.CUSTOMER, "invoice-7"))),
            null));

    HttpResult result = HttpResult.of(function, event("p-north").by(CUSTOMER)).done(200);

    assertThat(result.json().get("eligible").asBoolean()).isFalse();
    assertThat(result.json().get("blockers").findValuesAsText("code"))
        .containsExactly(
            "independent-accounting-member",
            "manually-frozen",
            "reserved-instance",
            "partner-support-plan",
            "service-support-plan",
            "member-support-plan",
            "hold");
    assertThat(result.json().at("/blockers/2/resources")).hasSize(1);
    assertThat(result.at("/blockers/6/holdCode")).isEqualTo("arrears");
    assertThat(result.at("/allowedActions/submit/reason")).isEqualTo("ineligible");
  }

  @Test
  void showsTheStatementForTheActThatIsOpenToTheCaller() {
    world.submit("c-1", "p-north", Party.PARTNER);

    HttpResult decider = HttpResult.of(function, event("p-north").by(CUSTOMER)).done(200);
    HttpResult initiator = HttpResult.of(function, event("c-1").by(PARTNER)).done(200);

    assertThat(decider.at("/statement/version")).isEqualTo("agree-customer-1-en");
    assertThat(initiator.at("/statement/version")).isEqualTo("submit-partner-1-en");
    assertThat(initiator.json().at("/quota/used").asInt()).isEqualTo(1);
    assertThat(initiator.at("/allowedActions/submit/reason")).isEqualTo("request-pending");
  }

  /// With the consequences as things stand, in the language that is liked best; what is
  /// acknowledged by version and hash is the very text that is shown.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en-GB                   | en      | I agree to end     | The member accounts
          es-MX, en;q=0.9         | es      | Acepto poner fin   | Las cuentas miembro
          fr, zh-CN;q=0.8, en;q=0 | zh-Hans | 我同意立即解除     | 该企业主账户下的成员账户
          de                      | en      | I agree to end     | The member accounts
          """)
  void speaksTheLanguageThatIsAskedFor(
      String asked, String language, String text, String consequence) {
    world.report(
        new Report.Observed(
            new Pair(new CustomerId("c-1"), new PartnerId("p-north")),
            1_000,
            null,
            new Facts.Account(
                true, List.of(new Facts.Member("m-2", Accounting.UNIFIED, null)), false, true),
            null,
            null));
    world.submit("c-1", "p-north", Party.PARTNER);

    HttpResult result =
        HttpResult.of(function, event("p-north").by(CUSTOMER).header("accept-language", asked))
            .done(200);

    assertThat(result.at("/statement/language")).isEqualTo(language);
    assertThat(result.at("/statement/version")).isEqualTo("agree-customer-1-" + language);
    assertThat(result.at("/statement/text")).startsWith(text);
    assertThat(result.at("/statement/hash"))
        .isEqualTo(
            Statement.versioned(result.at("/statement/version")).map(Statement::hash).orElseThrow())
        .isEqualTo(new Statement("", Language.EN, result.at("/statement/text")).hash());
    assertThat(result.json().at("/statement/consequences").findValuesAsText("code"))
        .containsExactly(
            "association-ends",
            "partner-access-ends",
            "billing-moves-to-customer",
            "partner-prices-end",
            "members-follow",
            "automatic-freeze-stays",
            "history-kept");
    assertThat(result.at("/statement/consequences/4/detail")).startsWith(consequence);
  }

  @Test
  void tellsAnAccountManagerOfHisOwnCustomersRequestsOnly() {
    world.establish(
        "c-2",
        "p-north",
        new Report.Relation(AssociationType.REFERRAL, World.SINCE, World.profile("u-smith")),
        null);
    world.submit("c-2", "p-north", Party.PARTNER);
    Person chen = PARTNER.inRole("account_manager").named("u-chen");

    HttpResult result = HttpResult.of(function, event("c-1").by(chen)).done(200);

    assertThat(result.json().at("/quota/used").asInt()).isEqualTo(1);
    assertThat(result.json().at("/quota/requests")).isEmpty();
    assertThat(result.at("/allowedActions/submit/reason")).isEqualTo("role-not-allowed");
    HttpResult.of(function, event("c-2").by(chen)).refused(404, "not-found");
  }

  @Test
  void answersForAnEndedAssociation() {
    world.end("c-1", "p-north");

    HttpResult result = HttpResult.of(function, event("c-1").by(PARTNER)).done(200);

    assertThat(result.json().get("eligible").asBoolean()).isFalse();
    assertThat(result.at("/allowedActions/submit/reason")).isEqualTo("association-ended");
  }

  @Test
  void tellsThatFactsWereNeverReported() {
    world.establishUnreported("c-3", "p-north");

    HttpResult result = HttpResult.of(function, event("c-3").by(PARTNER)).done(200);

    assertThat(result.json().get("facts")).hasToString("{\"account\":null,\"billing\":null}");
    assertThat(result.at("/blockers/0/actor")).isEqualTo("operator");
  }

  @Test
  void refusesInOrder() {
    assertThat(HttpResult.of(function, event("c-404").query("a=b")).status()).isEqualTo(401);
    HttpResult.of(function, event("c-404").by(new Person("o", "operator", "x", "admin")))
        .refused(403, "role-not-allowed");
    HttpResult.of(function, event("c-404").by(PARTNER).query("a=b")).refused(404, "not-found");
    HttpResult refusal =
        HttpResult.of(function, event("c-1").by(PARTNER).query("a=b&%ff=&c"))
            .refused(400, "malformed");
    assertThat(refusal.faults()).contains("?a unknown", "?c unknown", "?%ff malformed");
  }

  private static HttpEvent event(String counterpartyId) {
    return HttpEvent.of(ROUTE, "counterpartyId", counterpartyId);
  }
}
