package io.partway.local.functions;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Has a function do what may take more than one invocation: while there is more, it answers
/// `after`, which the next invocation is given.
public final class Relay {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Functions functions;
  private final String function;

  /// @param function the logical id of the function
  public Relay(Functions functions, String function) {
    this.functions = functions;
    this.function = function;
  }

  /// What came of it.
  public sealed interface Result {
    /// The members of all answers that are numbers, added up.
    Counts counts();

    record Done(Counts counts) implements Result {}

    /// @param counts of what was done before it failed
    record Failed(String why, Counts counts) implements Result {}
  }

  /// Numbers by name.
  public static final class Counts {
    private final TreeMap<String, Long> numbers = new TreeMap<>();

    /// 0 where there is none of this name.
    public long of(String name) {
      return numbers.getOrDefault(name, 0L);
    }

    private void add(ObjectNode answer) {
      for (var member : answer.properties()) {
        if (member.getValue().isIntegralNumber()) {
          numbers.merge(member.getKey(), member.getValue().asLong(), Long::sum);
        }
      }
    }

    /// As the members of an object.
    public ObjectNode json() {
      var json = JsonNodeFactory.instance.objectNode();
      numbers.forEach(json::put);
      return json;
    }
  }

  /// Invokes it until nothing is left to do.
  ///
  /// @param event what it is sent, given the last answer's `after`
  public Result run(Function<Optional<String>, ObjectNode> event) {
    var counts = new Counts();
    var after = Optional.<String>empty();
    do {
      var input = event.apply(after).toString().getBytes(StandardCharsets.UTF_8);
      switch (functions.invoke(function, input)) {
        case FunctionOutcome.Answered(var output) -> {
          try {
            if (!(JSON.readTree(output) instanceof ObjectNode answer)) {
              return new Result.Failed("the answer is no object", counts);
            }
            counts.add(answer);
            after = Optional.ofNullable(answer.path("after").textValue());
          } catch (IOException e) {
            return new Result.Failed("the answer is not JSON: " + e.getMessage(), counts);
          }
        }
        case FunctionOutcome.Failed(var why) -> {
          return new Result.Failed(why, counts);
        }
        case FunctionOutcome.Unreachable(var why) -> {
          return new Result.Failed(why, counts);
        }
      }
    } while (after.isPresent());
    return new Result.Done(counts);
  }
}
