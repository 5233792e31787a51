package io.partway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Evaluates CloudFormation's intrinsic functions with the values of one local stack.
final class Expressions {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]+)}");

  private static final Map<String, String> PSEUDO_PARAMETERS =
      Map.of(
          "AWS::Region",
          LocalNames.REGION,
          "AWS::AccountId",
          LocalNames.ACCOUNT,
          "AWS::Partition",
          "aws",
          "AWS::StackName",
          "partway",
          "AWS::StackId",
          LocalNames.arn("cloudformation", "partway"),
          "AWS::URLSuffix",
          "localhost");

  private final JsonNode template;
  private final Map<String, String> parameters;
  private final LocalNames names;

  Expressions(JsonNode template, Map<String, String> parameters, LocalNames names) {
    this.template = template;
    this.parameters = parameters;
    this.names = names;
  }

  /// The value of a part of the template; missing where it is, or amounts to, `AWS::NoValue`.
  ///
  /// @throws BadTemplate when it refers to nothing, or uses a function that local mode does not
  ///   know
  JsonNode evaluate(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> evaluateObject(object);
      case ArrayNode array -> {
        var result = JsonNodeFactory.instance.arrayNode();
        for (var element : array) {
          var value = evaluate(element);
          if (!value.isMissingNode()) {
            result.add(value);
          }
        }
        yield result;
      }
      default -> node;
    };
  }

  String text(JsonNode node) {
    return evaluate(node).asText();
  }

  boolean condition(String name) {
    var condition = template.path("Conditions").path(name);
    if (condition.isMissingNode()) {
      throw new BadTemplate("no condition is called " + name);
    }
    return evaluate(condition).asBoolean();
  }

  private JsonNode evaluateObject(ObjectNode object) {
    if (object.size() == 1) {
      var call = object.properties().iterator().next();
      if (call.getKey().equals("Ref") || call.getKey().startsWith("Fn::")) {
        return call(call.getKey(), call.getValue());
      }
      if (call.getKey().equals("Condition") && call.getValue().isTextual()) {
        return BooleanNode.valueOf(condition(call.getValue().textValue()));
      }
    }
    var result = JsonNodeFactory.instance.objectNode();
    for (var member : object.properties()) {
      var value = evaluate(member.getValue());
      if (!value.isMissingNode()) {
        result.set(member.getKey(), value);
      }
    }
    return result;
  }

  private JsonNode call(String function, JsonNode argument) {
    return switch (function) {
      case "Ref" -> reference(argument.asText());
      case "Fn::GetAtt" -> TextNode.valueOf(attribute(argument.path(0), argument.path(1)));
      case "Fn::Sub" -> TextNode.valueOf(substitute(argument));
      case "Fn::If" -> evaluate(argument.path(condition(argument.path(0).asText()) ? 1 : 2));
      case "Fn::Equals" ->
          BooleanNode.valueOf(text(argument.path(0)).equals(text(argument.path(1))));
      case "Fn::Not" -> BooleanNode.valueOf(!evaluate(argument.path(0)).asBoolean());
      case "Fn::And" -> BooleanNode.valueOf(conditions(argument).stream().allMatch(c -> c));
      case "Fn::Or" -> BooleanNode.valueOf(conditions(argument).stream().anyMatch(c -> c));
      case "Fn::Join" -> TextNode.valueOf(join(argument));
      case "Fn::Split" -> split(text(argument.path(1)), text(argument.path(0)));
      case "Fn::Select" ->
          evaluate(argument.path(1)).path(Integer.parseInt(text(argument.path(0))));
      default -> throw new BadTemplate("local mode does not know the function " + function);
    };
  }

  private JsonNode reference(String name) {
    if (name.equals("AWS::NoValue")) {
      return MissingNode.getInstance();
    }
    var value = parameters.get(name);
    if (value == null) {
      return TextNode.valueOf(named(name));
    }
    var type = template.path("Parameters").path(name).path("Type").asText();
    return type.equals("CommaDelimitedList") || type.startsWith("List<")
        ? list(value)
        : TextNode.valueOf(value);
  }

  private String named(String name) {
    var pseudo = PSEUDO_PARAMETERS.get(name);
    if (pseudo != null) {
      return pseudo;
    }
    var resource = template.path("Resources").path(name);
    if (resource.isMissingNode() && !generatedBySam(name)) {
      throw new BadTemplate("Ref to " + name + ", which is neither parameter nor resource");
    }
    return names.physical(name, resource);
  }

  /// SAM makes resources of its own (`ServerlessHttpApi`, roles, aliases), which the source
  /// template may refer to.
  private static boolean generatedBySam(String name) {
    return name.equals("ServerlessHttpApi") || name.endsWith("Role") || name.endsWith(".Alias");
  }

  private String attribute(JsonNode resource, JsonNode attribute) {
    var name = resource.asText();
    return attribute.asText().equals("Arn")
        ? LocalNames.arn("resource", named(name))
        : named(name) + "." + attribute.asText();
  }

  private String substitute(JsonNode argument) {
    var pattern = argument.isArray() ? argument.path(0).asText() : argument.asText();
    var own = argument.path(1);
    return PLACEHOLDER
        .matcher(pattern)
        .replaceAll(match -> {
          var name = match.group(2).strip();
          var value =
              match.group(1).equals("!")
                  ? "${" + name + "}"
                  : own.has(name)
                      ? text(own.get(name))
                      : name.contains(".")
                          ? attribute(
                              TextNode.valueOf(name.substring(0, name.indexOf('.'))),
                              TextNode.valueOf(name.substring(name.indexOf('.') + 1)))
                          : scalar(reference(name));
          return Matcher.quoteReplacement(value);
        });
  }

  private static String scalar(JsonNode value) {
    return value.isArray() ? String.join(",", texts(value)) : value.asText();
  }

  private String join(JsonNode argument) {
    return String.join(text(argument.path(0)), texts(evaluate(argument.path(1))));
  }

  private List<Boolean> conditions(JsonNode arguments) {
    var result = new ArrayList<Boolean>();
    arguments.forEach(each -> result.add(evaluate(each).asBoolean()));
    return result;
  }

  static List<String> texts(JsonNode array) {
    var result = new ArrayList<String>();
    array.forEach(each -> result.add(each.asText()));
    return List.copyOf(result);
  }

  private static ArrayNode split(String text, String separator) {
    var result = JsonNodeFactory.instance.arrayNode();
    for (var part : text.split(Pattern.quote(separator), -1)) {
      result.add(part);
    }
    return result;
  }

  /// A `CommaDelimitedList`; the empty text is the empty list, as it is meant where it is a
  /// default.
  private static ArrayNode list(String text) {
    var result = JsonNodeFactory.instance.arrayNode();
    text.lines()
        .flatMap(line -> Arrays.stream(line.split(",", 0)))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .forEach(result::add);
    return result;
  }
}
