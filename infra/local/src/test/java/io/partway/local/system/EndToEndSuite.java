package io.partway.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.local.LocalSystem;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// From an import to the ended association and its records, over HTTP with real tokens, wherever
/// the functions run.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EndToEndSuite {
  static final String SINCE = "2025-03-01T08:00:00Z";

  private final HttpClient client = HttpClient.newHttpClient();
  LocalSystem system;
  Caller nobody;

  /// Starts the system.
  ///
  /// @param folder for what it keeps, where it keeps something
  abstract LocalSystem start(Path folder) throws Exception;

  /// Whom the callers become of.
  Caller caller(Caller nobody) {
    return nobody;
  }

  @BeforeAll
  void startAndLoadCustomers(@TempDir Path folder) throws Exception {
    system = start(folder);
    nobody = caller(Caller.nobody(system, client));
    nobody
        .takeIn(
            "application/x-ndjson",
            Lines.clear("agreeing", "p1", 1, SINCE)
                + Lines.clear("rejecting", "p2", 1, SINCE)
                + Lines.clear("both-ways", "p3", 1, SINCE)
                + Lines.clear("changing", "p4", 1, SINCE)
                + Lines.clear("upstream", "p5", 1, SINCE))
        .expect(200);
  }

  @AfterAll
  void stop() {
    if (system != null) {
      system.close();
    }
    client.close();
  }

  final Caller partner(String id) {
    return nobody.as("u-" + id, "partner", id, "admin");
  }

  final Caller customer(String id) {
    return nobody.as("u-" + id, "customer", id, "admin");
  }

  @Test
  void aPartnerAsksAndTheCustomerAgrees() throws Exception {
    var partner = partner("p1");
    var customer = customer("agreeing");

    var found = partner.get("/v1/customers?name=zo%C3%AB").expect(200);
    assertThat(found.text("/items/0/customerId")).isEqualTo("agreeing");
    assertThat(found.text("/items/0/name")).isEqualTo("Z***");
    assertThat(found.body().at("/items/0/allowedActions/submit/allowed").asBoolean()).isTrue();

    var submitted = partner.submit("agreeing", "k1").expect(201);
    var id = submitted.text("/requestId");
    assertThat(submitted.location()).isEqualTo("/v1/associations/agreeing/requests/" + id);
    assertThat(partner.submit("agreeing", "k1").expect(201).body()).isEqualTo(submitted.body());
    assertThat(partner.submit("agreeing", "k2").expect(409).text("/code"))
        .isEqualTo("request-pending");

    var waiting = customer.get("/v1/records?kind=disassociation&status=pending").expect(200);
    assertThat(waiting.text("/items/0/recordId")).isEqualTo(id);
    assertThat(waiting.text("/items/0/direction")).isEqualTo("incoming");
    assertThat(waiting.body().at("/items/0/allowedActions/agree/allowed").asBoolean()).isTrue();

    assertThat(partner.decide("agreeing", id, "agree").expect(403).text("/code"))
        .isEqualTo("not-your-side");
    assertThat(customer.decide("p1", id, "agree").expect(200).text("/status")).isEqualTo("agreed");

    for (var side : new Caller[] {partner, customer}) {
      var records = side.get("/v1/records?kind=disassociation").expect(200);
      assertThat(records.text("/items/0/status")).isEqualTo("agreed");
    }
    assertThat(customer.get("/v1/associations/p1").expect(200).text("/state")).isEqualTo("ended");
    assertThat(partner.get("/v1/customers").expect(200).body().at("/items")).isEmpty();
    assertThat(customer.submit("p1", "k3").expect(409).text("/code"))
        .isEqualTo("association-ended");
  }

  @Test
  void aCustomerAsksAndThePartnerRejects() throws Exception {
    var id = customer("rejecting").submit("p2", "k1").expect(201).text("/requestId");

    assertThat(partner("p2").decide("rejecting", id, "reject").expect(200).text("/status"))
        .isEqualTo("rejected");
    assertThat(partner("p2").decide("rejecting", id, "reject").expect(200).text("/status"))
        .isEqualTo("rejected");
    assertThat(customer("rejecting").decide("p2", id, "withdraw").expect(409).text("/outcome"))
        .isEqualTo("rejected");
    assertThat(customer("rejecting").get("/v1/associations/p2").expect(200).text("/state"))
        .isEqualTo("active");
  }

  @Test
  void eitherSideMayAskAfterAWithdrawal() throws Exception {
    var first = partner("p3").submit("both-ways", "k1").expect(201).text("/requestId");
    partner("p3").decide("both-ways", first, "withdraw").expect(200);

    var second = customer("both-ways").submit("p3", "k1").expect(201).text("/requestId");
    assertThat(second).isNotEqualTo(first);
    partner("p3").decide("both-ways", second, "agree").expect(200);
  }

  @Test
  void factsThatChangeBetweenSubmitAndAgreeStopTheEnd() throws Exception {
    var id = partner("p4").submit("changing", "k1").expect(201).text("/requestId");
    nobody.takeIn("application/x-ndjson", Lines.frozen("changing", "p4", 2, SINCE)).expect(200);

    var refused = customer("changing").decide("p4", id, "agree").expect(422);
    assertThat(refused.text("/code")).isEqualTo("ineligible");
    assertThat(refused.text("/blockers/0/code")).isEqualTo("manually-frozen");
    assertThat(
            customer("changing")
                .get("/v1/associations/p4/requests/" + id)
                .expect(200)
                .text("/status"))
        .isEqualTo("pending");

    nobody.takeIn("application/x-ndjson", Lines.clear("changing", "p4", 3, SINCE)).expect(200);
    customer("changing").decide("p4", id, "agree").expect(200);
  }

  @Test
  void anEndThatUpstreamReportsCancelsTheRequest() throws Exception {
    var id = partner("p5").submit("upstream", "k1").expect(201).text("/requestId");

    nobody
        .publish(
            "AssociationEnded",
            "{\"customerId\": \"upstream\", \"partnerId\": \"p5\", \"version\": 2, \"endedAt\": \"%s\"}"
                .formatted(system.clock().read().now()))
        .expect(200);

    assertThat(
            partner("p5")
                .get("/v1/associations/upstream/requests/" + id)
                .expect(200)
                .text("/status"))
        .isEqualTo("cancelled");
    var answer = nobody.takeIn("application/x-ndjson", Lines.clear("upstream", "p5", 3, SINCE));
    assertThat(answer.expect(200).body().at("/alreadyEnded").asInt()).isEqualTo(1);
  }

  @Test
  void anImportListsRefusedLinesAndTakesTheOthers() throws Exception {
    var answer =
        nobody
            .takeIn(
                "text/csv",
                """
                customerId,partnerId,partnerName,version,name,associationType,associatedAt
                csv-1,p6,"Birch, Söhne",1,竹子,reseller,2025-01-01T00:00:00Z
                csv-2,p6,Birch,one,Oak,reseller,2025-01-01T00:00:00Z
                csv-3,p6,Birch,1,Elm,referral,2025-01-01T00:00:00Z
                """)
            .expect(200);

    assertThat(answer.body().at("/accepted").asInt()).isEqualTo(2);
    assertThat(answer.body().at("/refused")).hasSize(1);
    assertThat(answer.body().at("/refused/0/line").asInt()).isEqualTo(3);
    assertThat(answer.text("/refused/0/reason")).contains("version");
    var eligibility = partner("p6").get("/v1/associations/csv-1/eligibility").expect(200);
    assertThat(eligibility.text("/blockers/0/holdCode")).isEqualTo("facts-missing");
  }

  @Test
  void nobodyAndStrangersSeeNothing() throws Exception {
    assertThat(nobody.get("/v1/customers").expect(401).text("/message")).isEqualTo("Unauthorized");
    assertThat(nobody.get("/v1/nothing").expect(404).text("/message")).isEqualTo("Not Found");
    var foreign = partner("p2").get("/v1/associations/changing").expect(404);
    var unknown = partner("p2").get("/v1/associations/no-such-one").expect(404);
    assertThat(foreign.text("/code")).isEqualTo(unknown.text("/code")).isEqualTo("not-found");
    nobody.as("u", "alien", "p1", "admin").get("/v1/records").expect(403);
  }
}
