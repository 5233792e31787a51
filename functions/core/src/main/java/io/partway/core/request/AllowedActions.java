package io.partway.core.request;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// For each action that stands on a thing, the reason why it is not allowed; empty where it is.
/// Iterates in the order of [Action].
public record AllowedActions(Map<Action, Optional<Refusal>> refusals) {
  /// Nothing can be done here.
  public static final AllowedActions NONE = new AllowedActions(Map.of());

  public AllowedActions {
    Map<Action, Optional<Refusal>> ordered = new EnumMap<>(Action.class);
    ordered.putAll(refusals);
    refusals = Collections.unmodifiableMap(ordered);
  }

  /// Whether this action is listed and allowed.
  public boolean allows(Action action) {
    Optional<Refusal> refusal = refusals.get(action);
    return refusal != null && refusal.isEmpty();
  }
}
