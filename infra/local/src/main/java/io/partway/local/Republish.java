package io.partway.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.partway.local.events.Republisher;
import io.partway.local.functions.RemoteFunctions;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;

/// The command `./partway republish`.
final class Republish {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final PrintStream err;
  private final String function;

  /// @param function the logical id of the function that tells events
  Republish(PrintStream out, PrintStream err, String function) {
    this.out = out;
    this.err = err;
    this.function = function;
  }

  /// @return the exit code of the process
  int run(Cli.Wish.Republish wish) {
    return switch (wish.where()) {
      case Cli.Where.Port(var port) -> system(wish, port);
      case Cli.Where.Functions(var url) -> functions(wish, url);
    };
  }

  private int functions(Cli.Wish.Republish wish, URI url) {
    try (var functions = new RemoteFunctions(url, UnaryOperator.identity())) {
      return switch (new Republisher(functions, function).republish(wish.from(), wish.to())) {
        case Republisher.Result.Done(var events) -> done(events);
        case Republisher.Result.Failed(var why, var events) ->
            failed("stopped after " + events + " events, doing it again is harmless: " + why);
      };
    }
  }

  private int system(Cli.Wish.Republish wish, int port) {
    var range =
        JsonNodeFactory.instance
            .objectNode()
            .put("from", wish.from().toString())
            .put("to", wish.to().toString());
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/local/republish"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(range.toString()))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      var body = JSON.readTree(answer.body());
      return answer.statusCode() == 200
          ? done(body.path("events").asLong())
          : failed(body.path("message").asText());
    } catch (IOException e) {
      return failed("no local system answers on port " + port + ": " + e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    }
  }

  private int done(long events) {
    out.println(events + " events were put on the bus again");
    return 0;
  }

  private int failed(String why) {
    err.println(why);
    return 1;
  }
}
