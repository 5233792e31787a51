package io.partway.core.eligibility;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One reason why the association cannot be ended now.
///
/// @param code of [BlockerRule]
/// @param holdCode upstream's own code, for a hold; null for every other rule
/// @param resources exactly what is in the way
/// @param actor who has to act
/// @param remedy what he has to do, one English sentence
public record Blocker(
    String code, @Nullable String holdCode, List<Resource> resources, Actor actor, String remedy) {
  public Blocker {
    resources = List.copyOf(resources);
  }

  /// @param until when it stops blocking by itself; null when it does not
  public record Resource(String id, @Nullable Instant until) {}
}
