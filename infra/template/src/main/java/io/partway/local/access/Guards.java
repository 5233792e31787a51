package io.partway.local.access;

import io.partway.local.template.Roles;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Guards for the functions of a stack, each with the permissions of its own role.
public final class Guards {
  private final Roles roles;
  private final Resources resources;
  private final Consumer<Grant> used;

  /// @param tables logical ids of the stack's tables by what they are really called
  /// @param used told of every permission that is made use of, each time
  public Guards(Roles roles, Map<String, String> tables, Consumer<Grant> used) {
    this.roles = roles;
    this.used = used;
    var arns = new TreeMap<String, String>();
    tables.forEach((name, logicalId) -> arns.put(name, roles.arn(logicalId)));
    this.resources =
        new Resources(
            Map.copyOf(arns),
            queues(roles),
            roles.only("AWS::S3::Bucket"),
            roles.only("AWS::Events::EventBus"));
  }

  private static Map<String, String> queues(Roles roles) {
    var queues = new TreeMap<String, String>();
    for (var resource : roles.resources()) {
      if (resource.type().equals("AWS::SQS::Queue")) {
        var words = resource.logicalId().replaceAll("(?<=[a-z])(?=[A-Z])", "-");
        queues.put(words.toLowerCase(Locale.ROOT), resource.arn());
      }
    }
    return queues;
  }

  /// For a function.
  ///
  /// @param name its logical id
  public Guard of(String name) {
    var statements = roles.statements().get(name);
    if (statements == null) {
      throw new IllegalArgumentException("no function is called " + name);
    }
    return new Guard(Permissions.of(name, statements), resources, used);
  }

  /// For the function that this class handles.
  public Guard of(Class<?> handler) {
    return roles.handlers().entrySet().stream()
        .filter(function -> function.getValue().equals(handler.getName()))
        .findFirst()
        .map(function -> of(function.getKey()))
        .orElseThrow(() -> new IllegalArgumentException("no function is handled by " + handler));
  }

  /// Everything that any function may do.
  public Set<Grant> grants() {
    var grants = new TreeSet<Grant>();
    roles
        .statements()
        .forEach((name, statements) -> grants.addAll(Permissions.of(name, statements).grants()));
    return grants;
  }
}
