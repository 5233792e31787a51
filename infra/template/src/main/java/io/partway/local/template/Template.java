package io.partway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// `template.yaml`, the deployed system's description, read as far as local mode stands in for what
/// it names.
public final class Template {
  private static final int LAMBDA_DEFAULT_TIMEOUT_SECONDS = 3;
  private static final int LAMBDA_DEFAULT_RETRIES = 2;
  private static final int PIPE_DEFAULT_BATCH = 100;

  private final JsonNode root;

  private Template(JsonNode root) {
    this.root = root;
  }

  /// @throws BadTemplate when it is not YAML
  public static Template read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws BadTemplate when it is not YAML
  public static Template parse(String text) {
    return new Template(CloudFormationYaml.read(text));
  }

  /// The parameters in the template's order.
  public List<Parameter> parameters() {
    var policies = parametersThatFunctionsSee();
    return root.path("Parameters").properties().stream()
        .map(each -> Parameter.of(each.getKey(), each.getValue(), policies.contains(each.getKey())))
        .toList();
  }

  /// The stack that this template makes.
  ///
  /// @param overrides values of parameters; the others have their defaults
  /// @param tableSuffix appended to the tables' names; may be empty
  /// @throws BadTemplate when a value is bad, or the template has what local mode cannot stand in
  ///   for
  public Stack stack(Map<String, String> overrides, String tableSuffix) {
    var expressions = new Expressions(root, values(overrides), new LocalNames(tableSuffix));
    return new StackReader(expressions).read();
  }

  /// What the roles of this stack's functions say.
  ///
  /// @throws BadTemplate as [#stack] does, and when a function has no role of its own
  public Roles roles(Map<String, String> overrides, String tableSuffix) {
    var expressions = new Expressions(root, values(overrides), new LocalNames(tableSuffix));
    var statements = new TreeMap<String, JsonNode>();
    var handlers = new TreeMap<String, String>();
    var resources = new ArrayList<Roles.Resource>();
    for (var resource : root.path("Resources").properties()) {
      var name = resource.getKey();
      var type = resource.getValue().path("Type").asText();
      resources.add(new Roles.Resource(name, type, expressions.text(attribute(name, "Arn"))));
      if (type.equals("AWS::Serverless::Function")) {
        var properties = resource.getValue().path("Properties");
        var role = properties.at("/Role/Fn::GetAtt/0").asText();
        statements.put(name, statements(name, role, expressions));
        handlers.put(name, properties.path("Handler").asText());
      }
    }
    return new Roles(statements, handlers, resources);
  }

  private JsonNode statements(String function, String role, Expressions expressions) {
    var policies = root.path("Resources").path(role).path("Properties").path("Policies");
    if (policies.isEmpty()) {
      throw new BadTemplate(function + " has no role of its own with policies");
    }
    var statements = JsonNodeFactory.instance.arrayNode();
    for (var policy : policies) {
      expressions
          .evaluate(policy.path("PolicyDocument").path("Statement"))
          .forEach(statements::add);
    }
    return statements;
  }

  private static JsonNode attribute(String resource, String attribute) {
    var path = JsonNodeFactory.instance.arrayNode().add(resource).add(attribute);
    return JsonNodeFactory.instance.objectNode().set("Fn::GetAtt", path);
  }

  /// Where the packages of the template's functions lie, by logical id: folders, from the
  /// template's own on.
  public Map<String, String> packages() {
    var packages = new TreeMap<String, String>();
    for (var resource : root.path("Resources").properties()) {
      var code = resource.getValue().at("/Properties/CodeUri");
      if (code.isTextual()) {
        packages.put(resource.getKey(), code.textValue());
      }
    }
    return packages;
  }

  private Map<String, String> values(Map<String, String> overrides) {
    var values = new TreeMap<String, String>();
    for (var parameter : parameters()) {
      var value = overrides.get(parameter.name());
      if (value != null) {
        parameter
            .fault(value)
            .ifPresent(fault -> {
              throw new BadTemplate(parameter.name() + " " + fault + ", not " + value);
            });
      }
      // Without a default a parameter says where the stack is deployed: any text will do here.
      values.put(
          parameter.name(), value == null ? parameter.defaultValue().orElse("local") : value);
    }
    for (var name : overrides.keySet()) {
      if (!values.containsKey(name)) {
        throw new BadTemplate("no parameter is called " + name);
      }
    }
    return values;
  }

  private Set<String> parametersThatFunctionsSee() {
    var seen = new HashSet<String>();
    references(root.path("Globals").path("Function").path("Environment"), seen);
    for (var resource : root.path("Resources")) {
      references(resource.path("Properties").path("Environment"), seen);
      references(resource.path("Properties").path("CorsConfiguration"), seen);
    }
    references(root.path("Globals").path("HttpApi").path("CorsConfiguration"), seen);
    return seen;
  }

