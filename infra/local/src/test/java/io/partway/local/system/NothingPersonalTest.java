package io.partway.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.local.Console;
import io.partway.local.LocalOptions;
import io.partway.local.LocalSystem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything that a system tells and writes after everything has happened to it, searched for what
/// must not stand there: the known plain values of its customers, codes, tokens, addresses.
class NothingPersonalTest {
  private static final String SINCE = "2025-03-01T08:00:00Z";
  private static final String EVERYTHING =
      "{\"from\": \"2020-01-01T00:00:00Z\", \"to\": \"2032-01-01T00:00:00Z\"}";

  /// What the lines of an import say of every customer.
  private static final List<String> PLAIN =
      List.of("Zoë Bäckerei", "Zo\\u00eb", "Bäckerei", "B\\u00e4ckerei", "\"zoe\"", "13912345678");

  private static final List<String> ADDRESSES =
      List.of("ana@aurora.example", "wei@laden.example", "+8613900000001", "refused@laden.example");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void noPlainValueAndNoSecretStandsAnywhereElse(@TempDir Path folder) throws Exception {
    var console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    try (client;
        var system = LocalSystem.start(LocalOptions.forTests().withData(folder), console)) {
      var nobody = Caller.nobody(system, client);
      live(nobody);
      var told = told(nobody);
      assertThat(told.get("/local/outbox")).contains("ana@aurora.example", "wei@laden.example");
      assertThat(told.get("/local/events")).contains("CustomerRevealed", "DisassociationReminder");
      assertThat(told.get("/local/dead-letters")).contains("MessageRejected");
      told.forEach((from, text) -> assertThat(text).as(from).doesNotContain(PLAIN));

      var logged =
          Map.of(
              "functions.log",
              Files.readString(folder.resolve("functions.log")),
              "console",
              said.toString(StandardCharsets.UTF_8),
              "events",
              told.get("/local/events"));
      var codes = codes(nobody);
      assertThat(codes).hasSizeGreaterThan(3);
      assertThat(logged.get("functions.log")).contains("\"function\":\"NotifyParties\"");
      logged.forEach((from, text) ->
          assertThat(text)
              .as(from)
              .doesNotContain(PLAIN)
              .doesNotContain(ADDRESSES)
              .doesNotContain("Bearer", "eyJ", "We part.", "Not yet.")
              .doesNotContainPattern(
                  "(?<![0-9A-Za-z])(" + String.join("|", codes) + ")(?![0-9A-Za-z])"));
    }
  }

  /// All that can happen.
  private static void live(Caller nobody) throws Exception {
    var lines = new StringBuilder();
    for (var each : List.of("c1", "c2", "c3", "c4", "c5")) {
      lines.append(Lines.clear(each, "p", 1, SINCE));
    }
    nobody.takeIn("application/x-ndjson", lines.toString()).expect(200);
    nobody.takeIn("application/x-ndjson", lines.insert(0, "no line\n").toString()).expect(200);
    nobody.setClock("2031-01-01T00:00:00Z").expect(200);
    var partner = nobody.as("u", "partner", "p", "admin");
    partner.contacts(Caller.contact("ana@aurora.example", null, "es", "UTC")).expect(200);
    for (var each : List.of("c1", "c2")) {
      customer(nobody, each)
          .contacts(
              Caller.contact("wei@laden.example", "+8613900000001", "zh-Hans", "UTC"),
              Caller.contact("refused@laden.example", null, "en", "UTC"))
          .expect(200);
    }
    partner.get("/v1/customers?name=zo%C3%AB&mobile=1234").expect(200);
    for (var field : List.of("name", "account", "mobile")) {
      partner
          .post(
              "/v1/customers/reveal",
              "{\"field\": \"%s\", \"customerIds\": [\"c1\", \"c2\"]}".formatted(field))
          .expect(200);
    }
    partner.submit("c1", "k1").expect(201);
    partner.submit("c2", "k2").expect(201);
    partner.decide("c2", partner.submit("c2", "k2").text("/requestId"), "withdraw").expect(200);
    var third = customer(nobody, "c3").submit("p", "k3").expect(201).text("/requestId");
    partner.decide("c3", third, "reject").expect(200);
    var fourth = partner.submit("c4", "k4").expect(201).text("/requestId");
    customer(nobody, "c4").decide("p", fourth, "agree").expect(200);
    customer(nobody, "c5").submit("p", "k5").expect(201);
    nobody
        .publish(
            "AssociationEnded",
            "{\"customerId\": \"c5\", \"partnerId\": \"p\", \"version\": 2,"
                + " \"endedAt\": \"2031-01-01T00:00:00Z\"}")
        .expect(200);
    nobody.publish("CustomerFactsReported", "{\"customerId\": \"Zoë Bäckerei\"}").expect(200);
    partner.submit("c1", "k6").expect(409);
    customer(nobody, "c1").get("/v1/associations/p/requests/no-such-one").expect(404);
    nobody.setClock("2031-01-13T00:00:00Z").expect(200);
    nobody.setClock("2031-01-17T00:00:00Z").expect(200);
    nobody.post("/local/republish", EVERYTHING).expect(200);
  }

  private static Caller customer(Caller nobody, String id) {
    return nobody.as("v-" + id, "customer", id, "admin");
  }

  /// Whatever is told to anybody: messages, events, lists, histories, receipts. What upstream has
  /// reported holds its values by nature, and so does what was refused of it.
  private static Map<String, String> told(Caller nobody) throws IOException, InterruptedException {
    var told = new LinkedHashMap<String, String>();
    told.put("/local/outbox", items(nobody, "/local/outbox", _ -> true));
    told.put(
        "/local/events",
        items(
            nobody, "/local/events", item -> item.at("/event/source").asText().equals("partway")));
    told.put(
        "/local/dead-letters",
        items(
            nobody,
            "/local/dead-letters",
            item -> !item.path("queue").asText().equals("RefusedFacts")));
    var partner = nobody.as("u", "partner", "p", "admin");
    var paths = new TreeSet<>(List.of("/v1/notifications", "/v1/records", "/v1/customers"));
    for (var each : List.of("c1", "c2", "c3", "c4", "c5")) {
      paths.add("/v1/associations/" + each + "/history");
      told.put(
          each + " /v1/notifications",
          customer(nobody, each).get("/v1/notifications").expect(200).body().toString());
    }
    for (var record : partner.get("/v1/records").expect(200).body().path("items")) {
      if (record.path("kind").asText().equals("disassociation")) {
        var path =
            "/v1/associations/%s/requests/%s"
                .formatted(
                    record.path("counterpartyId").asText(), record.path("recordId").asText());
        paths.add(path);
        if (record.path("status").asText().equals("agreed")) {
          paths.add(path + "/receipt");
        }
      }
    }
    for (var path : paths) {
      told.put(path, partner.get(path).expect(200).body().toString());
    }
    return told;
  }

  private static String items(Caller nobody, String path, Predicate<JsonNode> which)
      throws IOException, InterruptedException {
    var items = new StringBuilder();
    for (var item : nobody.get(path).expect(200).body().path("items")) {
      if (which.test(item)) {
        items.append(item).append('\n');
      }
    }
    return items.toString();
  }

  private static List<String> codes(Caller nobody) throws IOException, InterruptedException {
    var codes = new TreeSet<String>();
    for (var message : nobody.get("/local/outbox").expect(200).body().path("items")) {
      if (message.hasNonNull("code")) {
        codes.add(message.path("code").asText());
      }
    }
    return List.copyOf(codes);
  }
}
