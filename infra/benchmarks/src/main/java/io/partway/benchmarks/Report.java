package io.partway.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.benchmarks.Benchmark.Outcome;
import io.partway.benchmarks.result.Budget.Verdict;
import io.partway.benchmarks.result.Figures;
import io.partway.benchmarks.result.OperationResult;
import io.partway.benchmarks.result.Warm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tells results: as tables to read, and as JSON to compare.
///
/// @param machine what they were found on, and how busy that was
/// @param micro null where it was not measured
record Report(Machine machine, Outcome outcome, List<Micro.Score> micro) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /// Tables in Markdown.
  String tables() {
    StringBuilder text = new StringBuilder();
    text.append(machine).append("\n\n");
    text.append(
        "| operation | cold ms | (least–most) | × no-op | AOT cold ms | × no-op AOT | restored after ms"
            + " | first call then ms | cold CPU ms | RSS MB | AOT RSS MB | package MB |\n");
    text.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    var floor = outcome.floor();
    row(text, "no-op", floor.onDemand(), floor.image(), null, 0);
    for (OperationResult each : outcome.operations()) {
      row(
          text,
          each.operation() + (each.known() ? "" : " (refused)"),
          each.onDemand(),
          each.image(),
          each.snapStart(),
          each.uploadMegabytes());
    }
    text.append(
        "\n| operation | warm p50 ms | p90 | p99 | CPU ms a call | read units | write units"
            + " | calls of DynamoDB |\n|---|--:|--:|--:|--:|--:|--:|---|\n");
    for (OperationResult each : outcome.operations()) {
      Warm warm = each.warm();
      text.append(
          line(
              each.operation(),
              warm == null ? "" : number(warm.p50()),
              warm == null ? "" : number(warm.p90()),
              warm == null ? "" : number(warm.p99()),
              warm == null ? "" : number(warm.cpu()),
              each.cost().readUnits().toPlainString(),
              each.cost().writeUnits().toPlainString(),
              String.join(", ", each.cost().calls())));
    }
    if (!micro.isEmpty()) {
      text.append("\n| in one process (JMH) | µs | ± |\n|---|--:|--:|\n");
      micro.forEach(
          score -> text.append(line(score.name(), number(score.micros()), number(score.error()))));
    }
    text.append('\n');
    for (Verdict verdict : outcome.verdicts()) {
      if (!verdict.kept()) {
        text.append(
            "MISSED %s: %s %s %s, at most %s\n"
                .formatted(
                    verdict.operation(),
                    verdict.budget().title(),
                    number(verdict.value()),
                    verdict.budget().unit(),
                    number(verdict.budget().limit())));
      }
    }
    text.append(
        "%d of %d budgets kept\n"
            .formatted(
                outcome.verdicts().stream().filter(Verdict::kept).count(),
                outcome.verdicts().size()));
    return text.toString();
  }

  /// Whether every budget is kept.
  boolean kept() {
    return outcome.verdicts().stream().allMatch(Verdict::kept);
  }

  void write(Path file) {
    ObjectNode json = JSON.createObjectNode();
    json.set("machine", JSON.valueToTree(machine));
    json.set("floor", JSON.valueToTree(outcome.floor()));
    json.set("operations", JSON.valueToTree(outcome.operations()));
    json.set("micro", JSON.valueToTree(micro));
    ArrayNode budgets = json.putArray("budgets");
    for (Verdict verdict : outcome.verdicts()) {
      budgets
          .addObject()
          .put("operation", verdict.operation())
          .put("budget", verdict.budget().name())
          .put("value", verdict.value())
          .put("limit", verdict.budget().limit())
          .put("kept", verdict.kept());
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      JSON.writeValue(file.toFile(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void row(
      StringBuilder text,
      String title,
      Figures onDemand,
      Figures image,
      @Nullable Figures snapStart,
      double uploadMegabytes) {
    var floor = outcome.floor();
    text.append(
        line(
            title,
            number(onDemand.cold()),
            number(onDemand.coldLeast()) + "–" + number(onDemand.coldMost()),
            number(onDemand.cold() / floor.onDemand().cold()),
            number(image.cold()),
            number(image.cold() / floor.image().cold()),
            snapStart == null ? "" : number(snapStart.restore()),
            snapStart == null ? "" : number(snapStart.first()),
            number(onDemand.coldCpu()),
            number(onDemand.resident()),
            number(image.resident()),
            uploadMegabytes == 0 ? "" : number(uploadMegabytes)));
  }

  private static String line(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
