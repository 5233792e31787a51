package io.partway.local.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What one function's role allows.
public final class Permissions {
  private final String function;
  private final List<Statement> statements;

  private Permissions(String function, List<Statement> statements) {
    this.function = function;
    this.statements = statements;
  }

  /// @param function its logical id
  /// @param statements of all its policies, evaluated
  /// @throws IllegalArgumentException when one says what is not known here
  public static Permissions of(String function, JsonNode statements) {
    return new Permissions(function, statements.valueStream().map(Statement::of).toList());
  }

  /// Whose they are.
  public String function() {
    return function;
  }

  /// Whether an access is allowed: by one statement, and denied by none.
  public boolean allow(Access access) {
    return statements.stream().anyMatch(s -> s.allow() && s.covers(access))
        && statements.stream().noneMatch(s -> !s.allow() && s.covers(access));
  }

  /// What of it an access makes use of.
  public List<Grant> used(Access access) {
    var used = new ArrayList<Grant>();
    for (var statement : statements) {
      if (statement.allow() && statement.covers(access)) {
        used.addAll(statement.grants(function, access));
      }
    }
    return used;
  }

  /// All of it.
  public Set<Grant> grants() {
    var grants = new TreeSet<Grant>();
    statements.stream().filter(Statement::allow).forEach(s -> grants.addAll(s.grants(function)));
    return grants;
  }
}
