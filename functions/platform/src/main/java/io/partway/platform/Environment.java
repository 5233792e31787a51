package io.partway.platform;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads environment variables and collects what is wrong with them. An empty variable counts as
/// none: a template's parameter cannot be left out.
final class Environment {
  private static final Pattern SECRET =
      Pattern.compile("arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[\\w/+=.@-]+");

  private final Map<String, String> variables;
  private final List<String> problems = new ArrayList<>();

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /// A text that must be there; empty when it is not, which [#check()] then tells.
  String required(String name) {
    String value = optional(name);
    if (value == null) {
      problems.add(name + " is missing");
    }
    return Objects.requireNonNullElse(value, "");
  }

  @Nullable String optional(String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /// The ARN of a secret; null where nothing is said of it. A secret itself is nothing for the
  /// environment: consoles show that, and snapshots keep it.
  @Nullable String secret(String name) {
    String value = optional(name);
    if (value != null && !SECRET.matcher(value).matches()) {
      problems.add(name + " must be the ARN of a secret");
    }
    return value;
  }

  /// Values by their names, written `name=value` and separated by white space; empty where there
  /// are none.
  Map<String, String> named(String name) {
    String values = optional(name);
    Map<String, String> named = new TreeMap<>();
    for (String pair : values == null ? new String[0] : values.split("\\s+", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1
          || equals == pair.length() - 1
          || named.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        problems.add(name + " must be pairs name=value, each name once");
        return Map.of();
      }
    }
    return Map.copyOf(named);
  }

  int number(String name, int standard, int least, int most) {
    String value = optional(name);
    if (value == null) {
      return standard;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Told below, like one that is out of range.
    }
    problems.add(name + " must be a whole number from " + least + " to " + most);
    return standard;
  }

  <E extends Enum<E>> E constant(String name, E standard) {
    String value = optional(name);
    if (value == null) {
      return standard;
    }
    E[] constants = standard.getDeclaringClass().getEnumConstants();
    for (E constant : constants) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    problems.add(name + " must be one of " + Arrays.toString(constants));
    return standard;
  }

  @Nullable URI endpoint(String name) {
    String value = optional(name);
    if (value == null) {
      return null;
    }
    try {
      URI endpoint = URI.create(value);
      if (endpoint.getScheme() != null && endpoint.getHost() != null) {
        return endpoint;
      }
    } catch (IllegalArgumentException _) {
      // Told below, like one that lacks a part.
    }
    problems.add(name + " must be a URL with scheme and host, or empty");
    return null;
  }

  /// @throws BadConfiguration with everything found wrong so far
  void check() {
    if (!problems.isEmpty()) {
      throw new BadConfiguration(problems);
    }
  }
}
