package io.partway.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.local.LocalOptions;
import io.partway.local.LocalSystem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The commands of the README, pasted one after the other, do what the README says.
class ReadmeTest {
  private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @Test
  void theWalkThroughTheFlowWorks() throws Exception {
    var readme = Files.readString(Path.of("../../README.md"));
    var script =
        COMMANDS
            .matcher(readme)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.joining("\n", "set -eu\n", ""));

    try (var system = LocalSystem.start(LocalOptions.forTests().withSmallDemo())) {
      var bash = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
      bash.environment().put("api", system.url().toString());
      var process = bash.start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      assertThat(said)
          .containsSubsequence(
              "\"customerId\":\"cedar-works\"",
              "\"manually-frozen\"",
              "\"reserved-instance\"",
              "\"hold\"",
              "\"eligible\":true",
              "\"status\":\"pending\"",
              "\"status\":\"agreed\"",
              "\"association-ended\"",
              "\"valid\":true",
              "\"jws\":\"",
              "\"crv\":\"Ed25519\"",
              "\"status\":\"withdrawn\"",
              "\"quota-exceeded\"",
              "\"status\":\"granted\"",
              "\"status\":\"pending\"",
              "\"status\":\"awaiting-confirmation\"",
              "\"confirmedBy\":\"olga.operator\"",
              "\"kind\":\"grant\"",
              "\"status\":\"pending\"",
              "\"status\":\"expired\"",
              "\"accepted\":1",
              "\"line\":2",
              "AssociationEnded",
              "\"detail-type\":\"DisassociationExpired\"",
              "{\"events\":",
              "\"status\":\"ok\"",
              "\"untold-changes\"")
          .doesNotContain("Internal Server Error", "\"malformed\"", "\"invalid\"");
    }
  }
}
