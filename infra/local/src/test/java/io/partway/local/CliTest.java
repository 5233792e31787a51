package io.partway.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.local.functions.Eraser;
import io.partway.local.template.Template;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliTest {
  private static final String TEMPLATE =
      """
      Parameters:
        SubmissionLimit: {Type: Number, Default: 3, MinValue: 1, Description: Submissions in a window}
        JwtIssuer: {Type: String}
      Globals: {Function: {Environment: {Variables: {SUBMISSION_LIMIT: !Ref SubmissionLimit}}}}
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Cli cli =
      new Cli(
          Template.parse(TEMPLATE),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8));

  @Test
  void startsWithTheDefaults() {
    assertThat(cli.read())
        .isEqualTo(
            new Cli.Wish.Start(
                new LocalOptions(
                    8080,
                    Optional.empty(),
                    new FunctionHost.Here(),
                    LocalOptions.DemoExtent.ALL,
                    true,
                    false,
                    Map.of())));
  }

  @Test
  void takesEveryOption() {
    assertThat(
            cli.read(
                "--port",
                "0",
                "--data",
                "x",
                "--functions",
                "http://127.0.0.1:3001",
                "--no-demo",
                "--submission-limit",
                "5"))
        .isEqualTo(
            new Cli.Wish.Start(
                new LocalOptions(
                    0,
                    Optional.of(Path.of("x")),
                    new FunctionHost.Elsewhere(
                        URI.create("http://127.0.0.1:3001"), Map.of(), Optional.empty()),
                    LocalOptions.DemoExtent.NONE,
                    true,
                    false,
                    Map.of("SubmissionLimit", "5"))));
  }

  @Test
  void findsOutWhatTheResourcesOfAStackAreCalled(@TempDir Path folder) throws IOException {
    var file = folder.resolve("resources.json");
    Files.writeString(
        file,
        """
        {"StackResources": [
          {"LogicalResourceId": "ListRecords", "PhysicalResourceId": "p-List", "ResourceType": "AWS::Lambda::Function"},
          {"LogicalResourceId": "GrantQuota", "PhysicalResourceId": "p-Grant", "ResourceType": "AWS::Lambda::Function"},
          {"LogicalResourceId": "GrantQuotaAliaslive", "ResourceType": "AWS::Lambda::Alias",
           "PhysicalResourceId": "arn:aws:lambda:eu-west-1:000000000000:function:p-Grant:live"}]}
        """);
    // A function is called by its alias, where it has one.
    var live = "arn:aws:lambda:eu-west-1:000000000000:function:p-Grant:live";
    assertThat(
            cli.read(
                "--functions",
                "http://127.0.0.1:4566",
                "--services",
                "http://127.0.0.1:4566",
                "--resources",
                file.toString()))
        .isInstanceOfSatisfying(
            Cli.Wish.Start.class,
            start ->
                assertThat(start.options().functions())
                    .isEqualTo(
                        new FunctionHost.Elsewhere(
                            URI.create("http://127.0.0.1:4566"),
                            Map.of(
                                "ListRecords",
                                "p-List",
                                "GrantQuota",
                                live,
                                "GrantQuotaAliaslive",
                                live),
                            Optional.of(URI.create("http://127.0.0.1:4566")))));
    assertThat(cli.read("--sam"))
        .isInstanceOfSatisfying(
            Cli.Wish.Start.class,
            start -> assertThat(start.options().functions()).isEqualTo(new FunctionHost.Sam()));
  }

  @Test
  void tellsWhatThereIs() {
    assertThat(cli.read("--help")).isEqualTo(new Cli.Wish.End(0));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "--port",
            "--data",
            "--functions",
            "--no-demo",
            "--submission-limit",
            "Submissions in a window (default: 3)")
        .doesNotContain("--jwt-issuer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port x | --port",
        "--port 70000 | between 0 and 65535",
        "--functions nowhere | must be a URL",
        "--services nowhere | must be a URL",
        "--services http://127.0.0.1:4566 | need --functions",
        "--functions http://127.0.0.1:4566 --resources none.json | --resources cannot be read",
        "--sam --functions http://127.0.0.1:3001 | give one",
        "--submission-limit 0 | --submission-limit must be at least 1, not 0",
        "--nothing | --nothing",
        "--jwt-issuer x | --jwt-issuer",
      })
  void saysWhatIsWrong(String line, String message) {
    assertThat(cli.read(line.split(" "))).isEqualTo(new Cli.Wish.End(2));
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(message, "--help");
  }

  @Test
  void hasEventsToldAgainByASystemOrByFunctions() {
    var from = Instant.parse("2026-03-01T00:00:00Z");
    var to = Instant.parse("2026-03-02T00:00:00Z");
    assertThat(cli.read("republish", "--from", from.toString(), "--to", to.toString()))
        .isEqualTo(new Cli.Wish.Republish(from, to, new Cli.Where.Port(8080)));
    assertThat(
            cli.read("republish", "--from", from.toString(), "--to", to.toString(), "--port", "81"))
        .isEqualTo(new Cli.Wish.Republish(from, to, new Cli.Where.Port(81)));
    var url = "http://127.0.0.1:3001";
    assertThat(
            cli.read(
                "republish", "--from", from.toString(), "--to", to.toString(), "--functions", url))
        .isEqualTo(new Cli.Wish.Republish(from, to, new Cli.Where.Functions(URI.create(url))));
  }

  @Test
  void hasAPersonErased() {
    assertThat(cli.read("erase", "--party", "partner", "--party-id", "p", "--subject", "u"))
        .isEqualTo(
            new Cli.Wish.Erase(new Eraser.Whom("partner", "p", "u"), new Cli.Where.Port(8080)));
    assertThat(cli.read("erase", "--party", "partner", "--party-id", "p"))
        .isEqualTo(new Cli.Wish.End(2));
    assertThat(cli.read("erase", "--party", "operator", "--party-id", "p", "--subject", "u"))
        .isEqualTo(new Cli.Wish.End(2));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--subject", "--party must be partner or customer");
    assertThat(cli.read("erase", "--help")).isEqualTo(new Cli.Wish.End(0));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("It cannot be undone", "--party-id");
  }

  @Test
  void refusesToTellAgainWhatHasNoSpan() {
    assertThat(cli.read("republish", "--from", "2026-03-01T00:00:00Z"))
        .isEqualTo(new Cli.Wish.End(2));
    assertThat(cli.read("republish", "--from", "yesterday", "--to", "2026-03-01T00:00:00Z"))
        .isEqualTo(new Cli.Wish.End(2));
    assertThat(
            cli.read("republish", "--from", "2026-03-02T00:00:00Z", "--to", "2026-03-01T00:00:00Z"))
        .isEqualTo(new Cli.Wish.End(2));
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--to must not be before --from");
    assertThat(cli.read("republish", "--help")).isEqualTo(new Cli.Wish.End(0));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("--from", "--functions");
  }
}
