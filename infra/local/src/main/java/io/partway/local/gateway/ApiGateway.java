package io.partway.local.gateway;

import com.nimbusds.jose.jwk.JWKSet;
import io.partway.local.functions.FunctionOutcome;
import io.partway.local.functions.Functions;
import io.partway.local.template.Stack;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The HTTP API of the template: routes a call, checks its token, hands it to its function and maps
/// the answer, each as API Gateway does. Its own refusals are API Gateway's: 401, 404, 413, 500,
/// 503 with `{"message": "…"}`.
public final class ApiGateway {
  /// The largest body that API Gateway takes.
  public static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  private final RouteTable routes;
  private final JwtAuthorizer authorizer;
  private final CorsPolicy cors;
  private final Functions functions;
  private final InstantSource wallClock;

  /// @param issuer of the tokens, with its keys
  /// @param wallClock by which tokens live and die, however far the system's own clock was moved
  public ApiGateway(
      Stack stack, String issuer, JWKSet keys, Functions functions, InstantSource wallClock) {
    this.routes = new RouteTable(stack.routes());
    this.authorizer = new JwtAuthorizer(issuer, stack.audience(), keys, wallClock);
    this.cors = new CorsPolicy(stack.cors());
    this.functions = functions;
    this.wallClock = wallClock;
  }

  /// Answers one call.
  public HttpAnswer handle(HttpCall call) {
    var requestId = UUID.randomUUID().toString();
    return cors.preflight(call)
        .orElseGet(() -> cors.marked(route(call, requestId), call))
        .with("apigw-requestid", requestId);
  }

  private HttpAnswer route(HttpCall call, String requestId) {
    var match = routes.find(call.method(), call.path());
    if (match.isEmpty()) {
      return HttpAnswer.message(404, "Not Found");
    }
    if (!match.get().route().authorized()) {
      return invoke(call, match.get(), Optional.empty(), requestId);
    }
    return switch (authorizer.check(call.header("authorization"))) {
      case JwtAuthorizer.Outcome.Refused(var challenge) ->
          HttpAnswer.message(401, "Unauthorized").with("www-authenticate", challenge);
      case JwtAuthorizer.Outcome.Accepted(var claims) ->
          invoke(call, match.get(), Optional.of(claims), requestId);
    };
  }

  private HttpAnswer invoke(
      HttpCall call,
      RouteTable.Match match,
      Optional<Map<String, String>> claims,
      String requestId) {
    if (call.body().length > MAX_BODY_BYTES) {
      return HttpAnswer.message(413, "Request Entity Too Large");
    }
    var event = ProxyEvent.of(call, match, claims, requestId, wallClock.instant());
    var input = event.toString().getBytes(StandardCharsets.UTF_8);
    return switch (functions.invoke(match.route().function(), input)) {
      case FunctionOutcome.Answered(var output) -> ProxyResponse.read(output);
      case FunctionOutcome.Failed _ -> HttpAnswer.message(500, "Internal Server Error");
      case FunctionOutcome.Unreachable _ -> HttpAnswer.message(503, "Service Unavailable");
    };
  }
}
