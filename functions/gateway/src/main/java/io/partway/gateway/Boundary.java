package io.partway.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import io.partway.core.Deadline;
import io.partway.core.KeysUnavailable;
import io.partway.core.Limit;
import io.partway.core.StoreUnavailable;
import io.partway.core.Ticker;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What happens around every call: the event is read, the caller established, an answer written
/// whatever goes wrong, and one line logged that tells nothing of what was sent.
@Singleton
public final class Boundary {
  /// Kept back from the invocation's time for writing the answer.
  private static final Duration RESERVE = Duration.ofMillis(250);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /// A page is read and printed; it runs nothing and loads nothing.
  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final String UNAUTHORIZED = "{\"message\":\"Unauthorized\"}";

  private final JsonText json;
  private final Log log;
  private final Ticker ticker;
  private final Director director;

  @Inject
  Boundary(JsonText json, Log log, Ticker ticker, Director director) {
    this.json = json;
    this.log = log;
    this.ticker = ticker;
    this.director = director;
  }

  /// @return the status that was answered
  int handle(
      Map<String, Route> routes,
      Map<String, OpenRoute> open,
      InputStream in,
      OutputStream out,
      Context context) {
    long start = ticker.nanos();
    String requestId = context.getAwsRequestId();
    String routeKey = null;
    Answered answered;
    try {
      APIGatewayV2HTTPEvent event = json.event(in);
      requestId = requestId(event.getRequestContext(), requestId);
      routeKey = event.getRouteKey();
      Route route = routeKey == null ? null : routes.get(routeKey);
      OpenRoute anybodys = routeKey == null ? null : open.get(routeKey);
      if (route == null && anybodys == null) {
        throw new IllegalStateException("no such route in this function");
      }
      String id = requestId;
      Deadline deadline =
          () -> Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
      answered =
          ScopedValue.where(Deadline.CURRENT, deadline)
              .call(() ->
                  answered(
                      anybodys == null
                          ? answer(Objects.requireNonNull(route), event)
                          : anybodys.endpoint().get(),
                      id));
    } catch (StoreUnavailable e) {
      log.write(context, Log.failure("warn", context, requestId, e));
      answered = answered(unavailable(RETRY_AFTER), requestId);
    } catch (KeysUnavailable e) {
      Map<String, @Nullable Object> line = Log.failure("warn", context, requestId, e);
      line.put("reason", e.getMessage());
      log.write(context, line);
      answered =
          answered(
              unavailable(Duration.ofSeconds(Limit.SECRET_AGAIN_SECONDS.standard())), requestId);
    } catch (RuntimeException e) {
      log.write(context, Log.failure("error", context, requestId, e));
      answered = answered(Problem.of(ProblemCode.INTERNAL_ERROR).answer(), requestId);
    }
    json.write(answered.answer(), out);
    log.write(context, line(context, requestId, routeKey, answered, ticker.nanos() - start));
    return answered.answer().statusCode();
  }

  private static Answer unavailable(Duration wait) {
    return Problem.of(ProblemCode.UNAVAILABLE, "Nothing is lost; repeat the call.")
        .after(wait)
        .answer();
  }

  /// Has calls of each route rehearsed. Those that are open are left out: they have nothing but
  /// what is made of secrets.
  void rehearse(Map<String, Route> routes) {
    director.rehearse(
        routes.values(), (in, out, context) -> handle(routes, Map.of(), in, out, context));
  }

  /// Connects to what calls will need, after a restore.
  void connect() {
    director.connect();
  }

  /// @param code of the problem; null for none
  /// @param reason what only the log says of it; null for nothing
  private record Answered(ProxyAnswer answer, @Nullable String code, @Nullable String reason) {
    static Answered well(ProxyAnswer answer) {
      return new Answered(answer, null, null);
    }
  }

  private static @Nullable Answer answer(Route route, APIGatewayV2HTTPEvent event) {
    return switch (Principals.of(event)) {
      case Principals.Caller.Nobody() -> null;
      case Principals.Caller.Stranger() -> Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
      case Principals.Caller.Known(var caller) ->
          route.admits(caller)
              ? route.endpoint().answer(new Call(event, caller))
              : Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
    };
  }

  /// @param answer null for a caller whom API Gateway should not have let through; he is told what
  ///   it tells
  private Answered answered(@Nullable Answer answer, String requestId) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cache-Control", "no-store");
    if (answer == null) {
      headers.put("Content-Type", "application/json");
      headers.put("WWW-Authenticate", "Bearer");
      return new Answered(new ProxyAnswer(401, headers, UNAUTHORIZED, false), "unauthorized", null);
    }
    return switch (answer) {
      case Answer.Success(int status, Object body, var more) -> {
        headers.put("Content-Type", "application/json");
        headers.putAll(more);
        yield Answered.well(new ProxyAnswer(status, headers, json.text(body), false));
      }
      case Answer.Page(var html, var more) -> {
        headers.put("Content-Type", "text/html; charset=utf-8");
        headers.put("Content-Security-Policy", PAGE_POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.putAll(more);
        yield Answered.well(new ProxyAnswer(200, headers, Unicode.wellFormed(html), false));
      }
      case Answer.Done() -> Answered.well(new ProxyAnswer(204, headers, "", false));
      case Answer.Refusal(var problem) -> {
        headers.put("Content-Type", "application/problem+json");
        Duration wait = problem.retryAfter();
        if (wait != null) {
          headers.put(
              "Retry-After", Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds())));
        }
        yield new Answered(
            new ProxyAnswer(
                problem.code().status(), headers, json.text(problem.body(requestId)), false),
            problem.code().word(),
            problem.reason());
      }
    };
  }

  private static String requestId(@Nullable RequestContext context, String otherwise) {
    return context == null || context.getRequestId() == null ? otherwise : context.getRequestId();
  }

  private static Map<String, @Nullable Object> line(
      Context context, String requestId, @Nullable String route, Answered answered, long nanos) {
    String reason = answered.reason();
    Map<String, @Nullable Object> line =
        Log.head(reason == null ? "info" : "warn", context, requestId);
    line.put("route", route);
    line.put("status", answered.answer().statusCode());
    line.put("code", answered.code());
    if (reason != null) {
      line.put("reason", reason);
    }
    line.put("durationMillis", Duration.ofNanos(nanos).toMillis());
    return line;
  }
}
