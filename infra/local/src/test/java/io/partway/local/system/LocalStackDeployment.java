package io.partway.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Bind;
import io.partway.local.StackResources;
import io.partway.local.aws.Signature;
import io.partway.testkit.LocalStackImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import software.amazon.awssdk.http.SdkHttpMethod;

/// LocalStack in a container, and the template's stack in it.
final class LocalStackDeployment implements AutoCloseable {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final String ENGINE = "/var/run/docker.sock";

  /// What the functions' containers are known by; with Testcontainers' own label, those that a JVM
  /// that is stopped leaves behind are removed, too.
  private static final Map<String, String> FUNCTIONS =
      Map.of(
          DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL,
          DockerClientFactory.SESSION_ID,
          "io.partway.functions-in",
          "localstack");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final GenericContainer<?> localStack;
  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonNode resources;
  private final Map<String, String> names;

  private LocalStackDeployment(GenericContainer<?> localStack, String resources)
      throws IOException {
    this.localStack = localStack;
    this.resources = JSON.readTree(resources).path("StackResources");
    this.names = StackResources.names(resources);
  }

  /// @param folder for what its commands complain about
  static LocalStackDeployment start(Path folder) throws IOException, InterruptedException {
    var image = run(folder, "infra/sam/image");
    var localStack =
        LocalStackImage.container()
            .withEnv(
                "LAMBDA_RUNTIME_IMAGE_MAPPING", "{\"java25\": \"%s\"}".formatted(image.strip()))
            // It starts the containers of the functions beside its own.
            .withEnv(
                "LAMBDA_DOCKER_FLAGS",
                FUNCTIONS.entrySet().stream()
                    .map(label -> "-l " + label.getKey() + "=" + label.getValue())
                    .collect(Collectors.joining(" ")))
            .withCreateContainerCmdModifier(command ->
                Objects.requireNonNull(command.getHostConfig())
                    .withBinds(Bind.parse(ENGINE + ":" + ENGINE)));
    localStack.start();
    try {
      var resources =
          run(
              folder,
              "infra/localstack/deploy",
              LocalStackImage.endpoint(localStack).toString(),
              LocalStackImage.endpointForContainers(localStack).toString());
      return new LocalStackDeployment(localStack, resources);
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      stop(localStack);
      throw e;
    }
  }

  URI endpoint() {
    return LocalStackImage.endpoint(localStack);
  }

  /// What resources are called there, by logical id.
  Map<String, String> names() {
    return names;
  }

  String name(String logicalId) {
    return Objects.requireNonNull(names.get(logicalId), logicalId);
  }

  /// The ARN of a queue.
  String queueArn(String logicalId) {
    var url = name(logicalId);
    return "arn:aws:sqs:eu-west-1:000000000000:" + url.substring(url.lastIndexOf('/') + 1);
  }

  /// What CloudFormation says of the stack's resources.
  JsonNode resources() {
    return resources;
  }

  /// Calls a service that takes JSON.
  ///
  /// @param target such as `AWSEvents.PutEvents`
  JsonNode call(String service, String target, String body)
      throws IOException, InterruptedException {
    var bytes = body.getBytes(UTF_8);
    var url = endpoint().resolve("/");
    var request =
        HttpRequest.newBuilder(url)
            .header("x-amz-target", target)
            .header("content-type", "application/x-amz-json-1.1")
            .POST(BodyPublishers.ofByteArray(bytes));
    Signature.headers(service, SdkHttpMethod.POST, url, bytes).forEach(request::header);
    return send(request);
  }

  /// Asks a service for what lies under a path.
  JsonNode get(String service, String path) throws IOException, InterruptedException {
    var url = endpoint().resolve(path);
    var request = HttpRequest.newBuilder(url).GET();
    Signature.headers(service, SdkHttpMethod.GET, url, new byte[0]).forEach(request::header);
    return send(request);
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = client.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static String run(Path folder, String command, String... arguments)
      throws IOException, InterruptedException {
    var complaint = folder.resolve("complaint");
    var all = new ProcessBuilder(ROOT.resolve(command).toString());
    all.command().addAll(List.of(arguments));
    var process = all.redirectError(complaint.toFile()).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(Files.readString(complaint)).isZero();
    return output;
  }

  @Override
  public void close() {
    client.close();
    stop(localStack);
  }

  /// It leaves the functions' containers behind: killed, it has no time for them, and asked to end
  /// it takes minutes.
  private static void stop(GenericContainer<?> localStack) {
    var engine = localStack.getDockerClient();
    localStack.stop();
    for (var function :
        engine.listContainersCmd().withShowAll(true).withLabelFilter(FUNCTIONS).exec()) {
      engine.removeContainerCmd(function.getId()).withForce(true).exec();
    }
  }
}
