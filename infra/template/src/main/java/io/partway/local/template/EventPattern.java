package io.partway.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/// An event pattern of EventBridge: members named in it must be present and have one of the listed
/// values; a value may be a matcher (`prefix`, `suffix`, `equals-ignore-case`, `anything-but`,
/// `exists`).
///
/// @param json the pattern as the template has it, evaluated
public record EventPattern(JsonNode json) {
  /// @throws BadTemplate when it uses a matcher that local mode does not know
  public EventPattern {
    check(json);
  }

  /// Whether an event matches.
  public boolean matches(JsonNode event) {
    return matches(json, event);
  }

  private static boolean matches(JsonNode pattern, JsonNode event) {
    for (var member : pattern.properties()) {
      var value = event.path(member.getKey());
      var good =
          member.getValue().isArray()
              ? matchesAny(member.getValue(), value)
              : matches(member.getValue(), value);
      if (!good) {
        return false;
      }
    }
    return true;
  }

  private static boolean matchesAny(JsonNode alternatives, JsonNode value) {
    if (value.isArray()) {
      for (var each : value) {
        if (matchesAny(alternatives, each)) {
          return true;
        }
      }
      return false;
    }
    for (var alternative : alternatives) {
      if (alternative.isObject() ? matcher(alternative, value) : alternative.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matcher(JsonNode matcher, JsonNode value) {
    var call = matcher.properties().iterator().next();
    var argument = call.getValue();
    return switch (call.getKey()) {
      case "exists" -> argument.asBoolean() != value.isMissingNode();
      case "prefix" -> value.isTextual() && value.textValue().startsWith(argument.asText());
      case "suffix" -> value.isTextual() && value.textValue().endsWith(argument.asText());
      case "equals-ignore-case" ->
          value.isTextual() && value.textValue().equalsIgnoreCase(argument.asText());
      case "anything-but" ->
          !value.isMissingNode()
              && !(argument.isArray() ? matchesAny(argument, value) : argument.equals(value));
      default -> throw unknown(call.getKey());
    };
  }

  private static void check(JsonNode pattern) {
    for (var member : pattern.properties()) {
      if (!member.getValue().isArray()) {
        check(member.getValue());
        continue;
      }
      for (var alternative : member.getValue()) {
        for (var call : alternative.properties()) {
          switch (call.getKey()) {
            case "exists", "prefix", "suffix", "equals-ignore-case", "anything-but" -> {}
            default -> throw unknown(call.getKey());
          }
        }
      }
    }
  }

  private static BadTemplate unknown(String matcher) {
    return new BadTemplate("local mode does not know the event pattern matcher " + matcher);
  }
}
