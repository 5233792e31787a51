package io.partway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A parameter of the template: locally an option of the run command.
///
/// @param defaultValue its value when nobody says otherwise; empty where the template demands one
/// @param policy whether it sets how the product behaves, rather than where it is deployed
public record Parameter(
    String name,
    String type,
    Optional<String> defaultValue,
    String description,
    List<String> allowedValues,
    Optional<BigDecimal> minimum,
    Optional<BigDecimal> maximum,
    Optional<String> pattern,
    boolean policy) {

  static Parameter of(String name, JsonNode definition, boolean policy) {
    return new Parameter(
        name,
        definition.path("Type").asText("String"),
        optional(definition, "Default"),
        definition.path("Description").asText(""),
        Expressions.texts(definition.path("AllowedValues")),
        optional(definition, "MinValue").map(BigDecimal::new),
        optional(definition, "MaxValue").map(BigDecimal::new),
        optional(definition, "AllowedPattern"),
        policy);
  }

  private static Optional<String> optional(JsonNode definition, String member) {
    return definition.has(member) ? Optional.of(definition.get(member).asText()) : Optional.empty();
  }

  /// `SubmissionLimit` is `--submission-limit`.
  public String option() {
    return "--" + name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /// What CloudFormation would say against a value; empty when it is good.
  public Optional<String> fault(String value) {
    if (!allowedValues.isEmpty() && !allowedValues.contains(value)) {
      return Optional.of("must be one of " + String.join(", ", allowedValues));
    }
    if (pattern.isPresent() && !value.matches(pattern.get())) {
      return Optional.of("must match " + pattern.get());
    }
    return type.equals("Number") ? numberFault(value) : Optional.empty();
  }

  private Optional<String> numberFault(String value) {
    BigDecimal number;
    try {
      number = new BigDecimal(value);
    } catch (NumberFormatException _) {
      return Optional.of("must be a number");
    }
    if (minimum.isPresent() && number.compareTo(minimum.get()) < 0) {
      return Optional.of("must be at least " + minimum.get());
    }
    if (maximum.isPresent() && number.compareTo(maximum.get()) > 0) {
      return Optional.of("must be at most " + maximum.get());
    }
    return Optional.empty();
  }
}
