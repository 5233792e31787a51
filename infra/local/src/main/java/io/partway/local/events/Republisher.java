package io.partway.local.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.partway.local.functions.FunctionOutcome;
import io.partway.local.functions.Functions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// Has events told again, by as many invocations as it takes.
public final class Republisher {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Functions functions;
  private final String function;

  /// @param function the logical id of the function that tells events
  public Republisher(Functions functions, String function) {
    this.functions = functions;
    this.function = function;
  }

  /// What came of it.
  public sealed interface Result {
    /// @param events how many were put on the bus
    record Done(long events) implements Result {}

    /// @param events how many were put on the bus before it failed; doing it again is harmless
    record Failed(String why, long events) implements Result {}
  }

  /// Tells what happened from one instant to the other, both included, again.
  public Result republish(Instant from, Instant to) {
    var events = 0L;
    var after = Optional.<String>empty();
    do {
      var event = JsonNodeFactory.instance.objectNode();
      var range = event.putObject("republish");
      range.put("from", from.toString()).put("to", to.toString());
      after.ifPresent(position -> range.put("after", position));
      var input = event.toString().getBytes(StandardCharsets.UTF_8);
      switch (functions.invoke(function, input)) {
        case FunctionOutcome.Answered(var output) -> {
          try {
            var answer = JSON.readTree(output);
            events += answer.path("events").asLong();
            after = Optional.ofNullable(answer.path("after").textValue());
          } catch (IOException e) {
            return new Result.Failed("the answer is not JSON: " + e.getMessage(), events);
          }
        }
        case FunctionOutcome.Failed(var why) -> {
          return new Result.Failed(why, events);
        }
        case FunctionOutcome.Unreachable(var why) -> {
          return new Result.Failed(why, events);
        }
      }
    } while (after.isPresent());
    return new Result.Done(events);
  }
}
