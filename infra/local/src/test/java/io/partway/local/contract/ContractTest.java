package io.partway.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.local.LocalOptions;
import io.partway.local.LocalSystem;
import io.partway.local.contract.JudgedApi.Answer;
import io.partway.local.identity.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// The running system answers what `infra/openapi.yaml` declares, and all that it declares.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractTest {
  private static final String STATEMENT = "submit-partner-1-en";
  private static final String HUGE = "{\"reason\": \"" + "x".repeat(20_000) + "\"}";

  private LocalSystem system;
  private JudgedApi api;

  @BeforeAll
  void start() {
    system = LocalSystem.start(LocalOptions.forTests().with("RevealsPerHour", "4"));
    api = new JudgedApi(system);
    api.takeIn(
        Given.clear(
            "c-1001",
            "c-1002",
            "c-1003",
            "c-1004",
            "c-1005",
            "c-1006",
            "c-1007",
            "c-blocked",
            "c-ended",
            "c-told",
            "c-quota-1",
            "c-quota-2",
            "c-quota-3",
            "c-quota-4"));
    api.report(
        "CustomerFactsReported",
        """
        {"customerId": "c-blocked", "partnerId": "p-northwind", "version": 2, "enterpriseMaster": true,
         "members": [{"id": "m-1", "accounting": "independent"},
                     {"id": "m-2", "accounting": "unified", "serviceSupportPlanUntil": "2041-01-01T00:00:00Z"}],
         "manuallyFrozen": true, "autoFrozen": true}
        """);
    api.report(
        "CustomerFactsReported",
        """
        {"customerId": "c-blocked", "partnerId": "p-northwind", "version": 2,
         "reservedInstances": [{"id": "ri-1", "until": "2041-01-01T00:00:00Z"}],
         "partnerSupportPlans": [{"id": "psp-1", "until": "2041-01-01T00:00:00Z"}],
         "serviceSupportPlans": [{"id": "ssp-1", "until": "2041-01-01T00:00:00Z"}],
         "holds": [{"code": "arrears", "actor": "customer", "resource": "bill-7"}]}
        """);
    api.report(
        "AssociationEnded",
        """
        {"customerId": "c-ended", "partnerId": "p-northwind", "version": 2, "endedAt": "2026-01-05T10:00:00Z"}
        """);
  }

  @AfterAll
  void stop() {
    system.close();
  }

  @Test
  void aPartnerSearchesHisCustomers() {
    assertThat(search("").body().path("items")).hasSizeGreaterThan(5);
    assertThat(
            search(
                    "?customerId=c-1004&account=LOGISTIK&name=m%C3%BCller&manager=chen&tag=retail&mobile=2345"
                        + "&associationType=reseller&autoFrozen=false&associatedFrom=2025-01-01T00:00:00Z"
                        + "&associatedTo=2026-01-01T00:00:00Z&expenditureMin=1280.50&expenditureMax=1280.5"
                        + "&budgetUsageMin=83.5&budgetUsageMax=83.50&resourcesExpireFrom=2031-01-01T00:00:00Z"
                        + "&resourcesExpireTo=2032-01-01T01:00:00%2B01:00&currency=eur&sort=-expenditure&limit=1")
                .body()
                .path("items"))
        .hasSize(1);
    assertThat(
            search("?name=nobody&account=&autoFrozen=&associatedFrom=")
                .body()
                .at("/total/value")
                .asInt())
        .isZero();
    var next = search("?limit=2").body().path("nextCursor").asText();
    assertThat(search("?limit=3&cursor=" + next).status()).isEqualTo(200);

    assertThat(search("?limit=0&colour=red&name=a&name=b").body().path("errors")).hasSize(3);
    assertThat(search("?cursor=" + next + "x").status()).isEqualTo(400);
    assertThat(search("?expenditureMin=2&expenditureMax=1").status()).isEqualTo(400);
    assertThat(api.get("/v1/customers").answer().status()).isEqualTo(401);
    assertThat(api.get("/v1/customers").by(Given.admin("c-1001")).answer().status()).isEqualTo(403);
  }

  @Test
  void aPartnersAdminRevealsMaskedFields() {
    assertThat(
            reveal(Given.PARTNER_ADMIN, "name", "\"c-1004\", \"c-1004\", \"c-1005\"")
                .body()
                .path("items"))
        .hasSize(2);
    assertThat(reveal(Given.PARTNER_ADMIN, "mobile", "\"c-1004\"").status()).isEqualTo(200);
    assertThat(reveal(Given.PARTNER_ADMIN, "name", "\"c-1004\", \"c-1005\"").code())
        .isEqualTo("too-many-reveals");
    assertThat(reveal(Given.PARTNER_ADMIN, "name", "\"c-1004\", \"c-foreign\"").status())
        .isEqualTo(404);
    assertThat(reveal(Given.PARTNER_ADMIN, "name", "\"c-ended\"").code())
        .isEqualTo("association-ended");
    assertThat(reveal(Given.PARTNER_ADMIN, "colour", "").body().path("errors")).hasSize(2);
    assertThat(reveal(Given.PARTNER_VIEWER, "name", "\"c-1004\"").status()).isEqualTo(403);
    badBodies("POST", "/v1/customers/reveal");
    assertThat(api.post("/v1/customers/reveal").answer().status()).isEqualTo(401);
  }

  @Test
  void aCustomerListsHisAssociations() {
    var customer = Given.admin("c-ended");
    var list = api.get("/v1/associations?limit=5").by(customer).answer();

    assertThat(list.body().at("/items/0/state").asText()).isEqualTo("ended");
    assertThat(api.get("/v1/associations?limit=many").by(customer).answer().status())
        .isEqualTo(400);
    assertThat(api.get("/v1/associations").answer().status()).isEqualTo(401);
    assertThat(api.get("/v1/associations").by(Given.PARTNER_ADMIN).answer().status())
        .isEqualTo(403);
  }

  @Test
  void anAssociationIsRead() {
    for (var path : Set.of("/v1/associations/c-1001", "/v1/associations/c-1001/eligibility")) {
      assertThat(api.get(path).by(Given.PARTNER_VIEWER).answer().status()).isEqualTo(200);
      assertThat(api.get(path + "?x=1").by(Given.PARTNER_VIEWER).answer().status()).isEqualTo(400);
      assertThat(api.get(path).answer().status()).isEqualTo(401);
      assertThat(api.get(path).by(Given.OPERATOR).answer().status()).isEqualTo(403);
      assertThat(api.get(path).by(Given.OTHER_PARTNER).answer().status()).isEqualTo(404);
      assertThat(
              api.get(path.replace("c-1001", "p-northwind"))
                  .by(Given.admin("c-1001"))
                  .answer()
                  .status())
          .isEqualTo(200);
    }
    assertThat(api.get("/v1/associations/c%201").by(Given.PARTNER_ADMIN).answer().status())
        .isEqualTo(404);
  }

  @Test
  void theCheckTellsAllBlockersAtOnce() {
    var blocked =
        api.get("/v1/associations/c-blocked/eligibility")
            .by(Given.PARTNER_ADMIN)
            .with("Accept-Language", "de, en;q=0.5")
            .answer();

    assertThat(blocked.body().path("blockers").findValuesAsText("code"))
        .contains(
            "independent-accounting-member",
            "manually-frozen",
            "reserved-instance",
            "partner-support-plan",
            "service-support-plan",
            "member-support-plan",
            "hold");
    assertThat(submit(Given.PARTNER_ADMIN, "c-blocked").code()).isEqualTo("ineligible");
  }

  @Test
  void aRequestIsSubmittedReadAndDecided() {
    var customer = Given.admin("c-1001");
    assertThat(
            submit(customer, Given.PARTNER, "submit-customer-1-en", "key-1", "Too expensive.")
                .code())
        .isEqualTo("verification-required");
    var submitted = verified(customer, "key-1", "Too expensive.");
    var path = submitted.location().orElseThrow();
    var theirs = path.replace(Given.PARTNER, "c-1001");
    var etag = submitted.etag().orElseThrow();

    assertThat(submitted.status()).isEqualTo(201);
    assertThat(submit(customer, Given.PARTNER, "submit-customer-1-en", "key-1", "Too expensive."))
        .isEqualTo(submitted);
    assertThat(
            submit(customer, Given.PARTNER, "submit-customer-1-en", "key-1", "Something else.")
                .code())
        .isEqualTo("idempotency-key-reused");
    assertThat(submit(Given.PARTNER_ADMIN, "c-1001").code()).isEqualTo("request-pending");

    assertThat(api.get(theirs).by(Given.PARTNER_VIEWER).answer().etag()).contains(etag);
    assertThat(api.get(theirs + "?x=1").by(Given.PARTNER_VIEWER).answer().status()).isEqualTo(400);
    assertThat(api.get(theirs).answer().status()).isEqualTo(401);
    assertThat(api.get(theirs).by(Given.OPERATOR).answer().status()).isEqualTo(403);
    assertThat(api.get(theirs).by(Given.OTHER_PARTNER).answer().status()).isEqualTo(404);

    var decision = theirs + "/decision";
    var agree = "{\"decision\": \"agree\", \"statementVersion\": \"agree-partner-1-en\"}";
    assertThat(decide(Given.PARTNER_VIEWER, decision, etag, agree).code())
        .isEqualTo("role-not-allowed");
    assertThat(decide(customer, path + "/decision", etag, agree).code()).isEqualTo("not-your-side");
    assertThat(decide(Given.OTHER_PARTNER, decision, etag, agree).status()).isEqualTo(404);
    assertThat(decide(Given.PARTNER_ADMIN, decision, "seven", agree).status()).isEqualTo(400);
    assertThat(decide(Given.PARTNER_ADMIN, decision, "*", agree).code()).isEqualTo("stale");
    assertThat(decide(Given.PARTNER_ADMIN, decision, etag, "{\"decision\": \"reject\"}").code())
        .isEqualTo("invalid");
    var outdated =
        decide(Given.PARTNER_ADMIN, decision, etag, agree.replace("partner-1", "partner-0"));
    assertThat(outdated.body().at("/statement/version").asText()).isEqualTo("agree-partner-1-en");
    assertThat(api.put(decision).by(Given.PARTNER_ADMIN).json(agree).answer().code())
        .isEqualTo("precondition-required");
    badBodies("PUT", decision);
    assertThat(api.put(decision).json(agree).answer().status()).isEqualTo(401);

    hold("c-1001", 2, "{\"code\": \"arrears\", \"actor\": \"customer\", \"resource\": \"bill-8\"}");
    assertThat(decide(Given.PARTNER_ADMIN, decision, etag, agree).code()).isEqualTo("ineligible");
    hold("c-1001", 3, "");
    assertThat(decide(Given.PARTNER_ADMIN, decision, etag, agree).status()).isEqualTo(200);
    assertThat(decide(customer, path + "/decision", etag, "{\"decision\": \"withdraw\"}").code())
        .isEqualTo("already-decided");
    assertThat(submit(customer, Given.PARTNER, "submit-customer-1-en", "key-2", "Again.").code())
        .isEqualTo("association-ended");
    attested(customer, theirs);
  }

  private void attested(Person customer, String theirs) {
    for (var path : List.of(theirs.replaceFirst("/requests/.*", "/history"), theirs + "/receipt")) {
      assertThat(api.get(path).by(Given.PARTNER_ADMIN).answer().status()).isEqualTo(200);
      assertThat(api.get(path + "?x=1").by(Given.PARTNER_ADMIN).answer().status()).isEqualTo(400);
      assertThat(api.get(path).answer().status()).isEqualTo(401);
      assertThat(api.get(path).by(Given.OPERATOR).answer().status()).isEqualTo(403);
      assertThat(api.get(path).by(Given.OTHER_PARTNER).answer().status()).isEqualTo(404);
    }
    var pages = new TreeSet<String>();
    for (var language : List.of("en", "es", "zh-Hans")) {
      var page =
          api.get(theirs + "/receipt")
              .by(Given.PARTNER_VIEWER)
              .with("Accept", "text/html")
              .with("Accept-Language", language)
              .answer();
      assertThat(page.body().asText()).startsWith("<!doctype html>");
      pages.add(page.etag().orElseThrow());
    }
    assertThat(pages).hasSize(3);
    assertThat(api.get("/v1/receipt-keys").answer().status()).isEqualTo(200);
    assertThat(api.get("/v1/receipt-keys").by(customer).answer().status()).isEqualTo(200);
  }

  @Test
  void aSubmitIsRefusedWithWhatToChange() {
    var path = "/v1/associations/c-1002/requests";

    assertThat(
            api.post(path).by(Given.PARTNER_ADMIN).json(body(STATEMENT, "Over.")).answer().code())
        .isEqualTo("idempotency-key-required");
    assertThat(
            submit(Given.PARTNER_ADMIN, "c-1002", "submit-partner-0", "k", " ")
                .body()
                .path("errors"))
        .hasSize(2);
    assertThat(submit(Given.PARTNER_VIEWER, "c-1002").status()).isEqualTo(403);
    assertThat(submit(Given.OTHER_PARTNER, "c-1002").status()).isEqualTo(404);
    badBodies("POST", path);
    assertThat(api.post(path).json("{}").answer().status()).isEqualTo(401);
  }

  @Test
  void theFourthSubmitIsRefusedWithTheQuota() {
    for (var customer : Set.of("c-quota-1", "c-quota-2", "c-quota-3")) {
      assertThat(submit(Given.PARTNER_ADMIN, customer).status()).isEqualTo(201);
    }

    var refused = submit(Given.PARTNER_ADMIN, "c-quota-4");

    assertThat(refused.code()).isEqualTo("quota-exceeded");
    assertThat(refused.body().at("/quota/requests")).hasSize(3);
  }

  @Test
  void whatHasHappenedIsToldInTheListOfWhoDidNotAct() {
    assertThat(verified(Given.admin("c-told"), "told", "Enough.").status()).isEqualTo(201);
    api.tellChanges();

    var list = api.get("/v1/notifications?unread=true&limit=50").by(Given.PARTNER_VIEWER).answer();
    var told = list.body().at("/items/0/notificationId").asText();
    assertThat(list.body().path("unread").asInt()).isPositive();
    assertThat(api.get("/v1/notifications?unread=maybe").by(Given.PARTNER_VIEWER).answer().status())
        .isEqualTo(400);
    assertThat(api.get("/v1/notifications").answer().status()).isEqualTo(401);
    assertThat(api.get("/v1/notifications").by(Given.OPERATOR).answer().status()).isEqualTo(403);

    var mark = "/v1/notifications/" + told + "/read";
    assertThat(api.put(mark).by(Given.PARTNER_VIEWER).answer().status()).isEqualTo(204);
    assertThat(api.put(mark + "?x=1").by(Given.PARTNER_VIEWER).answer().status()).isEqualTo(400);
    assertThat(api.put(mark).answer().status()).isEqualTo(401);
    assertThat(api.put(mark).by(Given.OPERATOR).answer().status()).isEqualTo(403);
    assertThat(api.put(mark).by(Given.OTHER_PARTNER).answer().status()).isEqualTo(404);
  }

  @Test
  void bothSidesListTheirRecords() {
    assertThat(records(Given.PARTNER_ADMIN, "?limit=100&direction=&kind=&status=").status())
        .isEqualTo(200);
    assertThat(
            records(
                    Given.admin("c-ended"),
                    "?kind=association&status=ended&counterpartyId=p-northwind&from=2026-01-05T10:00:00Z"
                        + "&to=2026-01-05T10:00:00Z")
                .body()
                .path("items"))
        .hasSize(1);
    assertThat(records(Given.admin("c-1001"), "?kind=reveal").status()).isEqualTo(200);
    assertThat(records(Given.admin("c-1001"), "?kind=disassociation&direction=outgoing").status())
        .isEqualTo(200);
    assertThat(records(Given.PARTNER_ADMIN, "?kind=reveal").status()).isEqualTo(400);
    assertThat(api.get("/v1/records").answer().status()).isEqualTo(401);
    assertThat(records(Given.OPERATOR, "").status()).isEqualTo(403);
  }

  @Test
  void aCodeIsSentForOneActAndSpentByIt() {
    var customer = Given.admin("c-1006");
    var wanted = "{\"operation\": \"submit\", \"counterpartyId\": \"p-northwind\"}";
    var sent = send(customer, wanted);
    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.body().path("sentTo").asText()).isEqualTo("u***@example.test");
    var code = api.newestCode();
    assertThat(send(customer, wanted).code()).isEqualTo("too-many-codes");

    var wrong = code.equals("000000") ? "111111" : "000000";
    var body =
        "{\"reason\": \"Over.\", \"statementVersion\": \"submit-customer-1-en\", \"verificationCode\": \"%s\"}";
    var refused = submit(customer, Given.PARTNER, "code-key", body.formatted(wrong));
    assertThat(refused.code()).isEqualTo("verification-failed");
    assertThat(refused.body().path("attemptsLeft").asInt()).isEqualTo(4);
    var submitted = submit(customer, Given.PARTNER, "code-key", body.formatted(code));
    assertThat(submitted.status()).isEqualTo(201);

    assertThat(send(customer, wanted).code()).isEqualTo("request-pending");
    var request = submitted.body().path("requestId").asText();
    var agreeing =
        """
        {"operation": "agree", "counterpartyId": "p-northwind", "requestId": "%s"}
        """
            .formatted(request);
    assertThat(send(customer, agreeing).code()).isEqualTo("not-your-side");
    var withdraw =
        decide(
            customer,
            submitted.location().orElseThrow() + "/decision",
            submitted.etag().orElseThrow(),
            "{\"decision\": \"withdraw\"}");
    assertThat(withdraw.code()).isEqualTo("verification-required");
    var guess =
        decide(
            customer,
            submitted.location().orElseThrow() + "/decision",
            submitted.etag().orElseThrow(),
            "{\"decision\": \"withdraw\", \"verificationCode\": \"%s\"}".formatted(code));
    assertThat(guess.code()).isEqualTo("verification-failed");
    assertThat(send(Given.PARTNER_VIEWER, agreeing).code()).isEqualTo("role-not-allowed");
    assertThat(send(Given.OPERATOR, agreeing).code()).isEqualTo("role-not-allowed");
    assertThat(send(Given.OTHER_PARTNER, agreeing).status()).isEqualTo(404);
    assertThat(send(customer, "{\"channel\": \"sms\"}").body().path("errors")).hasSize(2);
    badBodies("POST", "/v1/verification-codes");
    assertThat(api.post("/v1/verification-codes").json(wanted).answer().status()).isEqualTo(401);
  }

  @Test
  void settingsAreReadAndReplaced() {
    var customer = Given.admin("c-1007");
    var read = api.get("/v1/settings").by(customer).answer();
    var etag = read.etag().orElseThrow();
    assertThat(read.body().at("/verification/required").asBoolean()).isTrue();
    var off =
        """
        {"verification": {"required": false}, "contacts": [], "language": "es", "timeZone": null, "verificationCode": %s}
        """;
    assertThat(set(customer, etag, off.formatted("null")).code())
        .isEqualTo("verification-required");
    assertThat(set(customer, etag, off.formatted("\"123\"")).code())
        .isEqualTo("verification-failed");
    assertThat(send(customer, "{\"operation\": \"disable-verification\"}").status()).isEqualTo(201);
    assertThat(set(customer, etag, off.formatted("\"" + api.newestCode() + "\"")).etag())
        .isNotEqualTo(read.etag());
    assertThat(set(customer, etag, off.formatted("null")).code()).isEqualTo("stale");
    assertThat(set(customer, "seven", off.formatted("null")).status()).isEqualTo(400);
    assertThat(set(customer, etag, "{}").body().path("errors")).hasSize(2);
    var viewer = Given.PARTNER_VIEWER;
    var seen = api.get("/v1/settings").by(viewer).answer();
    assertThat(
            set(
                    viewer,
                    seen.etag().orElseThrow(),
                    "{\"verification\": {\"required\": true}, \"contacts\": []}")
                .code())
        .isEqualTo("role-not-allowed");
    assertThat(api.put("/v1/settings").by(viewer).json("{}").answer().code())
        .isEqualTo("precondition-required");
    badBodies("PUT", "/v1/settings");
    assertThat(api.put("/v1/settings").json("{}").answer().status()).isEqualTo(401);
    assertThat(api.get("/v1/settings").answer().status()).isEqualTo(401);
    assertThat(api.get("/v1/settings").by(Given.OPERATOR).answer().status()).isEqualTo(403);
    assertThat(api.get("/v1/settings?x=1").by(viewer).answer().status()).isEqualTo(400);
  }

  @Test
  void theSupportDeskGrantsMore() {
    var granted = grant("g-1", "T-1", 2);
    assertThat(granted.status()).isEqualTo(201);
    assertThat(grant("g-1", "T-1", 2)).isEqualTo(granted);
    assertThat(grant("g-2", "T-1", 2)).isEqualTo(granted);
    assertThat(grant("g-1", "T-1", 1).code()).isEqualTo("idempotency-key-reused");
    assertThat(grant("g-3", "T-1", 1).body().at("/grant/extra").asInt()).isEqualTo(2);
    assertThat(grant("g-3", "T-2", 20).body().at("/room/most").asInt()).isEqualTo(19);
    assertThat(grant(Given.OPERATOR, "g-3", "{}").body().path("room").isNull()).isTrue();
    assertThat(
            api.post("/v1/quota-grants").by(Given.OPERATOR).json(grantOf("T-2", 1)).answer().code())
        .isEqualTo("idempotency-key-required");
    assertThat(grant(Given.DESK_VIEWER, "g-3", "{}").status()).isEqualTo(403);
    assertThat(grant(Given.PARTNER_ADMIN, "g-3", "{}").status()).isEqualTo(403);
    badBodies(Given.OPERATOR, "POST", "/v1/quota-grants");
    assertThat(api.post("/v1/quota-grants").json("{}").answer().status()).isEqualTo(401);

    assertThat(desk(Given.DESK_VIEWER, "").body().path("items")).isNotEmpty();
    assertThat(
            desk(
                    Given.OPERATOR,
                    "?party=customer&partyId=c-1005&status=granted&ticketNumber=T-1&limit=1"
                        + "&from=2026-01-01T00:00:00Z&to=")
                .body()
                .path("items"))
        .hasSize(1);
    assertThat(desk(Given.OPERATOR, "?status=given").status()).isEqualTo(400);
    var path = granted.location().orElseThrow();
    assertThat(api.get(path).by(Given.DESK_VIEWER).answer().etag()).isEqualTo(granted.etag());
    assertThat(api.get(path + "?x=1").by(Given.OPERATOR).answer().status()).isEqualTo(400);
    assertThat(api.get(path).answer().status()).isEqualTo(401);
    assertThat(api.get(path).by(Given.admin("c-1005")).answer().status()).isEqualTo(403);
    assertThat(api.get(path + "x").by(Given.OPERATOR).answer().status()).isEqualTo(404);
    assertThat(api.get("/v1/quota-grants").answer().status()).isEqualTo(401);
    assertThat(desk(Given.admin("c-1005"), "").status()).isEqualTo(403);

    assertThat(records(Given.admin("c-1005"), "?kind=grant&status=granted").body().path("items"))
        .hasSize(1);
    assertThat(
            api.get("/v1/associations/p-northwind/eligibility")
                .by(Given.admin("c-1005"))
                .answer()
                .body()
                .at("/quota/grants"))
        .hasSize(1);
  }

  @Test
  void aSecondOperatorConfirmsLargeGrants() {
    var waiting = grantTo("c-1004", "g-5", "T-5", 5);
    assertThat(waiting.body().path("status").asText()).isEqualTo("awaiting-confirmation");
    var path = waiting.location().orElseThrow();
    var etag = waiting.etag().orElseThrow();
    assertThat(confirm(Given.OPERATOR, path, etag).code()).isEqualTo("second-operator-required");
    assertThat(confirm(Given.DESK_VIEWER, path, etag).code()).isEqualTo("role-not-allowed");
    assertThat(confirm(Given.SECOND_OPERATOR, path + "x", etag).status()).isEqualTo(404);
    assertThat(confirm(Given.SECOND_OPERATOR, path, "seven").status()).isEqualTo(400);
    assertThat(confirm(Given.SECOND_OPERATOR, path, "*").code()).isEqualTo("stale");
    assertThat(api.put(path + "/confirmation").by(Given.SECOND_OPERATOR).answer().code())
        .isEqualTo("precondition-required");
    assertThat(api.put(path + "/confirmation").answer().status()).isEqualTo(401);
    var confirmed = confirm(Given.SECOND_OPERATOR, path, etag);
    assertThat(confirmed.status()).isEqualTo(200);
    assertThat(confirm(Given.SECOND_OPERATOR, path, etag)).isEqualTo(confirmed);

    var second = grantTo("c-1004", "g-6", "T-6", 1).location().orElseThrow();
    assertThat(confirm(Given.SECOND_OPERATOR, second, etag).code()).isEqualTo("already-granted");
    var large = grantTo("c-1004", "g-7", "T-7", 15).location().orElseThrow();
    grantTo("c-1004", "g-8", "T-8", 1);
    assertThat(confirm(Given.SECOND_OPERATOR, large, etag).body().path("cause").asText())
        .isEqualTo("too-large");
  }

  @Test
  void theSupportDeskSeesWhetherTheSystemKeepsUp() {
    var path = "/v1/operations/health";
    assertThat(
            api.get(path)
                .by(Given.DESK_VIEWER)
                .answer()
                .body()
                .path("deadLetters")
                .findValuesAsText("queue"))
        .contains("untold-changes", "refused-facts");
    assertThat(api.get(path + "?x=1").by(Given.OPERATOR).answer().status()).isEqualTo(400);
    assertThat(api.get(path).answer().status()).isEqualTo(401);
    assertThat(api.get(path).by(Given.PARTNER_ADMIN).answer().status()).isEqualTo(403);
  }

  private Answer confirm(Person caller, String path, String etag) {
    return api.put(path + "/confirmation").by(caller).with("If-Match", etag).answer();
  }

  private Answer grant(String key, String ticketNumber, int extra) {
    return grant(Given.OPERATOR, key, grantOf(ticketNumber, extra));
  }

  private Answer grantTo(String customerId, String key, String ticketNumber, int extra) {
    return grant(Given.OPERATOR, key, grantOf(ticketNumber, extra).replace("c-1005", customerId));
  }

  private Answer grant(Person caller, String key, String body) {
    return api.post("/v1/quota-grants").by(caller).with("Idempotency-Key", key).json(body).answer();
  }

  private static String grantOf(String ticketNumber, int extra) {
    return """
    {"party": "customer", "partyId": "c-1005", "extra": %d, "ticketNumber": "%s", "reason": "A merger.",
     "endsAt": "2041-01-01T00:00:00Z"}
    """
        .formatted(extra, ticketNumber);
  }

  private Answer desk(Person caller, String query) {
    return api.get("/v1/quota-grants" + query).by(caller).answer();
  }

  private Answer set(Person caller, String etag, String body) {
    return api.put("/v1/settings").by(caller).with("If-Match", etag).json(body).answer();
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void aDecisionAfterTheDeadlineIsRefused() {
    var customer = Given.admin("c-1003");
    var submitted = verified(customer, "late", "Over.");
    var deadline = Instant.parse(submitted.body().path("expiresAt").asText());
    system.clock().move(Optional.of(deadline), Optional.empty());

    var late =
        decide(
            customer,
            submitted.location().orElseThrow() + "/decision",
            submitted.etag().orElseThrow(),
            "{\"decision\": \"withdraw\"}");

    assertThat(late.code()).isEqualTo("request-expired");
    assertThat(records(customer, "?status=expired").body().path("items")).hasSize(1);
  }

  /// What is left is what only API Gateway says, or what takes an outage.
  @Test
  @Order(Integer.MAX_VALUE)
  void everythingDeclaredHasBeenAnswered() {
    var missing = new TreeSet<String>();
    var unreachable = new TreeSet<String>();
    for (var operation : api.openApi().operations()) {
      for (var status : api.openApi().statuses(operation)) {
        missing.add(operation.id() + " " + status);
      }
      unreachable.add(operation.id() + " 429");
      unreachable.add(operation.id() + " 500");
      unreachable.add(operation.id() + " 503");
    }
    unreachable.remove("revealCustomers 429");
    unreachable.remove("sendVerificationCode 429");
    // Somebody would have to change the table behind the system's back.
    unreachable.add("getReceipt 409");
    missing.removeAll(api.answers());

    assertThat(missing).isEqualTo(unreachable);
    var codes = new TreeSet<>(api.openApi().problemCodes());
    codes.removeAll(api.codes());
    assertThat(codes).containsExactly("history-broken", "internal-error", "unavailable");
  }

  private Answer search(String query) {
    return api.get("/v1/customers" + query).by(Given.PARTNER_ADMIN).answer();
  }

  private Answer records(Person caller, String query) {
    return api.get("/v1/records" + query).by(caller).answer();
  }

  private Answer reveal(Person caller, String field, String customerIds) {
    return api.post("/v1/customers/reveal")
        .by(caller)
        .json("{\"field\": \"%s\", \"customerIds\": [%s]}".formatted(field, customerIds))
        .answer();
  }

  private Answer submit(Person caller, String counterpartyId) {
    return submit(caller, counterpartyId, STATEMENT, UUID.randomUUID().toString(), "Over.");
  }

  private Answer submit(
      Person caller, String counterpartyId, String statementVersion, String key, String reason) {
    return submit(caller, counterpartyId, key, body(statementVersion, reason));
  }

  private Answer submit(Person caller, String counterpartyId, String key, String body) {
    return api.post("/v1/associations/" + counterpartyId + "/requests")
        .by(caller)
        .with("Idempotency-Key", key)
        .json(body)
        .answer();
  }

  /// A customer's submit, with a code of his.
  private Answer verified(Person customer, String key, String reason) {
    var code = code(customer, "submit", Given.PARTNER, "null");
    return submit(
        customer,
        Given.PARTNER,
        key,
        """
        {"reason": "%s", "statementVersion": "submit-customer-1-en", "verificationCode": "%s"}
        """
            .formatted(reason, code));
  }

  private Answer send(Person caller, String wanted) {
    return api.post("/v1/verification-codes").by(caller).json(wanted).answer();
  }

  /// Has a code sent, and reads it.
  private String code(Person caller, String operation, String counterpartyId, String request) {
    var wanted =
        """
        {"operation": "%s", "counterpartyId": "%s", "requestId": %s}
        """
            .formatted(operation, counterpartyId, request);
    assertThat(send(caller, wanted).status()).isEqualTo(201);
    return api.newestCode();
  }

  private static String body(String statementVersion, String reason) {
    return "{\"reason\": \"%s\", \"statementVersion\": \"%s\"}".formatted(reason, statementVersion);
  }

  private Answer decide(Person caller, String path, String etag, String body) {
    return api.put(path).by(caller).with("If-Match", etag).json(body).answer();
  }

  private void hold(String customerId, int version, String holds) {
    api.report(
        "CustomerFactsReported",
        """
        {"customerId": "%s", "partnerId": "p-northwind", "version": %d, "reservedInstances": [],
         "partnerSupportPlans": [], "serviceSupportPlans": [], "holds": [%s]}
        """
            .formatted(customerId, version, holds));
  }

  /// Refused by what they are, before anybody looks at what they say.
  private void badBodies(String method, String path) {
    badBodies(Given.PARTNER_ADMIN, method, path);
  }

  private void badBodies(Person caller, String method, String path) {
    for (var body :
        new String[] {"{", "[]", "{\"urgent\": true}", "{\"reason\": \"a\", \"reason\": \"b\"}"}) {
      assertThat(sent(caller, method, path, body, "application/json").code())
          .isEqualTo("malformed");
    }
    assertThat(sent(caller, method, path, HUGE, "application/json").code())
        .isEqualTo("body-too-large");
    assertThat(sent(caller, method, path, "{}", "text/plain").code())
        .isEqualTo("unsupported-media-type");
  }

  private Answer sent(Person caller, String method, String path, String body, String contentType) {
    var call = method.equals("PUT") ? api.put(path) : api.post(path);
    return call.by(caller)
        .with("If-Match", "\"1\"")
        .with("Idempotency-Key", "bad-body")
        .json(body)
        .with("Content-Type", contentType)
        .answer();
  }
}
