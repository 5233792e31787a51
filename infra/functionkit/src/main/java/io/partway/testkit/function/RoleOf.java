package io.partway.testkit.function;

import io.partway.local.access.Guard;
import io.partway.local.access.GuardedHost;
import io.partway.local.access.Guards;
import io.partway.local.template.Roles;
import io.partway.local.template.Template;
import io.partway.platform.Host;
import io.partway.testkit.DynamoDbProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Holds functions under test to what their roles in the template allow: a permission that is
/// missing there is missing here.
public final class RoleOf {
  /// What mails are sent from: the template has no default, and holds roles to it.
  static final String SENDER = "no-reply@partway.example";

  /// As a module's tests find it from their folder.
  private static final Path TEMPLATE = Path.of("../../template.yaml");

  private static final Roles ROLES = roles(Template.read(TEMPLATE));

  private final Guards guards;

  private RoleOf(Guards guards) {
    this.guards = guards;
  }

  /// The roles of `template.yaml`.
  ///
  /// @param table what its one table is called in this test
  public static RoleOf template(String table) {
    return new RoleOf(new Guards(ROLES, Map.of(table, "Associations"), grant -> {}));
  }

  /// The same, had the template not granted this action to anybody.
  ///
  /// @param action such as `dynamodb:PutItem`
  public static RoleOf templateWithout(String action, String table) {
    try {
      String text = Files.readString(TEMPLATE);
      if (!text.contains(action)) {
        throw new IllegalArgumentException("nobody is granted " + action);
      }
      Template lacking = Template.parse(text.replace(action, "none:Nothing"));
      return new RoleOf(new Guards(roles(lacking), Map.of(table, "Associations"), grant -> {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Roles roles(Template template) {
    return template.roles(Map.of("SenderAddress", SENDER), "");
  }

  /// A machine on which the function that this class handles can do nothing else.
  public Host holds(Class<?> handler, Host machine) {
    Guard guard = guards.of(handler);
    return new GuardedHost(
        machine,
        guard,
        DynamoDbProxy.of(
            machine.dynamoDb(),
            (operation, request, call) -> {
              guard.check(request);
              return call.get();
            }));
  }
}
