package io.partway.image;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips tests where the image cannot be built, with the reason: there is no container engine, or
/// it does not have the base image, which is never pulled unasked. `IMAGE_REQUIRED=1` turns the
/// skip into a failure.
final class NeedsImage implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> missing = missing();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("the engine has the base image");
    }
    if ("1".equals(System.getenv("IMAGE_REQUIRED"))) {
      throw new AssertionError("IMAGE_REQUIRED=1, but " + missing.get());
    }
    return ConditionEvaluationResult.disabled(missing.get());
  }

  private static Optional<String> missing() {
    if (Docker.docker("version", "--format", "{{.Server.Version}}").status() != 0) {
      return Optional.of("no container engine answers `docker version`");
    }
    String base =
        "public.ecr.aws/lambda/java:25-"
            + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64");
    return Docker.docker("image", "inspect", base).status() == 0
        ? Optional.empty()
        : Optional.of("the engine does not have " + base + ": docker pull " + base);
  }
}
