package io.partway.local.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// One statement of a policy, read as IAM reads it as far as the template's policies go.
///
/// @param allow whether it allows, or denies
/// @param actions patterns, in which `*` is any text and `?` any character
/// @param resources patterns; of `NotResource` where the next is true
/// @param allOtherResources whether it is about all resources but these
/// @param condition as the policy has it; missing where there is none
record Statement(
    boolean allow,
    List<String> actions,
    List<String> resources,
    boolean allOtherResources,
    JsonNode condition) {
  /// @throws IllegalArgumentException when it has what is not known here
  static Statement of(JsonNode json) {
    for (var member : json.properties()) {
      switch (member.getKey()) {
        case "Sid", "Effect", "Action", "Resource", "NotResource", "Condition" -> {}
        default -> throw new IllegalArgumentException("unknown in a statement: " + member.getKey());
      }
    }
    return new Statement(
        json.path("Effect").asText().equals("Allow"),
        texts(json.path("Action")),
        texts(json.path(json.has("NotResource") ? "NotResource" : "Resource")),
        json.has("NotResource"),
        json.path("Condition"));
  }

  /// Whether it speaks of this access.
  boolean covers(Access access) {
    return actions.stream().anyMatch(action -> matches(folded(action), folded(access.action())))
        && resources.stream().anyMatch(resource -> matches(resource, access.resource()))
            != allOtherResources
        && Conditions.hold(condition, access.context());
  }

  /// Its parts that speak of this access.
  List<Grant> grants(String function, Access access) {
    var grants = new ArrayList<Grant>();
    for (var grant : grants(function)) {
      if (matches(folded(grant.action()), folded(access.action()))
          && (allOtherResources || matches(grant.resource(), access.resource()))) {
        grants.add(grant);
      }
    }
    return grants;
  }

  /// Each action on each resource.
  List<Grant> grants(String function) {
    var grants = new ArrayList<Grant>();
    for (var action : actions) {
      for (var resource : resources) {
        grants.add(
            new Grant(function, action, allOtherResources ? "all but " + resource : resource));
      }
    }
    return grants;
  }

  static boolean matches(String pattern, String text) {
    var regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  /// Of actions, upper and lower case are the same.
  private static String folded(String action) {
    return action.toLowerCase(Locale.ROOT);
  }

  private static List<String> texts(JsonNode oneOrMore) {
    var texts = new ArrayList<String>();
    if (oneOrMore.isArray()) {
      oneOrMore.forEach(each -> texts.add(each.asText()));
    } else {
      texts.add(oneOrMore.asText());
    }
    return List.copyOf(texts);
  }
}
