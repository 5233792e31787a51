package io.partway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// What the roles of a stack's functions say.
///
/// @param statements of the policies of each function's role, evaluated, by the function's logical
///   id
/// @param handlers the functions' classes by logical id
/// @param resources all there are in the stack
public record Roles(
    Map<String, JsonNode> statements, Map<String, String> handlers, List<Resource> resources) {
  public Roles {
    statements = Map.copyOf(statements);
    handlers = Map.copyOf(handlers);
    resources = List.copyOf(resources);
  }

  /// @param arn as the statements spell it
  public record Resource(String logicalId, String type, String arn) {}

  /// The ARN of the resource called so.
  public String arn(String logicalId) {
    return resources.stream()
        .filter(resource -> resource.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow(() -> new BadTemplate("no resource is called " + logicalId))
        .arn();
  }

  /// The ARN of the only resource of a type.
  public String only(String type) {
    var found = resources.stream().filter(resource -> resource.type().equals(type)).toList();
    if (found.size() != 1) {
      throw new BadTemplate("not one resource, but " + found.size() + ", of type " + type);
    }
    return found.getFirst().arn();
  }
}
