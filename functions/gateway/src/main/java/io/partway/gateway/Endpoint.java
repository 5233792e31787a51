package io.partway.gateway;

/// Answers the calls of one route. Who calls has been established before, and that his party may
/// use the route.
@FunctionalInterface
public interface Endpoint {
  /// Answers a call.
  Answer answer(Call call);
}
