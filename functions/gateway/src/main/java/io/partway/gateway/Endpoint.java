package io.partway.gateway;

/// Answers the calls of one route. Who calls has been established before, and that the route is for
/// him.
@FunctionalInterface
public interface Endpoint {
  /// Answers a call.
  Answer answer(Call call);
}
