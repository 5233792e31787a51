package io.partway.platform;

import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/// Secrets in Secrets Manager (its JSON protocol).
final class SecretsManager implements Secrets, SecretVersions {
  /// What the service calls its errors, without the namespace that some have before it.
  private static final Pattern ERROR = Pattern.compile("(?:.*#)?([A-Za-z]+)");

  /// A call waits for it, so that two attempts must leave time for the rest.
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int ATTEMPTS = 2;
  private static final int INTERNAL_ERROR = 500;

  private final SignedCalls calls;
  private final Jsonb jsonb = Jsonb.builder().build();

  SecretsManager(SignedCalls calls) {
    this.calls = calls;
  }

  @Override
  public String read(String arn) throws IOException {
    return text(call("GetSecretValue", Map.of("SecretId", arn)));
  }

  @Override
  public Map<Stage, String> stages(String arn) throws IOException {
    Map<Stage, String> stages = new EnumMap<>(Stage.class);
    if (call("DescribeSecret", Map.of("SecretId", arn)).get("VersionIdsToStages")
        instanceof Map<?, ?> versions) {
      versions.forEach((version, labels) -> {
        for (Stage stage : Stage.values()) {
          if (labels instanceof List<?> list && list.contains(label(stage))) {
            stages.put(stage, String.valueOf(version));
          }
        }
      });
    }
    return stages;
  }

  @Override
  public Optional<String> read(String arn, String version) throws IOException {
    SignedCalls.Reply reply =
        reply("GetSecretValue", Map.of("SecretId", arn, "VersionId", version));
    if (reply.ok()) {
      return Optional.of(text(object(reply)));
    }
    String error = error(reply);
    if (error.equals("ResourceNotFoundException")) {
      return Optional.empty();
    }
    throw new IOException(error);
  }

  @Override
  public void putPending(String arn, String version, String text) throws IOException {
    call(
        "PutSecretValue",
        Map.of(
            "SecretId",
            arn,
            "ClientRequestToken",
            version,
            "SecretString",
            text,
            "VersionStages",
            List.of(label(Stage.PENDING))));
  }

  @Override
  public void promote(String arn, String version, String before) throws IOException {
    call(
        "UpdateSecretVersionStage",
        Map.of(
            "SecretId",
            arn,
            "VersionStage",
            label(Stage.CURRENT),
            "MoveToVersionId",
            version,
            "RemoveFromVersionId",
            before));
  }

  private static String label(Stage stage) {
    return switch (stage) {
      case CURRENT -> "AWSCURRENT";
      case PENDING -> "AWSPENDING";
    };
  }

  private static String text(Map<?, ?> answer) throws IOException {
    if (answer.get("SecretString") instanceof String text) {
      return text;
    }
    throw new IOException("it has no text");
  }

  /// What an operation answers.
  ///
  /// @throws IOException with the name of the error as its message
  private Map<?, ?> call(String operation, Map<String, Object> members) throws IOException {
    SignedCalls.Reply reply = reply(operation, members);
    if (!reply.ok()) {
      throw new IOException(error(reply));
    }
    return object(reply);
  }

  private SignedCalls.Reply reply(String operation, Map<String, Object> members)
      throws IOException {
    byte[] body = jsonb.toJson(members).getBytes(StandardCharsets.UTF_8);
    for (int attempt = 1; ; attempt++) {
      try {
        SignedCalls.Reply reply =
            calls.post(
                "application/x-amz-json-1.1",
                Map.of("X-Amz-Target", "secretsmanager." + operation),
                body);
        if (reply.status() < INTERNAL_ERROR || attempt == ATTEMPTS) {
          return reply;
        }
      } catch (IOException | SdkException e) {
        if (attempt == ATTEMPTS) {
          throw new IOException(e.getClass().getSimpleName(), e);
        }
      }
    }
  }

  private String error(SignedCalls.Reply reply) {
    String otherwise = "status " + reply.status();
    try {
      Matcher name = ERROR.matcher(String.valueOf(object(reply).get("__type")));
      return name.matches() ? name.group(1) : otherwise;
    } catch (IOException _) {
      return otherwise;
    }
  }

  private Map<?, ?> object(SignedCalls.Reply reply) throws IOException {
    try {
      if (jsonb.type(Object.class).fromJson(new String(reply.body(), StandardCharsets.UTF_8))
          instanceof Map<?, ?> members) {
        return members;
      }
    } catch (RuntimeException _) {
      // Told below, like anything else that is no object.
    }
    throw new IOException("an answer that is none of Secrets Manager");
  }
}
