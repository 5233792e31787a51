package io.partway.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.local.LocalOptions;
import io.partway.local.LocalSystem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the running system tells: written to the table, through its stream and the template's Pipe
/// onto the bus.
class EventsTest {
  private static final String SINCE = "2025-03-01T08:00:00Z";

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
  }

  /// The events that Partway has told, oldest first.
  private static List<JsonNode> told(Caller nobody) throws IOException, InterruptedException {
    var told = new ArrayList<JsonNode>();
    for (var item : nobody.get("/local/events").expect(200).body().path("items")) {
      if (item.at("/event/source").asText().equals("partway")) {
        told.addFirst(item.path("event"));
      }
    }
    return told;
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(event -> event.path("detail-type").asText()).toList();
  }

  private static List<String> ids(List<JsonNode> events) {
    return events.stream().map(event -> event.at("/detail/id").asText()).toList();
  }

  @Test
  void everyStepIsToldAndToldAgainWithTheSameIds() throws Exception {
    try (var system = LocalSystem.start(LocalOptions.forTests())) {
      var nobody = Caller.nobody(system, client);
      nobody.takeIn("application/x-ndjson", Lines.clear("c1", "p", 1, SINCE)).expect(200);
      nobody.setClock("2031-01-01T00:00:00Z").expect(200);
      var partner = nobody.as("u", "partner", "p", "admin");
      var customer = nobody.as("v", "customer", "c1", "admin");
      partner.submit("c1", "k1").expect(201);
      for (var day : List.of("09", "13", "15", "16")) {
        nobody.setClock("2031-01-" + day + "T00:00:00Z").expect(200);
      }
      var second = partner.submit("c1", "k2").expect(201).text("/requestId");
      customer.decide("p", second, "agree").expect(200);

      var told = told(nobody);
      assertThat(types(told))
          .containsExactly(
              "AssociationEstablished",
              "DisassociationRequested",
              "DisassociationReminder",
              "DisassociationReminder",
              "DisassociationReminder",
              "DisassociationExpired",
              "DisassociationRequested",
              "DisassociationAgreed",
              "AssociationEnded");
      assertThat(ids(told)).doesNotHaveDuplicates();
      assertThat(told)
          .allSatisfy(event -> {
            assertThat(event.at("/detail/type")).isEqualTo(event.path("detail-type"));
            assertThat(event.at("/detail/customerId").asText()).isEqualTo("c1");
            assertThat(event.at("/detail/partnerId").asText()).isEqualTo("p");
            assertThat(event.toString())
                .doesNotContain("Bäckerei", "Aurora", "13912345678", "We part");
          });

      var again =
          nobody.post(
              "/local/republish",
              "{\"from\": \"2020-01-01T00:00:00Z\", \"to\": \"2032-01-01T00:00:00Z\"}");
      assertThat(again.expect(200).body().path("events").asInt()).isEqualTo(told.size());
      var all = told(nobody);
      assertThat(all).hasSize(2 * told.size());
      assertThat(new HashSet<>(ids(all))).isEqualTo(new HashSet<>(ids(told)));

      nobody.post("/local/republish", "{\"from\": \"yesterday\"}").expect(400);
    }
  }

  @Test
  void whatUpstreamEndsIsToldOnceAndNotTakenInAgain() throws Exception {
    try (var system = LocalSystem.start(LocalOptions.forTests())) {
      var nobody = Caller.nobody(system, client);
      nobody.takeIn("application/x-ndjson", Lines.clear("c1", "p", 1, SINCE)).expect(200);
      nobody.as("u", "partner", "p", "admin").submit("c1", "k1").expect(201);
      nobody
          .publish(
              "AssociationEnded",
              "{\"customerId\": \"c1\", \"partnerId\": \"p\", \"version\": 2, \"endedAt\":"
                  + " \"2026-01-01T00:00:00Z\"}")
          .expect(200);

      var told = told(nobody);
      assertThat(types(told))
          .containsExactlyInAnyOrder(
              "AssociationEstablished",
              "DisassociationRequested",
              "DisassociationCancelled",
              "AssociationEnded");
      for (var item : nobody.get("/local/events").expect(200).body().path("items")) {
        if (item.at("/event/source").asText().equals("partway")) {
          assertThat(item.path("deliveries").findValuesAsText("target"))
              .doesNotContain("IngestFacts");
        }
      }
    }
  }
}
