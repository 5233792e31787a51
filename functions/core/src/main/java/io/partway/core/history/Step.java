package io.partway.core.history;

import io.partway.core.party.Origin;
import io.partway.core.party.Principal.Member;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A transition that is to become an entry.
///
/// @param doer null for what happens by itself or is reported upstream
/// @param acknowledged null where nothing has to be
public record Step(
    Transition action,
    Instant at,
    @Nullable Doer doer,
    State before,
    State after,
    @Nullable Acknowledgement acknowledged) {
  /// Somebody who acts.
  public record Doer(Member member, Origin origin) {}
}
