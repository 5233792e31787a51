package io.partway.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.local.Cli.Wish;
import io.partway.local.events.Republisher;
import io.partway.local.functions.Eraser;
import io.partway.local.functions.Functions;
import io.partway.local.functions.Relay;
import io.partway.local.functions.RemoteFunctions;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The commands by which an operator has a function do something: `./partway republish`, `./partway
/// erase`.
final class Operate {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final PrintStream err;
  private final String describing;
  private final String erasing;

  /// @param describing the logical id of the function that tells events
  /// @param erasing the logical id of the function that erases persons
  Operate(PrintStream out, PrintStream err, String describing, String erasing) {
    this.out = out;
    this.err = err;
    this.describing = describing;
    this.erasing = erasing;
  }

  /// @return the exit code of the process
  int run(Wish.Republish wish) {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("from", wish.from().toString())
            .put("to", wish.to().toString());
    return run(
        wish.where(),
        "/local/republish",
        body,
        functions -> new Republisher(functions, describing).republish(wish.from(), wish.to()),
        counts ->
            counts.path("events").asLong()
                + " events were put on the bus again"
                + left(counts.path("unreadable").asLong(), "cannot be read"));
  }

  /// @return the exit code of the process
  int run(Wish.Erase wish) {
    var whom = wish.whom();
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("party", whom.party())
            .put("partyId", whom.partyId())
            .put("subject", whom.subject());
    return run(
        wish.where(),
        "/local/erase",
        body,
        functions -> new Eraser(functions, erasing).erase(whom),
        counts ->
            counts.path("erased").asLong()
                + " entries name nobody any more"
                + left(counts.path("skipped").asLong(), "do not tell whom they name"));
  }

  private static String left(long records, String why) {
    return records == 0 ? "" : "; " + records + " " + why + ": see the runbook";
  }

  private int run(
      Cli.Where where,
      String path,
      ObjectNode body,
      Function<Functions, Relay.Result> there,
      Function<ObjectNode, String> said) {
    return switch (where) {
      case Cli.Where.Port(var port) -> system(port, path, body, said);
      case Cli.Where.Functions(var url) -> {
        try (var functions = new RemoteFunctions(url, UnaryOperator.identity())) {
          yield switch (there.apply(functions)) {
            case Relay.Result.Done(var counts) -> done(said.apply(counts.json()));
            case Relay.Result.Failed(var why, var counts) ->
                failed("stopped after " + counts.json() + ", doing it again is harmless: " + why);
          };
        }
      }
    };
  }

  private int system(int port, String path, ObjectNode body, Function<ObjectNode, String> said) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (!(JSON.readTree(answer.body()) instanceof ObjectNode told)) {
        return failed("what answers on port " + port + " is no local system");
      }
      return answer.statusCode() == 200
          ? done(said.apply(told))
          : failed(told.path("message").asText());
    } catch (IOException e) {
      return failed("no local system answers on port " + port + ": " + e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    }
  }

  private int done(String said) {
    out.println(said);
    return 0;
  }

  private int failed(String why) {
    err.println(why);
    return 1;
  }
}
