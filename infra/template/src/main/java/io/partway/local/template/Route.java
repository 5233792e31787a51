package io.partway.local.template;

/// A route of the HTTP API.
///
/// @param method an HTTP method, or `ANY`
/// @param path a path with `{parameters}`
/// @param function the logical id of the function it calls
/// @param authorized whether a token is demanded
public record Route(String method, String path, String function, boolean authorized) {
  /// What API Gateway calls the route: `GET /v1/records`.
  public String key() {
    return method + " " + path;
  }
}
