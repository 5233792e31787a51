package io.partway.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.local.LocalOptions;
import io.partway.local.LocalSystem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What people are told by the running system: from the call that changes something, through the
/// table's stream and the bus, to their lists and out.
class MessagesTest {
  private static final String SINCE = "2025-03-01T08:00:00Z";

  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalSystem system = LocalSystem.start(LocalOptions.forTests());
  private final Caller nobody = Caller.nobody(system, client);
  private final Caller partner = nobody.as("u", "partner", "p", "admin");
  private final Caller customer = nobody.as("v", "customer", "c1", "admin");

  @BeforeEach
  void load() throws Exception {
    nobody
        .takeIn(
            "application/x-ndjson",
            Lines.clear("c1", "p", 1, SINCE)
                + Lines.clear("c2", "p", 1, SINCE)
                + Lines.clear("c3", "p", 1, SINCE))
        .expect(200);
    nobody.setClock("2031-01-01T00:00:00Z").expect(200);
    partner.contacts(Caller.contact("ana@aurora.example", null, "es", "Europe/Madrid")).expect(200);
    customer
        .contacts(Caller.contact("wei@zoe.example", "+8613900000001", "zh-Hans", "Asia/Shanghai"))
        .expect(200);
  }

  @AfterEach
  void stop() {
    system.close();
    client.close();
  }

  /// What has been sent to an address beside codes, oldest first.
  private List<JsonNode> sentTo(String address) throws IOException, InterruptedException {
    var sent = new ArrayList<JsonNode>();
    for (var message : nobody.get("/local/outbox").expect(200).body().path("items")) {
      if (message.path("to").asText().equals(address) && !message.hasNonNull("code")) {
        sent.addFirst(message);
      }
    }
    return sent;
  }

  private List<String> subjectsTo(String address) throws IOException, InterruptedException {
    return sentTo(address).stream().map(message -> message.path("subject").asText()).toList();
  }

  /// The types that a reader finds in his list, oldest first.
  private List<String> listOf(Caller reader) throws IOException, InterruptedException {
    nobody.get("/local/outbox").expect(200); // By then all is told.
    var types = new ArrayList<String>();
    for (var item : reader.get("/v1/notifications").expect(200).body().path("items")) {
      types.addFirst(item.path("type").asText());
    }
    return types;
  }

  private List<JsonNode> deadLetters() throws IOException, InterruptedException {
    var letters = new ArrayList<JsonNode>();
    nobody.get("/local/dead-letters").expect(200).body().path("items").forEach(letters::add);
    return letters;
  }

  private Caller.Reply settle(JsonNode letter, String action) throws Exception {
    return nobody.post(
        "/local/dead-letters",
        "{\"id\": \"%s\", \"action\": \"%s\"}".formatted(letter.path("id").asText(), action));
  }

  @Test
  void theDeciderIsToldAndRemindedThreeTimes() throws Exception {
    partner.submit("c1", "k1").expect(201);
    assertThat(subjectsTo("wei@zoe.example")).containsExactly("Aurora（p）申请与您解除关联");
    for (var day : List.of("08", "09", "12", "13", "14", "15")) {
      nobody.setClock("2031-01-" + day + "T00:00:00Z").expect(200);
    }
    assertThat(listOf(customer))
        .containsExactly(
            "disassociation-requested",
            "disassociation-reminder",
            "disassociation-reminder",
            "disassociation-reminder");
    assertThat(sentTo("wei@zoe.example")).hasSize(4);
    assertThat(sentTo("+8613900000001"))
        .hasSize(4)
        .allSatisfy(sms ->
            assertThat(sms.path("text").asText()).contains("2031年1月16日 08:00（Asia/Shanghai）"));
    assertThat(sentTo("ana@aurora.example")).isEmpty();
    assertThat(listOf(partner)).isEmpty();
  }

  @Test
  void afterAJumpOnlyTheNearestReminderOfWhatIsStillPending() throws Exception {
    partner.submit("c1", "k1").expect(201);
    var decided = partner.submit("c2", "k1").expect(201).text("/requestId");
    var decider = nobody.as("w", "customer", "c2", "admin");
    decider.decide("p", decided, "reject").expect(200);

    nobody.setClock("2031-01-15T12:00:00Z").expect(200);

    assertThat(listOf(customer))
        .containsExactly("disassociation-requested", "disassociation-reminder");
    assertThat(sentTo("wei@zoe.example")).hasSize(2);
    assertThat(listOf(decider)).containsExactly("disassociation-requested");
    nobody.setClock("2031-01-15T18:00:00Z").expect(200);
    assertThat(listOf(customer)).hasSize(2);
  }

  @Test
  void bothAreToldOfAnExpiryEachInItsLanguageAndZone() throws Exception {
    partner.submit("c1", "k1").expect(201);
    nobody.setClock("2031-01-17T09:00:00Z").expect(200);

    assertThat(subjectsTo("ana@aurora.example"))
        .containsExactly("La solicitud entre ustedes y Z*** (c1) ha caducado");
    assertThat(sentTo("ana@aurora.example").getFirst().path("text").asText())
        .contains("16 de enero de 2031, 01:00 (Europe/Madrid)");
    assertThat(sentTo("wei@zoe.example").getLast().path("text").asText())
        .contains("2031年1月16日 08:00（Asia/Shanghai）");
    assertThat(listOf(partner)).containsExactly("disassociation-expired");
    assertThat(listOf(customer)).endsWith("disassociation-expired");
  }

