package io.partway.gateway.view;

import io.avaje.jsonb.Json;
import io.partway.core.history.Actor;
import io.partway.gateway.Principals;
import org.jspecify.annotations.Nullable;

/// Who brought a request to its end.
@Json
record DeciderView(String party, String role) {
  /// Null for nobody.
  static @Nullable DeciderView of(@Nullable Actor actor) {
    return actor == null
        ? null
        : new DeciderView(actor.party().word(), Principals.word(actor.role()));
  }
}
