package io.partway.local.gateway;

import io.partway.local.template.Cors;
import java.util.List;
import java.util.Optional;

/// Answers preflights and marks answers as the CORS configuration of an HTTP API makes API Gateway
/// do it.
final class CorsPolicy {
  private final Optional<Cors> configuration;

  CorsPolicy(Optional<Cors> configuration) {
    this.configuration = configuration;
  }

  /// The answer to a preflight; empty where the call is none, or nothing is configured: then it is
  /// routed like any other.
  Optional<HttpAnswer> preflight(HttpCall call) {
    if (!call.method().equals("OPTIONS") || call.header("origin") == null) {
      return Optional.empty();
    }
    return configuration.map(cors -> {
      var answer = HttpAnswer.empty(204);
      if (allows(cors, call)) {
        answer = listed(answer, "access-control-allow-methods", cors.methods());
        answer = listed(answer, "access-control-allow-headers", cors.headers());
        if (cors.maxAge() >= 0) {
          answer = answer.with("access-control-max-age", Integer.toString(cors.maxAge()));
        }
      }
      return marked(answer, call);
    });
  }

  /// An answer with the headers that let the caller's page read it. Where CORS is configured, a
  /// function's own are dropped.
  HttpAnswer marked(HttpAnswer answer, HttpCall call) {
    if (configuration.isEmpty()) {
      return answer;
    }
    var cors = configuration.get();
    if (!allows(cors, call)) {
      return answer.without("access-control-");
    }
    var origin = cors.origins().contains("*") ? "*" : String.valueOf(call.header("origin"));
    var marked =
        (call.method().equals("OPTIONS") ? answer : answer.without("access-control-"))
            .with("access-control-allow-origin", origin);
    if (cors.credentials()) {
      marked = marked.with("access-control-allow-credentials", "true");
    }
    return listed(
        marked.and("vary", List.of("origin")), "access-control-expose-headers", cors.exposed());
  }

  private static boolean allows(Cors cors, HttpCall call) {
    var origin = call.header("origin");
    return origin != null && (cors.origins().contains("*") || cors.origins().contains(origin));
  }

  private static HttpAnswer listed(HttpAnswer answer, String header, List<String> values) {
    return values.isEmpty() ? answer : answer.with(header, String.join(",", values));
  }
}
