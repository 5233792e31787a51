package io.partway.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.partway.local.gateway.ApiGateway;
import io.partway.local.gateway.HttpAnswer;
import io.partway.local.gateway.HttpCall;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/// The HTTP server, on loopback only: local mode's own pages and calls first, everything else is
/// the API.
final class HttpFront implements AutoCloseable {
  private static final int BACKLOG = 1_024;

  private final HttpServer server;
  private final ExecutorService threads;

  private HttpFront(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /// Takes the port; calls wait until [#serve].
  ///
  /// @param port 0 for a free one
  /// @throws CannotStart when somebody else has it, with who that is
  static HttpFront bind(int port) {
    // Without this a small answer waits for the caller's delayed acknowledgement, 40 ms each.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      var server = HttpServer.create(address, BACKLOG);
      server.setExecutor(threads);
      return new HttpFront(server, threads);
    } catch (BindException e) {
      threads.close();
      throw new CannotStart(
          "port %d is taken by %s; choose another with --port, or --port 0 for any free one"
              .formatted(port, PortHolder.describe(port).orElse("another process")),
          e);
    } catch (IOException e) {
      threads.close();
      throw new CannotStart("cannot listen on port " + port + ": " + e, e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// @param failures told what went wrong in answering a call
  void serve(LocalEndpoints own, Function<HttpCall, HttpAnswer> api, Consumer<Throwable> failures) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            send(exchange, answerOrTell(exchange, own, api, failures));
          }
        });
    server.start();
  }

  private static HttpAnswer answerOrTell(
      HttpExchange exchange,
      LocalEndpoints own,
      Function<HttpCall, HttpAnswer> api,
      Consumer<Throwable> failures)
      throws IOException {
    try {
      return answer(exchange, own, api);
    } catch (RuntimeException e) {
      failures.accept(e);
      return HttpAnswer.message(500, "Internal Server Error");
    }
  }

  private static HttpAnswer answer(
      HttpExchange exchange, LocalEndpoints own, Function<HttpCall, HttpAnswer> api)
      throws IOException {
    var call = call(exchange, new byte[0]);
    var body = exchange.getRequestBody();
    if (own.serves(call)) {
      return own.handle(call, body);
    }
    var bytes = body.readNBytes(ApiGateway.MAX_BODY_BYTES + 1);
    return api.apply(call(exchange, bytes));
  }

  private static HttpCall call(HttpExchange exchange, byte[] body) {
    var headers = new HashMap<String, List<String>>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    var uri = exchange.getRequestURI();
    return new HttpCall(
        exchange.getRequestMethod(),
        uri.getRawPath() == null ? "" : uri.getRawPath(),
        uri.getRawQuery() == null ? "" : uri.getRawQuery(),
        exchange.getProtocol(),
        Map.copyOf(headers),
        body,
        exchange.getRemoteAddress().getAddress().getHostAddress());
  }

  private static void send(HttpExchange exchange, HttpAnswer answer) throws IOException {
    answer
        .headers()
        .forEach((name, values) -> exchange.getResponseHeaders().put(name, List.copyOf(values)));
    var silent =
        exchange.getRequestMethod().equals("HEAD")
            || answer.status() == 204
            || answer.status() == 304;
    if (silent || answer.body().length == 0) {
      exchange.sendResponseHeaders(answer.status(), -1);
    } else {
      exchange.sendResponseHeaders(answer.status(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
