package io.partway.gateway.view;

import io.avaje.jsonb.Json;
import io.partway.core.request.AllowedActions;
import io.partway.core.request.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether the caller may act so now.
///
/// @param reason the code that the refusal would carry; null where it is allowed
@Json
public record ActionView(boolean allowed, @Nullable String reason) {
  /// The member `allowedActions`: every action that stands on a thing, by its word.
  public static Map<String, ActionView> of(AllowedActions actions) {
    Map<String, ActionView> views = new LinkedHashMap<>();
    actions
        .refusals()
        .forEach((action, refusal) ->
            views.put(
                action.word(),
                new ActionView(refusal.isEmpty(), refusal.map(Refusal::word).orElse(null))));
    return views;
  }
}
