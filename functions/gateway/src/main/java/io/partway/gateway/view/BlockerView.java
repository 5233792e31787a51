package io.partway.gateway.view;

import io.avaje.jsonb.Json;
import io.partway.core.eligibility.Blocker;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One reason why an association cannot be ended now.
///
/// @param holdCode null for every code but `hold`
@Json
public record BlockerView(
    String code,
    @Nullable String holdCode,
    List<ResourceView> resources,
    String actor,
    String remedy) {
  /// What is in the way.
  ///
  /// @param until when it stops blocking by itself; null when it does not
  @Json
  public record ResourceView(String id, @Nullable Instant until) {}

  /// All of them.
  public static List<BlockerView> of(List<Blocker> blockers) {
    return blockers.stream().map(BlockerView::of).toList();
  }

  private static BlockerView of(Blocker blocker) {
    return new BlockerView(
        blocker.code(),
        blocker.holdCode(),
        blocker.resources().stream().map(r -> new ResourceView(r.id(), r.until())).toList(),
        blocker.actor().word(),
        blocker.remedy());
  }
}
