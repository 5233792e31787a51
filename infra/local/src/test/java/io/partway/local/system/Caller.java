package io.partway.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.local.LocalSystem;
import io.partway.local.identity.Person;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Somebody who calls the running system over HTTP.
final class Caller {
  /// Of whoever is reached by text messages.
  static final String PHONE = "+4915550100123";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalSystem system;
  private final HttpClient client;
  private final Optional<Person> person;
  private final boolean bySms;

  /// @param etag empty where there is none
  record Reply(int status, String etag, String location, JsonNode body) {
    Reply expect(int expected) {
      assertThat(status).as(body.toString()).isEqualTo(expected);
      return this;
    }

    String text(String pointer) {
      return body.at(pointer).asText();
    }
  }

  private Caller(LocalSystem system, HttpClient client, Optional<Person> person, boolean bySms) {
    this.system = system;
    this.client = client;
    this.person = person;
    this.bySms = bySms;
  }

  /// A caller without a token.
  static Caller nobody(LocalSystem system, HttpClient client) {
    return new Caller(system, client, Optional.empty(), false);
  }

  /// Whoever he becomes next has a telephone and no e-mail.
  Caller reachedBySms() {
    return new Caller(system, client, person, true);
  }

  Caller as(String subject, String party, String partyId, String role) {
    return new Caller(
        system,
        client,
        Optional.of(
            new Person(
                subject,
                party,
                partyId,
                role,
                bySms ? Optional.empty() : Optional.of(subject + "@example.test"),
                bySms ? Optional.of(PHONE) : Optional.empty())),
        bySms);
  }

  /// The same person, whom texts reach too.
  Caller reachedAt(String phoneNumber) {
    return new Caller(
        system,
        client,
        person.map(p ->
            new Person(
                p.subject(),
                p.party(),
                p.partyId(),
                p.role(),
                p.email(),
                Optional.of(phoneNumber))),
        bySms);
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /// Asks for the end of an association.
  Reply submit(String counterparty, String key) throws IOException, InterruptedException {
    var path = "/v1/associations/" + counterparty;
    var version = get(path + "/eligibility").expect(200).text("/statement/version");
    var body = JSON.createObjectNode().put("reason", "We part.").put("statementVersion", version);
    return verified(
        JSON.createObjectNode().put("operation", "submit").put("counterpartyId", counterparty),
        body,
        () ->
            send(
                request(path + "/requests")
                    .header("content-type", "application/json")
                    .header("idempotency-key", key)
                    .POST(BodyPublishers.ofString(body.toString()))));
  }

  private interface Act {
    Reply attempt() throws IOException, InterruptedException;
  }

  /// Acts, with a code where one turns out to be needed.
  private Reply verified(ObjectNode wanted, ObjectNode body, Act act)
      throws IOException, InterruptedException {
    var first = act.attempt();
    if (!first.text("/code").equals("verification-required")) {
      return first;
    }
    body.put("verificationCode", code(wanted));
    return act.attempt();
  }

  /// Has a code sent, and reads it in the outbox.
  String code(ObjectNode wanted) throws IOException, InterruptedException {
    send(request("/v1/verification-codes")
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(wanted.toString())))
        .expect(201);
    for (var message : get("/local/outbox").expect(200).body().path("items")) {
      if (message.hasNonNull("code")) {
        return message.path("code").asText();
      }
    }
    throw new AssertionError("no code was sent");
  }

  /// Has these told of what happens to the caller's party, instead of whoever was told before.
  Reply contacts(ObjectNode... contacts) throws IOException, InterruptedException {
    var seen = get("/v1/settings").expect(200);
    var body = (ObjectNode) seen.body().deepCopy();
    body.putArray("contacts").addAll(List.of(contacts));
    body.put("verificationCode", code(JSON.createObjectNode().put("operation", "change-contacts")));
    return send(
        request("/v1/settings")
            .header("content-type", "application/json")
            .header("if-match", seen.etag())
            .PUT(BodyPublishers.ofString(body.toString())));
  }

  /// A contact who is told on every channel that he has an address of.
  static ObjectNode contact(
      @Nullable String email, @Nullable String phoneNumber, String language, String timeZone) {
    var contact =
        JSON.createObjectNode()
            .put("name", "Somebody")
            .put("email", email)
            .put("phoneNumber", phoneNumber)
            .put("language", language)
            .put("timeZone", timeZone);
    var channels = contact.putArray("channels");
    if (email != null) {
      channels.add("email");
    }
    if (phoneNumber != null) {
      channels.add("sms");
    }
    return contact;
  }

  /// Agrees, rejects or withdraws, having seen the request as it is now.
  Reply decide(String counterparty, String requestId, String decision)
      throws IOException, InterruptedException {
    var path = "/v1/associations/" + counterparty + "/requests/" + requestId;
    var seen = get(path).expect(200);
    var body = JSON.createObjectNode().put("decision", decision);
    switch (decision) {
      case "agree" ->
          body.put("statementVersion", "agree-" + person.orElseThrow().party() + "-1-en");
      case "reject" -> body.put("reason", "Not yet.");
      default -> {}
    }
    return verified(
        JSON.createObjectNode()
            .put("operation", decision)
            .put("counterpartyId", counterparty)
            .put("requestId", requestId),
        body,
        () ->
            send(
                request(path + "/decision")
                    .header("content-type", "application/json")
                    .header("if-match", seen.etag())
                    .PUT(BodyPublishers.ofString(body.toString()))));
  }

  Reply setClock(String instant) throws IOException, InterruptedException {
    return send(
        request("/local/clock")
            .header("content-type", "application/json")
            .PUT(BodyPublishers.ofString("{\"now\": \"" + instant + "\", \"frozen\": true}")));
  }

  Reply takeIn(String contentType, String file) throws IOException, InterruptedException {
    return send(
        request("/local/import")
            .header("content-type", contentType)
            .POST(BodyPublishers.ofString(file)));
  }

  Reply post(String path, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /// Grants more submissions, as the support desk does.
  Reply grant(String key, String json) throws IOException, InterruptedException {
    return send(
        request("/v1/quota-grants")
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .POST(BodyPublishers.ofString(json)));
  }

  /// Puts nothing, to what is in the version of this tag.
  Reply put(String path, String etag) throws IOException, InterruptedException {
    return send(request(path).header("if-match", etag).PUT(BodyPublishers.noBody()));
  }

  Reply put(String path, String etag, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("content-type", "application/json")
            .header("if-match", etag)
            .PUT(BodyPublishers.ofString(json)));
  }

  Reply publish(String detailType, String detail) throws IOException, InterruptedException {
    var event =
        "{\"source\": \"partway.upstream\", \"detail-type\": \"%s\", \"detail\": %s}"
            .formatted(detailType, detail);
    return send(
        request("/local/events")
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(event)));
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(system.url().resolve(path));
    person.ifPresent(each -> request.header("authorization", "Bearer " + system.token(each)));
    return request;
  }

  private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = client.send(request.build(), BodyHandlers.ofString());
    return new Reply(
        answer.statusCode(),
        answer.headers().firstValue("etag").orElse(""),
        answer.headers().firstValue("location").orElse(""),
        JSON.readTree(answer.body()));
  }
}
