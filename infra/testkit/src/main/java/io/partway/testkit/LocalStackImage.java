package io.partway.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/// LocalStack's image, where this machine's container engine has it. Nothing is ever pulled: as an
/// extension of a test it says what is missing, and skips the test, or fails it where the
/// environment says `LOCALSTACK_REQUIRED=1`.
public final class LocalStackImage implements ExecutionCondition {
  private static final String IMAGE = "localstack/localstack:4.14.0";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// Seconds on an idle machine; nearly a minute was seen on a crowded one.
  private static final Duration STARTUP = Duration.ofMinutes(3);

  private static final int PORT = 4566;

  /// A container of it, not started yet.
  public static GenericContainer<?> container() {
    return new GenericContainer<>(DockerImageName.parse(IMAGE))
        .withImagePullPolicy(image -> false)
        .withExposedPorts(PORT)
        // Its default provider would feed the table's stream through Kinesis.
        .withEnv("PROVIDER_OVERRIDE_DYNAMODB", "v2")
        .withEnv("PROVIDER_OVERRIDE_DYNAMODBSTREAMS", "v2")
        .waitingFor(Wait.forLogMessage(".*Ready\\.\n", 1))
        .withStartupTimeout(STARTUP);
  }

  /// Where all of its services are.
  public static URI endpoint(GenericContainer<?> container) {
    return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT));
  }

  /// Where they are for other containers.
  public static URI endpointForContainers(GenericContainer<?> container) {
    return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .map(network -> URI.create("http://" + network.getIpAddress() + ":" + PORT))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> hindrance =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(getClass()))
            .computeIfAbsent(
                "hindrance", key -> new Hindrance(hindrance(System.getenv())), Hindrance.class)
            .reason();
    if (hindrance.isEmpty()) {
      return ConditionEvaluationResult.enabled("LocalStack can run");
    }
    String reason = "LocalStack cannot run: " + hindrance.get();
    if ("1".equals(System.getenv("LOCALSTACK_REQUIRED"))) {
      throw new IllegalStateException(reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }

  private record Hindrance(Optional<String> reason) {}

  /// Why it cannot run without pulling an image; empty when it can.
  private static Optional<String> hindrance(Map<String, String> environment) {
    if (Files.exists(Path.of("/.dockerenv"))
        && !environment.containsKey("TESTCONTAINERS_HOST_OVERRIDE")
        && !environment.containsKey("TESTCONTAINERS_TINYIMAGE_CONTAINER_IMAGE")) {
      return Optional.of(
          "inside a container, Testcontainers needs TESTCONTAINERS_HOST_OVERRIDE, or it pulls an"
              + " image to find its way out");
    }
    try {
      Process inspect =
          new ProcessBuilder("docker", "image", "inspect", "--format", "{{.Id}}", IMAGE)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!inspect.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        inspect.destroyForcibly();
        return Optional.of("the container engine does not answer");
      }
      return inspect.exitValue() == 0
          ? Optional.empty()
          : Optional.of("the container engine does not run or has no image " + IMAGE);
    } catch (IOException e) {
      return Optional.of("there is no command docker");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