  private static void references(JsonNode node, Set<String> into) {
    if (node.has("Ref")) {
      into.add(node.get("Ref").asText());
    }
    node.forEach(each -> references(each, into));
  }

  /// Reads the resources of one stack.
  private final class StackReader {
    private final Expressions expressions;
    private final Map<String, FunctionDefinition> functions = new LinkedHashMap<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<Schedule> schedules = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<TableDefinition> tables = new ArrayList<>();
    private final List<Pipe> pipes = new ArrayList<>();
    private final List<String> queues = new ArrayList<>();
    private JsonNode api = MissingNode.getInstance();

    StackReader(Expressions expressions) {
      this.expressions = expressions;
    }

    Stack read() {
      api = api();
      each("AWS::SQS::Queue", (name, _) -> queues.add(name));
      each("AWS::Serverless::Function", this::function);
      each(
          "AWS::DynamoDB::Table",
          (name, properties) ->
              tables.add(
                  new TableDefinition(
                      name, expressions.text(reference(name)), expressions.evaluate(properties))));
      each("AWS::Events::Rule", this::rule);
      each("AWS::Scheduler::Schedule", this::schedule);
      each("AWS::Pipes::Pipe", this::pipe);
      return new Stack(
          Map.copyOf(functions),
          List.copyOf(routes),
          audience(),
          cors(),
          List.copyOf(schedules),
          List.copyOf(rules),
          List.copyOf(tables),
          List.copyOf(pipes),
          List.copyOf(queues));
    }

    private interface ResourceReader {
      void read(String name, JsonNode properties);
    }

    private void each(String type, ResourceReader reader) {
      for (var resource : root.path("Resources").properties()) {
        var definition = resource.getValue();
        if (definition.path("Type").asText().equals(type)
            && (!definition.has("Condition")
                || expressions.condition(definition.get("Condition").asText()))) {
          reader.read(resource.getKey(), definition.path("Properties"));
        }
      }
    }

    private JsonNode api() {
      var apis = new ArrayList<JsonNode>();
      each("AWS::Serverless::HttpApi", (_, properties) -> apis.add(properties));
      return switch (apis.size()) {
        case 0 -> root.path("Globals").path("HttpApi");
        case 1 -> apis.getFirst();
        default -> throw new BadTemplate("more than one HttpApi");
      };
    }

    private void function(String name, JsonNode properties) {
      var globals = root.path("Globals").path("Function");
      var environment = new TreeMap<String, String>();
      for (var source : List.of(globals, properties)) {
        for (var variable : source.path("Environment").path("Variables").properties()) {
          var value = expressions.evaluate(variable.getValue());
          if (!value.isMissingNode()) {
            environment.put(variable.getKey(), value.asText());
          }
        }
      }
      var handler = own(globals, properties, "Handler");
      if (handler.isMissingNode()) {
        throw new BadTemplate(name + " has no Handler");
      }
      var timeout = own(globals, properties, "Timeout").asInt(LAMBDA_DEFAULT_TIMEOUT_SECONDS);
      var asynchronous = own(globals, properties, "EventInvokeConfig");
      functions.put(
          name,
          new FunctionDefinition(
              name,
              handler.asText().split("::", 2)[0],
              Map.copyOf(environment),
              Duration.ofSeconds(timeout),
              asynchronous.path("MaximumRetryAttempts").asInt(LAMBDA_DEFAULT_RETRIES) + 1,
              queue(asynchronous.at("/DestinationConfig/OnFailure/Destination"))));
      for (var event : properties.path("Events").properties()) {
        event(name, event.getKey(), event.getValue());
      }
    }

    private JsonNode own(JsonNode globals, JsonNode properties, String member) {
      return expressions.evaluate(
          properties.has(member) ? properties.get(member) : globals.path(member));
    }

    private void event(String function, String name, JsonNode event) {
      var properties = event.path("Properties");
      switch (event.path("Type").asText()) {
        case "HttpApi" -> routes.add(route(function, properties));
        case "Schedule" -> schedule(function, name, properties, "Schedule");
        case "ScheduleV2" -> schedule(function, name, properties, "ScheduleExpression");
        case "EventBridgeRule", "CloudWatchEvent" ->
            rules.add(
                new Rule(
                    name,
                    new Target.Function(function),
                    pattern(properties.path("Pattern")),
                    queue(properties.at("/DeadLetterConfig/Arn"))));
        default -> {
          // Queues, buckets and streams: local mode calls what they would call.
        }
      }
    }

