package io.partway.gateway;

import io.partway.core.rehearsal.Cast;
import java.util.Map;

/// Answers the calls of one route. Who calls has been established before, and that the route is for
/// him.
@FunctionalInterface
public interface Endpoint {
  /// Answers a call.
  Answer answer(Call call);

  /// The query that a rehearsal sends, as in a URL; empty for none.
  default String rehearsedQuery() {
    return "";
  }

  /// The members of the body that a rehearsal sends, such that the call comes to its end.
  default Map<String, Object> rehearsedBody(Cast cast) {
    return Map.of();
  }
}
