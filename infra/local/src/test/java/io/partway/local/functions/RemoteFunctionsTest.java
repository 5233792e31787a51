package io.partway.local.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteFunctionsTest {
  private final List<String> calls = new ArrayList<>();
  private final HttpServer server;
  private final RemoteFunctions functions;
  private int status = 200;
  private String answer = "";
  private @Nullable String authorization;
  private boolean error;

  RemoteFunctionsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          authorization = exchange.getRequestHeaders().getFirst("Authorization");
          if (error) {
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
          }
          exchange.sendResponseHeaders(status, 0);
          try (var output = exchange.getResponseBody()) {
            output.write(answer.getBytes(StandardCharsets.UTF_8));
          }
        });
    server.start();
    functions =
        new RemoteFunctions(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            UnaryOperator.identity());
  }

  @AfterEach
  void stop() {
    functions.close();
    server.stop(0);
  }

  private FunctionOutcome invoke() {
    return functions.invoke("List", "{}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void speaksTheInvokeApi() {
    answer = "{\"statusCode\":200,\"body\":\"\\\"errorMessage\\\" \\\"errorType\\\"\"}";

    assertThat(invoke())
        .isInstanceOfSatisfying(
            FunctionOutcome.Answered.class,
            answered ->
                assertThat(new String(answered.output(), StandardCharsets.UTF_8))
                    .isEqualTo(answer));
    assertThat(calls).containsExactly("POST /2015-03-31/functions/List/invocations {}");
    // Without the region LocalStack would look for the function elsewhere.
    assertThat(authorization).contains("/eu-west-1/lambda/aws4_request");
  }

  @Test
  void knowsAFunctionsErrorFromItsHeaderOrItsShape() {
    error = true;
    assertThat(invoke()).isInstanceOf(FunctionOutcome.Failed.class);

    error = false;
    answer = "{\"errorMessage\":\"x\",\"errorType\":\"y\",\"stackTrace\":[]}";
    assertThat(invoke()).isEqualTo(new FunctionOutcome.Failed("x"));
  }

  @Test
  void tellsAnOutageFromAnError() {
    status = 404;
    assertThat(invoke()).isInstanceOf(FunctionOutcome.Unreachable.class);

    server.stop(0);
    assertThat(invoke()).isInstanceOf(FunctionOutcome.Unreachable.class);
  }
}
