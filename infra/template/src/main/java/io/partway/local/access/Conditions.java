package io.partway.local.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// The conditions of a statement: all operators and all of their keys have to hold.
final class Conditions {
  private static final String FOR_ALL = "ForAllValues:";

  private Conditions() {}

  /// @throws IllegalArgumentException when an operator is not known here
  static boolean hold(JsonNode condition, Map<String, List<String>> context) {
    for (var operator : condition.properties()) {
      for (var key : operator.getValue().properties()) {
        if (!holds(operator.getKey(), values(key.getValue()), context.get(key.getKey()))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean holds(String operator, List<String> wanted, @Nullable List<String> found) {
    var forAll = operator.startsWith(FOR_ALL);
    BiPredicate<String, String> test =
        switch (forAll ? operator.substring(FOR_ALL.length()) : operator) {
          case "StringEquals" -> String::equals;
          case "StringLike" -> Statement::matches;
          default -> throw new IllegalArgumentException("unknown operator: " + operator);
        };
    if (found == null) {
      // IAM takes a set that is not there for an empty one, of which everything is true.
      return forAll;
    }
    return forAll
        ? found.stream().allMatch(value -> wanted.stream().anyMatch(w -> test.test(w, value)))
        : found.stream().anyMatch(value -> wanted.stream().anyMatch(w -> test.test(w, value)));
  }

  private static List<String> values(JsonNode oneOrMore) {
    var values = new ArrayList<String>();
    if (oneOrMore.isArray()) {
      oneOrMore.forEach(each -> values.add(each.asText()));
    } else {
      values.add(oneOrMore.asText());
    }
    return values;
  }
}
