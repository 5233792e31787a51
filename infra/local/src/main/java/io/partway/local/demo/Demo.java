package io.partway.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.partway.local.identity.IdentityProvider;
import io.partway.local.identity.Person;
import io.partway.local.intake.Importer;
import io.partway.local.intake.ProgressBar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Loads the demonstration data as a newcomer would: customers by an import, pending requests by
/// the API.
public final class Demo {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI system;
  private final IdentityProvider identities;
  private final Importer importer;
  private final Function<String, ProgressBar> progress;
  private final DemoData data;

  /// @param system where the API is
  /// @param progress makes a progress bar with a title
  public Demo(
      URI system,
      IdentityProvider identities,
      Importer importer,
      Function<String, ProgressBar> progress,
      InstantSource clock) {
    this.system = system;
    this.identities = identities;
    this.importer = importer;
    this.progress = progress;
    this.data = new DemoData(clock.instant());
  }

  /// Loads what the walk through the flow needs: two small partners, and a pending request in
  /// either direction.
  ///
  /// @throws IOException when something of it was refused: the system does not work as it should
  public void loadSmall() throws IOException {
    load("demo: a small partner", data.smallPartner());
    load("demo: another partner", data.otherPartner());
    submit(
        Cast.PARTNER_ADMIN.person(),
        "maple-media",
        "They have moved to a partner in their country.");
    submit(
        new Person(
            "qi.quartz",
            "customer",
            "quartz-clinic",
            "admin",
            // A telephone, because not every place that functions run in has a carrier of mail.
            Optional.empty(),
            Optional.of("+4915550100018")),
        Companies.SMALL,
        "我们将直接向云服务商采购。");
  }

  /// Loads the partner with many customers.
  ///
  /// @throws IOException when something of it was refused
  public void loadBig() throws IOException {
    load("demo: %,d customers".formatted(DemoData.MANY), data.bigPartner());
  }

  private void load(String title, Stream<String> lines) throws IOException {
    var file = lines.collect(Collectors.joining("\n", "", "\n")).getBytes(StandardCharsets.UTF_8);
    var result =
        importer.take(
            new ByteArrayInputStream(file), Importer.Format.JSON_LINES, progress.apply(title));
    switch (result) {
      case Importer.Result.Done(var report) -> {
        if (!report.path("refused").isEmpty()) {
          throw new IOException(title + ": refused " + report.path("refused"));
        }
      }
      case Importer.Result.Stopped(var why) -> throw new IOException(title + ": " + why);
    }
  }

  private void submit(Person person, String counterparty, String reason) throws IOException {
    try (var client = HttpClient.newHttpClient()) {
      var association = system.resolve("/v1/associations/" + counterparty + "/");
      var authorization = "Bearer " + identities.token(person);
      var eligibility =
          send(
              client,
              HttpRequest.newBuilder(association.resolve("eligibility"))
                  .header("authorization", authorization)
                  .build(),
              200);
      var body = JsonNodeFactory.instance.objectNode();
      body.put("reason", reason);
      body.set("statementVersion", eligibility.path("statement").path("version"));
      if (eligibility.path("verificationRequired").asBoolean()) {
        body.put("verificationCode", code(client, authorization, counterparty));
      }
      send(
          client,
          HttpRequest.newBuilder(association.resolve("requests"))
              .header("authorization", authorization)
              .header("content-type", "application/json")
              .header("idempotency-key", "demo-" + counterparty)
              .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
              .build(),
          201);
    }
  }

  /// Has a code sent, and reads it in the outbox as its owner would in his mail.
  private String code(HttpClient client, String authorization, String counterparty)
      throws IOException {
    var wanted =
        JsonNodeFactory.instance
            .objectNode()
            .put("operation", "submit")
            .put("counterpartyId", counterparty);
    send(
        client,
        HttpRequest.newBuilder(system.resolve("/v1/verification-codes"))
            .header("authorization", authorization)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(wanted.toString()))
            .build(),
        201);
    return send(client, HttpRequest.newBuilder(system.resolve("/local/outbox")).build(), 200)
        .at("/items/0/code")
        .asText();
  }

  private static JsonNode send(HttpClient client, HttpRequest request, int expected)
      throws IOException {
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != expected) {
        throw new IOException(
            "%s %s answered %d %s"
                .formatted(request.method(), request.uri(), answer.statusCode(), answer.body()));
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