  @Test
  void onlyWhoMaySeeTheRequestIsShownWhatItTells() throws Exception {
    customer.submit("p", "k1").expect(201);
    nobody
        .publish(
            "AssociationEnded",
            "{\"customerId\": \"c1\", \"partnerId\": \"p\", \"version\": 2,"
                + " \"endedAt\": \"2031-01-01T00:00:00Z\"}")
        .expect(200);

    assertThat(listOf(partner))
        .containsExactlyInAnyOrder(
            "disassociation-requested", "disassociation-cancelled", "association-ended");
    assertThat(listOf(customer))
        .containsExactlyInAnyOrder("disassociation-cancelled", "association-ended");
    // The lines assign every customer to m.
    assertThat(listOf(nobody.as("m", "partner", "p", "account_manager"))).hasSize(3);
    assertThat(listOf(nobody.as("n", "partner", "p", "account_manager"))).isEmpty();
    assertThat(listOf(nobody.as("o", "partner", "p", "viewer"))).hasSize(3);
    assertThat(listOf(nobody.as("u", "partner", "q", "admin"))).isEmpty();
    assertThat(listOf(nobody.as("w", "customer", "c2", "admin"))).isEmpty();
  }

  @Test
  void whatIsToldAgainReachesNobodyAgain() throws Exception {
    var id = partner.submit("c1", "k1").expect(201).text("/requestId");
    nobody.setClock("2031-01-09T00:00:00Z").expect(200);
    customer.decide("p", id, "reject").expect(200);
    var outbox = nobody.get("/local/outbox").expect(200).body();
    var lists = List.of(listOf(partner), listOf(customer));

    var everything = "{\"from\": \"2020-01-01T00:00:00Z\", \"to\": \"2032-01-01T00:00:00Z\"}";
    nobody.post("/local/republish", everything).expect(200);
    for (var item : nobody.get("/local/events").expect(200).body().path("items")) {
      nobody.post("/local/events", item.path("event").toString()).expect(200);
    }

    assertThat(nobody.get("/local/outbox").expect(200).body()).isEqualTo(outbox);
    assertThat(List.of(listOf(partner), listOf(customer))).isEqualTo(lists);
  }

  @Test
  void anAddressInTroubleHoldsNobodyUpAndEndsWithTheDeadLetters() throws Exception {
    customer
        .contacts(
            Caller.contact("refused@zoe.example", "+10000000503", "en", "UTC"),
            Caller.contact("wei@zoe.example", null, "en", "UTC"))
        .expect(200);
    partner.submit("c1", "k1").expect(201);

    assertThat(sentTo("wei@zoe.example")).hasSize(1);
    assertThat(listOf(customer)).containsExactly("disassociation-requested");
    var letter = deadLetters().getFirst();
    assertThat(deadLetters()).hasSize(1);
    assertThat(letter.path("queue").asText()).isEqualTo("UnsentMessages");
    assertThat(letter.at("/body/responsePayload/errorMessage").asText())
        .isEqualTo("email: MessageRejected; sms: no answer");
    assertThat(letter.at("/body/requestPayload/detail-type").asText())
        .isEqualTo("DisassociationRequested");

    // Sent again while nothing is mended it comes back; afterwards it goes out.
    settle(letter, "send-again").expect(502);
    customer
        .contacts(
            Caller.contact("zoe@zoe.example", null, "en", "UTC"),
            Caller.contact("wei@zoe.example", null, "en", "UTC"))
        .expect(200);
    var again = settle(deadLetters().getFirst(), "send-again").expect(200).body();
    assertThat(again.toString())
        .isEqualTo("{\"listed\":0,\"sent\":1,\"repeated\":0,\"alreadySent\":1}");
    assertThat(deadLetters()).isEmpty();
    assertThat(sentTo("zoe@zoe.example")).hasSize(1);
    assertThat(sentTo("wei@zoe.example")).hasSize(1);
  }

  @Test
  void aMailThatComesBackLiesThereToo() throws Exception {
    customer.contacts(Caller.contact("bounce@zoe.example", null, "en", "UTC")).expect(200);
    partner.submit("c1", "k1").expect(201);

    assertThat(listOf(customer)).containsExactly("disassociation-requested");
    assertThat(deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.path("queue").asText()).isEqualTo("UnsentMessages");
          assertThat(letter.at("/body/detail/bounce/bouncedRecipients/0/emailAddress").asText())
              .isEqualTo("bounce@zoe.example");
          assertThat(letter.at("/body/detail/mail/tags/audience/0").asText())
              .isEqualTo("customer-c1");
          assertThat(settle(letter, "send-again").status()).isEqualTo(409);
          assertThat(settle(letter, "delete").status()).isEqualTo(200);
        });
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void anEventThatCannotBeReadFailsLoudly() throws Exception {
    nobody
        .post(
            "/local/events",
            "{\"source\": \"partway\", \"detail-type\": \"DisassociationAgreed\","
                + " \"detail\": {\"type\": \"DisassociationAgreed\", \"version\": 1, \"id\": 7}}")
        .expect(200);
    assertThat(deadLetters())
        .singleElement()
        .satisfies(letter ->
            assertThat(letter.at("/body/responsePayload/errorMessage").asText())
                .isEqualTo("The detail of DisassociationAgreed has no id that can be read."));
  }
}
