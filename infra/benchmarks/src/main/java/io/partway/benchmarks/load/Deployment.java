package io.partway.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.benchmarks.lambda.FunctionPackage;
import io.partway.local.template.FunctionDefinition;
import io.partway.local.template.Route;
import io.partway.local.template.Rule;
import io.partway.local.template.Stack;
import io.partway.local.template.TableDefinition;
import io.partway.local.template.Target;
import io.partway.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the template deploys, with every endpoint at one place: nothing of it is listed here by
/// hand, so that a function is measured from the day on which the template has it.
public final class Deployment {
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";

  private final Stack stack;
  private final Map<String, FunctionPackage> functions = new LinkedHashMap<>();

  /// @param root the folder with the template
  /// @param endpoint of every service
  public Deployment(Path root, URI endpoint) {
    Template template = Template.read(root.resolve("template.yaml"));
    stack =
        template.stack(
            Map.of("Architecture", architecture(), "SenderAddress", "partway@example.test"), "");
    Map<String, String> packages = template.packages();
    for (FunctionDefinition function : stack.functions().values()) {
      Path folder =
          root.resolve(packages.getOrDefault(function.name(), function.name()))
              .toAbsolutePath()
              .normalize();
      Map<String, String> environment = new HashMap<>(function.environment());
      environment.replaceAll(
          (name, value) -> name.startsWith(ENDPOINT) ? endpoint.toString() : value);
      functions.put(
          function.name(),
          new FunctionPackage(
              function.name(),
              function.className(),
              folder,
              Map.copyOf(environment),
              function.timeout()));
    }
  }

  /// The functions by name, in the template's order.
  public Map<String, FunctionPackage> functions() {
    return functions;
  }

  /// The routes of the API, in the template's order.
  public List<Route> routes() {
    return stack.routes();
  }

  /// The tables.
  public List<TableDefinition> tables() {
    return stack.tables();
  }

  /// A function of this template.
  public FunctionPackage function(String name) {
    return Objects.requireNonNull(functions.get(name), name);
  }

  /// The function that hears what upstream tells.
  public FunctionPackage upstream() {
    return hearing("partway.upstream", "AssociationEstablished").getFirst();
  }

  /// The functions that a rule of the bus sends such an event to.
  public List<FunctionPackage> hearing(String source, String detailType) {
    return stack.rules().stream()
        .filter(rule -> rule.target() instanceof Target.Function)
        .filter(rule -> named(rule, "source", source) && named(rule, "detail-type", detailType))
        .map(rule -> function(rule.target().name()))
        .toList();
  }

  /// The function that tells the bus of what has changed, and again of what has.
  public FunctionPackage telling() {
    return function(stack.pipes().getFirst().function());
  }

  private static boolean named(Rule rule, String member, String value) {
    for (JsonNode each : rule.pattern().json().path(member)) {
      if (each.asText().equals(value)) {
        return true;
      }
    }
    return false;
  }

  /// The functions that a clock drives.
  public List<FunctionPackage> scheduled() {
    return stack.schedules().stream().map(each -> function(each.function())).distinct().toList();
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
  }
}
