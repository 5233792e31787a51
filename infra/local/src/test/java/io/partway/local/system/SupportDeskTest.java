package io.partway.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.local.LocalOptions;
import io.partway.local.LocalSystem;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The running system over HTTP: an initiator at his limit gets help from the support desk.
class SupportDeskTest {
  private static final String SINCE = "2025-03-01T08:00:00Z";

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
  }

  private static String body(int extra, String ticketNumber, String endsAt) {
    return """
    {"party": "partner", "partyId": "p", "extra": %d, "ticketNumber": "%s", "reason": "A merger.", "endsAt": "%s"}
    """
        .formatted(extra, ticketNumber, endsAt);
  }

  @Test
  void aGrantRaisesTheLimitIsSeenByItsPartyAndEnds() throws Exception {
    try (var system = LocalSystem.start(LocalOptions.forTests())) {
      var nobody = Caller.nobody(system, client);
      for (var customer : List.of("c1", "c2", "c3", "c4", "c5", "c6")) {
        nobody.takeIn("application/x-ndjson", Lines.clear(customer, "p", 1, SINCE)).expect(200);
      }
      nobody.setClock("2031-01-01T00:00:00Z").expect(200);
      var partner = nobody.as("u", "partner", "p", "admin");
      var otto = nobody.as("otto", "operator", "platform", "admin");
      var olga = nobody.as("olga", "operator", "platform", "admin");
      for (var customer : List.of("c1", "c2", "c3")) {
        partner.submit(customer, "k").expect(201);
      }
      var refused = partner.submit("c4", "k").expect(409);
      assertThat(refused.text("/code")).isEqualTo("quota-exceeded");
      assertThat(refused.text("/quota/nextAvailableAt")).isEqualTo("2031-04-01T00:00:00.000Z");

      var granted = otto.grant("g1", body(1, "SR-1", "2031-01-08T00:00:00Z")).expect(201);
      otto.grant("g1", body(1, "SR-1", "2031-01-08T00:00:00Z")).expect(201);
      olga.grant("g2", body(1, "SR-1", "2031-01-08T00:00:00Z")).expect(201);
      var seen = partner.get("/v1/associations/c4/eligibility").expect(200).body();
      assertThat(seen.at("/quota/limit").asInt()).isEqualTo(4);
      assertThat(seen.at("/quota/grants").toString())
          .isEqualTo(
              "[{\"extra\":1,\"ticketNumber\":\"SR-1\",\"endsAt\":\"2031-01-08T00:00:00.000Z\"}]");
      assertThat(seen.at("/allowedActions/submit/allowed").asBoolean()).isTrue();
      partner.submit("c4", "k").expect(201);
      partner.submit("c5", "k").expect(409);

      var large = otto.grant("g3", body(5, "SR-2", "2031-01-15T00:00:00Z")).expect(201);
      assertThat(large.text("/status")).isEqualTo("awaiting-confirmation");
      partner.submit("c5", "k").expect(409);
      var path = large.location();
      otto.put(path + "/confirmation", large.etag()).expect(403);
      olga.put(path + "/confirmation", olga.get(path).expect(200).etag()).expect(200);
      nobody.setClock("2031-01-08T00:00:00Z").expect(200);
      partner.submit("c5", "k").expect(201);

      nobody.setClock("2031-01-15T00:00:00Z").expect(200);
      var after = partner.submit("c6", "k").expect(409);
      assertThat(after.text("/quota/limit")).isEqualTo("3");
      assertThat(after.text("/quota/used")).isEqualTo("5");
      // Four were submitted on one day, one a week later: only when the four are released are there
      // fewer than three.
      assertThat(after.text("/quota/nextAvailableAt")).isEqualTo("2031-04-01T00:00:00.000Z");
      assertThat(otto.get("/v1/quota-grants?status=ended").expect(200).body().path("items"))
          .hasSize(2);

      var records = partner.get("/v1/records?kind=grant").expect(200).body().path("items");
      assertThat(records.findValuesAsText("ticketNumber")).containsExactly("SR-2", "SR-1");
      assertThat(records.at("/1/recordId").asText()).isEqualTo(granted.text("/grantId"));
      assertThat(records.toString()).contains("A merger.").doesNotContain("otto", "olga");
      assertThat(
              nobody
                  .as("v", "customer", "c1", "admin")
                  .get("/v1/records?kind=grant")
                  .expect(200)
                  .body()
                  .path("items"))
          .isEmpty();
      var told = told(nobody);
      // Once for each grant, to the party that has it and to nobody else.
      var notified = partner.get("/v1/notifications?limit=100").expect(200).body().path("items");
      assertThat(notified.findValuesAsText("type")).filteredOn("quota-granted"::equals).hasSize(2);
      assertThat(
              nobody
                  .as("v", "customer", "c1", "admin")
                  .get("/v1/notifications?limit=100")
                  .expect(200)
                  .body()
                  .path("items")
                  .findValuesAsText("type"))
          .isNotEmpty()
          .doesNotContain("quota-granted");
      assertThat(told)
          .extracting(event -> event.at("/detail/grantId").asText())
          .containsExactly(granted.text("/grantId"), large.text("/grantId"));
      assertThat(told.toString()).doesNotContain("merger", "SR-1", "otto", "olga");
    }
  }

  @Test
  void theHealthCheckSeesTicksComeThroughTheOutbox() throws Exception {
    try (var system = LocalSystem.start(LocalOptions.forTests())) {
      var nobody = Caller.nobody(system, client);
      nobody.takeIn("application/x-ndjson", Lines.clear("c1", "p", 1, SINCE)).expect(200);
      nobody.setClock("2031-01-01T00:00:00Z").expect(200);
      nobody.as("u", "partner", "p", "admin").submit("c1", "k").expect(201);
      var desk = nobody.as("vito", "operator", "platform", "viewer");
      nobody.setClock("2031-01-17T00:00:00Z").expect(200);
      // Has everything told that was written so far.
      nobody.get("/local/events").expect(200);

      var well = desk.get("/v1/operations/health").expect(200).body();
      assertThat(well.path("status").asText()).as(well.toString()).isEqualTo("ok");
      assertThat(well.at("/lastSweep/expired").asInt()).isEqualTo(1);
      assertThat(well.at("/lag").toString())
          .isEqualTo("{\"sweepSeconds\":0,\"expirySeconds\":0,\"eventsSeconds\":0}");

      // What no function can take lies in the queue that the template names.
      nobody.publish("SpendReported", "{\"customerId\": 7}").expect(200);
      var refused = desk.get("/v1/operations/health").expect(200).body();
      assertThat(refused.path("findings").findValuesAsText("code")).containsExactly("dead-letters");
      assertThat(refused.path("deadLetters"))
          .anySatisfy(queue -> {
            assertThat(queue.path("queue").asText()).isEqualTo("refused-facts");
            assertThat(queue.path("messages").asInt()).isEqualTo(1);
          });
    }
  }

  @Test
  void withoutASweepOverdueRequestsAreCounted() throws Exception {
    try (var system = LocalSystem.start(LocalOptions.forTests().withoutSchedule())) {
      var nobody = Caller.nobody(system, client);
      nobody.takeIn("application/x-ndjson", Lines.clear("c1", "p", 1, SINCE)).expect(200);
      nobody.setClock("2031-01-01T00:00:00Z").expect(200);
      nobody.as("u", "partner", "p", "admin").submit("c1", "k").expect(201);
      nobody.setClock("2031-01-17T00:00:00Z").expect(200);

      var late =
          nobody
              .as("otto", "operator", "platform", "admin")
              .get("/v1/operations/health")
              .expect(200)
              .body();
      assertThat(late.path("findings").findValuesAsText("code"))
          .containsExactly("sweep-late", "requests-overdue", "events-late");
      assertThat(late.path("overdue").toString())
          .isEqualTo(
              "{\"count\":1,\"relation\":\"exact\",\"oldestDeadline\":\"2031-01-16T00:00:00.000Z\"}");
      assertThat(late.at("/lag/expirySeconds").asInt()).isEqualTo(86_400);
    }
  }

  private static List<JsonNode> told(Caller nobody) throws Exception {
    var told = new ArrayList<JsonNode>();
    for (var item : nobody.get("/local/events").expect(200).body().path("items")) {
      if (item.at("/event/detail-type").asText().equals("QuotaGranted")) {
        told.addFirst(item.path("event"));
      }
    }
    return told;
  }
}
