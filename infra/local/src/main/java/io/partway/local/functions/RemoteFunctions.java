package io.partway.local.functions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.partway.local.aws.Signature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.SdkHttpMethod;

/// Functions that run elsewhere behind the Lambda Invoke API: SAM's `start-lambda`, or LocalStack.
public final class RemoteFunctions implements Functions, AutoCloseable {
  /// The longest that a function may run on Lambda.
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI endpoint;
  private final UnaryOperator<String> names;
  private final HttpClient client;

  /// @param endpoint such as `http://127.0.0.1:3001`
  /// @param names what a function is called there, by its logical id
  public RemoteFunctions(URI endpoint, UnaryOperator<String> names) {
    this.endpoint = endpoint;
    this.names = names;
    this.client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  }

  @Override
  public FunctionOutcome invoke(String name, byte[] event) {
    var url = endpoint.resolve("/2015-03-31/functions/" + names.apply(name) + "/invocations");
    var request =
        HttpRequest.newBuilder(url)
            .timeout(LONGEST)
            .header("content-type", "application/json")
            .header("x-amz-invocation-type", "RequestResponse")
            .POST(HttpRequest.BodyPublishers.ofByteArray(event));
    Signature.headers("lambda", SdkHttpMethod.POST, url, event).forEach(request::header);
    try {
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      var text = new String(answer.body(), StandardCharsets.UTF_8);
      if (answer.statusCode() != 200) {
        return new FunctionOutcome.Unreachable(name + ": " + answer.statusCode() + " " + text);
      }
      return answer.headers().firstValue("x-amz-function-error").isPresent()
              || isError(answer.body())
          ? new FunctionOutcome.Failed(thrown(answer.body()).orElse(name + ": " + text))
          : new FunctionOutcome.Answered(answer.body());
    } catch (IOException e) {
      return new FunctionOutcome.Unreachable(name + " at " + endpoint + ": " + e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new FunctionOutcome.Unreachable(name + ": interrupted");
    }
  }

  /// SAM's start-lambda answers a function's exception without the header.
  private static boolean isError(byte[] output) {
    try {
      var json = JSON.readTree(output);
      return json.has("errorMessage") && json.has("errorType");
    } catch (IOException _) {
      return false;
    }
  }

  /// The message of what a function threw.
  private static Optional<String> thrown(byte[] output) {
    try {
      return Optional.ofNullable(JSON.readTree(output).path("errorMessage").textValue());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
