package io.partway.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.benchmarks.Surroundings;
import io.partway.benchmarks.lambda.FunctionPackage;
import io.partway.benchmarks.lambda.Launcher;
import io.partway.benchmarks.load.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The image, built as it is deployed and run as Lambda's own emulator runs it.
@ExtendWith(NeedsImage.class)
final class ImageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final String CHECK = "GET /v1/associations/{counterpartyId}/eligibility";
  private static final Duration START = Duration.ofSeconds(60);

  private static String image = "";
  private static Surroundings surroundings;
  private final List<String> containers = new ArrayList<>();
  @TempDir private Path folder;

  @BeforeAll
  static void build() throws IOException {
    image = "partway-functions:test-" + UUID.randomUUID();
    Docker.run(ROOT, Map.of("PARTWAY_PACKAGED", "1"), List.of("infra/image/build", image)).good();
    String gateway =
        Docker.docker(
                "network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}")
            .good();
    Launcher launcher =
        new Launcher(Path.of(System.getProperty("java.home"), "bin", "java"), runtime(), List.of());
    surroundings =
        new Surroundings(
            ROOT,
            ROOT.resolve("infra/dynamodb-local/target/lib"),
            Optional.empty(),
            InetAddress.getByName(gateway),
            launcher::onDemand);
  }

  @AfterAll
  static void remove() {
    surroundings.close();
    Docker.docker("image", "rm", "--force", image);
  }

  @AfterEach
  void stop() {
    containers.forEach(container -> Docker.docker("rm", "--force", container));
  }

  @Test
  void aFunctionAnswersFromItsCache() throws Exception {
    Operation check = operation(CHECK);
    String container = start(check.function(), Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load"));
    JsonNode answer = invoke(container, check.events(1).getFirst());
    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(200);
    assertThat(JSON.readTree(answer.path("body").asText()).path("eligible").asBoolean()).isTrue();
    assertThat(log(container))
        .contains(check.function().handler() + " source: shared objects file")
        .doesNotContain("stale-aot-cache");
  }

  @Test
  void everyFunctionStartsAndTrustsNoCallerWithoutClaims() throws Exception {
    Map<String, ObjectNode> events = new TreeMap<>();
    for (Operation operation : surroundings.calls().operations()) {
      ObjectNode event = (ObjectNode) JSON.readTree(operation.events(1).getFirst());
      if (event.withObject("/requestContext").remove("authorizer") != null) {
        events.putIfAbsent(operation.function().name(), event);
      }
    }
    for (String name : events.keySet()) {
      String container = start(surroundings.deployment().function(name), Map.of());
      JsonNode answer = invoke(container, events.get(name).toString().getBytes(UTF_8));
      assertThat(answer.path("statusCode").asInt()).as(name + answer).isEqualTo(401);
      Docker.docker("rm", "--force", container).good();
    }
  }

  @Test
  void aJarThatWasExchangedIsTold() throws Exception {
    Operation check = operation(CHECK);
    String container = create(check.function(), Map.of());
    Path jars = folder.resolve("jars");
    Docker.docker("cp", container + ":/var/task/jars", jars.toString()).good();
    Path ours;
    try (Stream<Path> files = Files.list(jars)) {
      ours =
          files
              .filter(file -> file.getFileName().toString().startsWith("partway-core-"))
              .findFirst()
              .orElseThrow();
    }
    // A comment at the end of the archive, one byte long: as good a jar as before, and another one.
    byte[] bytes = Files.readAllBytes(ours);
    byte[] commented = Arrays.copyOf(bytes, bytes.length + 1);
    commented[bytes.length - 2] = 1;
    Files.write(ours, commented);
    Docker.docker("cp", ours.toString(), container + ":/var/task/jars/" + ours.getFileName())
        .good();
    Docker.docker("start", container).good();
    JsonNode answer = invoke(container, check.events(1).getFirst());
    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(200);
    assertThat(log(container)).contains("\"code\":\"stale-aot-cache\"");
  }

  @Test
  void aFunctionThatIsNotThereIsSaidNotToBe() {
    Docker.Result result = Docker.docker("run", "--rm", image, "io.partway.Nothing");
    assertThat(result.status()).isEqualTo(142);
    assertThat(result.output()).contains("this image has no function 'io.partway.Nothing'");
  }

  private static Operation operation(String title) {
    return surroundings.calls().operations().stream()
        .filter(each -> each.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private String start(FunctionPackage function, Map<String, String> more) {
    String container = create(function, more);
    Docker.docker("start", container).good();
    return container;
  }

  private String create(FunctionPackage function, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(function.environment());
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.putAll(
        Map.of(
            "AWS_REGION", "eu-west-1",
            "AWS_ACCESS_KEY_ID", "image",
            "AWS_SECRET_ACCESS_KEY", "image",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769"));
    environment.putAll(more);
    List<String> command = new ArrayList<>(List.of("create", "--publish", "127.0.0.1::8080"));
    environment.forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
    command.addAll(List.of(image, function.handler()));
    String container = Docker.docker(command.toArray(String[]::new)).good();
    containers.add(container);
    return container;
  }

  private static String log(String container) {
    return Docker.docker("logs", container).output();
  }

  /// As `curl` would call the emulator; it may take a moment until it listens.
  private static JsonNode invoke(String container, byte[] event) throws Exception {
    String address =
        Docker.docker("port", container, "8080/tcp").good().lines().findFirst().orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://" + address + "/2015-03-31/functions/function/invocations"))
            .timeout(START)
            .POST(HttpRequest.BodyPublishers.ofByteArray(event))
            .build();
    IOException last = null;
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int attempt = 0; attempt < 60; attempt++) {
        try {
          return JSON.readTree(
              client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
          last = e;
          Thread.sleep(Duration.ofMillis(250));
        }
      }
    }
    throw new AssertionError(log(container), last);
  }

  private static List<Path> runtime() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("infra/benchmarks/target/runtime"))) {
      return files.sorted().toList();
    }
  }
}
