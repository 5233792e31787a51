package io.partway.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.local.LocalOptions;
import io.partway.local.LocalSystem;
import io.partway.local.identity.Person;
import io.partway.local.system.Caller.Reply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of an association that has ended, checked by those who hold it.
class HistoryTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
  private static final Person PARTNER =
      new Person("u-ana", "partner", "p", "admin", Optional.empty(), Optional.empty());

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
  }

  private Caller partner(LocalSystem system) {
    return Caller.nobody(system, client).as("u-ana", "partner", "p", "admin");
  }

  private Caller customer(LocalSystem system) {
    return Caller.nobody(system, client).as("u-cem", "customer", "c-1001", "admin");
  }

  /// @return the request that was agreed to
  private String end(LocalSystem system) throws IOException, InterruptedException {
    Caller.nobody(system, client)
        .takeIn("application/x-ndjson", Lines.clear("c-1001", "p", 1, "2025-03-01T08:00:00Z"))
        .expect(200);
    var id = partner(system).submit("c-1001", "k").expect(201).text("/requestId");
    customer(system).decide("p", id, "agree").expect(200);
    return id;
  }

  private static String receipt(String id) {
    return "/v1/associations/c-1001/requests/" + id + "/receipt";
  }

  /// The commands of the document, as they stand there.
  @Test
  void aReceiptIsCheckedByAnybodyThoughTheSecretWasRotated() throws Exception {
    assumeTrue(there("python3", "--version"), "no python3");
    assumeTrue(there("openssl", "version"), "no openssl");
    var options = LocalOptions.forTests().withData(folder.resolve("data"));
    String id;
    JsonNode before;
    try (var system = LocalSystem.start(options)) {
      id = end(system);
      before = partner(system).get(receipt(id)).expect(200).body();
    }
    rotate(folder.resolve("data/secrets.json"));
    try (var system = LocalSystem.start(options)) {
      assertThat(partner(system).get(receipt(id)).expect(200).body()).isEqualTo(before);
      var history = customer(system).get("/v1/associations/p/history").expect(200);
      assertThat(history.body().path("valid").asBoolean()).isTrue();
      var entry =
          history.body().path("items").path(before.at("/receipt/history/sequence").asInt() - 1);
      assertThat(entry.path("mac")).isEqualTo(before.at("/receipt/history/mac"));
      assertThat(client(system).path("keys")).hasSize(2);

      var said = run(system, id, commands());
      assertThat(said.text()).as(said.text()).contains("Signature Verified Successfully");
      assertThat(said.exitCode()).isZero();
      assertThat(JSON.readTree(Files.readString(folder.resolve("attested.json"))))
          .isEqualTo(before.path("receipt"));

      forge();
      var forged = run(system, id, commands().subList(1, 2));
      assertThat(forged.exitCode()).as(forged.text()).isNotZero();
      assertThat(forged.text()).doesNotContain("Verified Successfully");
    }
  }

  private JsonNode client(LocalSystem system) throws IOException, InterruptedException {
    return Caller.nobody(system, client).get("/v1/receipt-keys").expect(200).body();
  }

  /// A new value before the old one.
  private static void rotate(Path secrets) throws IOException {
    var all = (ObjectNode) JSON.readTree(Files.readString(secrets));
    var old = all.path("HistoryKey").asText();
    assertThat(old).hasSize(64);
    Files.writeString(secrets, all.put("HistoryKey", "n".repeat(64) + " " + old).toString());
  }

  /// Another instant in what was signed.
  private void forge() throws IOException {
    var file = folder.resolve("receipt.json");
    var all = (ObjectNode) JSON.readTree(Files.readString(file));
    var jws = all.path("jws").asText().split("\\.", -1);
    var decoder = Base64.getUrlDecoder();
    var payload = new String(decoder.decode(jws[1]), StandardCharsets.UTF_8);
    var other = payload.replaceFirst("\"endedAt\":\"2", "\"endedAt\":\"1");
    assertThat(other).isNotEqualTo(payload);
    var encoder = Base64.getUrlEncoder().withoutPadding();
    var encoded = encoder.encodeToString(other.getBytes(StandardCharsets.UTF_8));
    Files.writeString(file, all.put("jws", jws[0] + "." + encoded + "." + jws[2]).toString());
  }

  private static List<String> commands() throws IOException {
    return COMMANDS
        .matcher(Files.readString(Path.of("../../docs/verify-a-receipt.md")))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private record Said(int exitCode, String text) {}

  private Said run(LocalSystem system, String request, List<String> commands) throws Exception {
    var bash =
        new ProcessBuilder("bash", "-c", "set -eu\n" + String.join("\n", commands))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    bash.environment().put("API", system.url().toString());
    bash.environment().put("TOKEN", system.token(PARTNER));
    bash.environment().put("REQUEST", request);
    var process = bash.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Said(process.exitValue(), said);
  }

  private static boolean there(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void anOperatorTakesAPersonOutAndEverythingElseHolds() throws Exception {
    try (var system = LocalSystem.start(LocalOptions.forTests())) {
      var nobody = Caller.nobody(system, client);
      var id = end(system);
      var before = partner(system).get(receipt(id)).expect(200).body();
      assertThat(persons(partner(system).get("/v1/associations/c-1001/history")))
          .contains("u-ana", "127.0.0.1")
          .doesNotContain("u-cem");
      var told = nobody.get("/local/events").expect(200).body();

      var erased =
          nobody.post(
              "/local/erase",
              "{\"party\": \"partner\", \"partyId\": \"p\", \"subject\": \"u-ana\"}");
      assertThat(erased.expect(200).body().toString()).isEqualTo("{\"erased\":1,\"skipped\":0}");

      var history = partner(system).get("/v1/associations/c-1001/history").expect(200);
      assertThat(history.body().path("valid").asBoolean()).isTrue();
      assertThat(persons(history)).doesNotContain("u-ana", "127.0.0.1");
      assertThat(persons(customer(system).get("/v1/associations/p/history"))).contains("u-cem");
      assertThat(partner(system).get(receipt(id)).expect(200).body()).isEqualTo(before);
      assertThat(nobody.get("/local/events").expect(200).body())
          .as("nobody is told anything by it")
          .isEqualTo(told);
      nobody.post("/local/erase", "{\"party\": \"partner\", \"partyId\": \"p\"}").expect(400);
      var unknown = "{\"party\": \"operator\", \"partyId\": \"p\", \"subject\": \"u-ana\"}";
      assertThat(nobody.post("/local/erase", unknown).expect(502).text("/message"))
          .contains("party must be partner or customer");
    }
  }

  private static String persons(Reply history) {
    return history.expect(200).body().path("items").findValues("person").toString();
  }
}
