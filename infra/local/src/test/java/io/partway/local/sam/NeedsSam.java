package io.partway.local.sam;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// For tests that SAM's CLI and a container engine with Lambda's image of java25 are needed for.
/// Nothing is ever pulled: what is missing is said, and skips the test, or fails it where the
/// environment says `SAM_REQUIRED=1`.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsSam.Condition.class)
public @interface NeedsSam {
  /// Looks for them.
  final class Condition implements ExecutionCondition {
    private static final int SECONDS = 60;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      var hindrance = run("sam", "--version").or(() -> run(image().toString()));
      if (hindrance.isEmpty()) {
        return ConditionEvaluationResult.enabled("SAM's emulator can run");
      }
      var reason = "SAM's emulator cannot run: " + hindrance.get();
      if ("1".equals(System.getenv("SAM_REQUIRED"))) {
        throw new IllegalStateException(reason);
      }
      return ConditionEvaluationResult.disabled(reason);
    }

    private static Path image() {
      return Path.of("../sam/image").toAbsolutePath().normalize();
    }

    /// Why a command does not work; empty where it does.
    private static Optional<String> run(String... command) {
      try {
        var process =
            new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        var complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return Optional.of(command[0] + " does not come to an end");
        }
        return process.exitValue() == 0 ? Optional.empty() : Optional.of(complaint.strip());
      } catch (IOException _) {
        return Optional.of("there is no command " + command[0]);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.of("interrupted");
      }
    }
  }
}