    private Route route(String function, JsonNode properties) {
      var named = properties.path("Auth").path("Authorizer").asText();
      var authorized =
          named.isEmpty() ? api.path("Auth").has("DefaultAuthorizer") : !named.equals("NONE");
      return new Route(
          expressions.text(properties.path("Method")).toUpperCase(Locale.ROOT),
          expressions.text(properties.path("Path")),
          function,
          authorized);
    }

    private void schedule(String function, String name, JsonNode properties, String member) {
      var disabled =
          properties.path("State").asText().equals("DISABLED")
              || (properties.has("Enabled")
                  && !expressions.evaluate(properties.get("Enabled")).asBoolean());
      if (!disabled) {
        var rate = Schedule.rate(expressions.text(properties.path(member)));
        schedules.add(new Schedule(name, function, rate));
      }
    }

    private void schedule(String name, JsonNode properties) {
      target(properties.path("Target"))
          .ifPresent(function -> schedule(function, name, properties, "ScheduleExpression"));
    }

    private void rule(String name, JsonNode properties) {
      for (var target : properties.path("Targets")) {
        if (properties.has("EventPattern")) {
          target(target)
              .<Target>map(Target.Function::new)
              .or(() -> queue(target.path("Arn")).map(Target.Queue::new))
              .ifPresent(to ->
                  rules.add(
                      new Rule(
                          name,
                          to,
                          pattern(properties.path("EventPattern")),
                          queue(target.at("/DeadLetterConfig/Arn")))));
        } else {
          target(target)
              .ifPresent(function -> schedule(function, name, properties, "ScheduleExpression"));
        }
      }
    }

    /// A Pipe from a table's stream through a function to the bus; local mode knows no other.
    private void pipe(String name, JsonNode properties) {
      var source = expressions.text(properties.path("Source"));
      var table =
          tables.stream()
              .filter(each -> source.equals(each.name() + ".StreamArn"))
              .findFirst()
              .orElseThrow(() -> new BadTemplate(name + " follows no table of this template"));
      var function =
          function(expressions.text(properties.path("Enrichment")))
              .orElseThrow(() -> new BadTemplate(name + " is enriched by no function"));
      var parameters = properties.path("SourceParameters");
      var filters = new ArrayList<EventPattern>();
      for (var filter : parameters.path("FilterCriteria").path("Filters")) {
        var pattern = CloudFormationYaml.read(expressions.text(filter.path("Pattern")));
        filters.add(new EventPattern(pattern));
      }
      var bus = properties.path("TargetParameters").path("EventBridgeEventBusParameters");
      pipes.add(
          new Pipe(
              name,
              table,
              filters,
              function,
              expressions
                  .evaluate(parameters.path("DynamoDBStreamParameters").path("BatchSize"))
                  .asInt(PIPE_DEFAULT_BATCH),
              expressions.text(bus.path("Source")),
              expressions.text(bus.path("DetailType")),
              queue(parameters.at("/DynamoDBStreamParameters/DeadLetterConfig/Arn"))));
    }

    /// The function that a target's ARN names, where it names one.
    private Optional<String> target(JsonNode target) {
      return function(expressions.text(target.path("Arn")));
    }

    /// The function of this ARN, or that its alias belongs to.
    private Optional<String> function(String arn) {
      Predicate<String> named =
          name -> arn.endsWith(":" + name) || arn.equals(name) || arn.equals(name + ".Alias");
      return functions.keySet().stream().filter(named).findFirst();
    }

    /// The queue that an ARN names, where it names one.
    private Optional<String> queue(JsonNode arn) {
      var text = expressions.text(arn);
      return queues.stream().filter(name -> text.endsWith(":" + name)).findFirst();
    }

    private EventPattern pattern(JsonNode pattern) {
      return new EventPattern(expressions.evaluate(pattern));
    }

    private List<String> audience() {
      for (var authorizer : api.path("Auth").path("Authorizers")) {
        var jwt = authorizer.path("JwtConfiguration");
        var audience =
            expressions.evaluate(jwt.has("audience") ? jwt.get("audience") : jwt.path("Audience"));
        if (!audience.isMissingNode()) {
          return audience.isArray() ? Expressions.texts(audience) : List.of(audience.asText());
        }
      }
      return List.of("partway");
    }

    private Optional<Cors> cors() {
      var cors = expressions.evaluate(api.path("CorsConfiguration"));
      var origins = Expressions.texts(cors.path("AllowOrigins"));
      return origins.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Cors(
                  origins,
                  Expressions.texts(cors.path("AllowMethods")),
                  Expressions.texts(cors.path("AllowHeaders")),
                  Expressions.texts(cors.path("ExposeHeaders")),
                  cors.path("AllowCredentials").asBoolean(),
                  cors.path("MaxAge").asInt(-1)));
    }

    private static JsonNode reference(String name) {
      return JsonNodeFactory.instance.objectNode().put("Ref", name);
    }
  }
}
