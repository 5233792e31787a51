package io.partway.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.local.functions.FunctionOutcome;

/// Sends again what lies in a queue, as the runbooks have an operator do it with the AWS CLI.
public final class Redelivery {
  private final DeadLetters deadLetters;
  private final Invocations invocations;

  public Redelivery(DeadLetters deadLetters, Invocations invocations) {
    this.deadLetters = deadLetters;
    this.invocations = invocations;
  }

  /// What became of a message.
  public sealed interface Result {
    /// Its function has taken it: it is gone from the queue.
    record Taken(JsonNode answer) implements Result {}

    /// It failed again, and lies in its queue again.
    record Failed(String why) implements Result {}

    /// It is nothing that can be sent again; it has not been touched.
    record Impossible(String why) implements Result {}

    /// There is no such message.
    record Unknown() implements Result {}
  }

  /// Sends one message again to the function that it did not get through to.
  public Result sendAgain(String id) {
    var known = deadLetters.newestFirst().stream().filter(each -> each.id().equals(id)).findFirst();
    if (known.isEmpty()) {
      return new Result.Unknown();
    }
    var letter = known.get();
    var failed = letter.body().path("requestPayload");
    var arn =
        failed.isMissingNode()
            ? letter.attributes().path("TARGET_ARN").asText()
            : letter.body().at("/requestContext/functionArn").asText();
    if (arn.isEmpty()) {
      return new Result.Impossible(
          letter.body().has("DDBStreamBatchInfo")
              ? "it only says which changes were left untold: ./partway republish tells them"
              : "what came back can only be sent to another address");
    }
    if (deadLetters.take(id).isEmpty()) {
      return new Result.Unknown(); // Somebody was quicker.
    }
    var event = failed.isMissingNode() ? letter.body() : failed;
    return switch (invocations.invoke(arn.substring(arn.lastIndexOf(':') + 1), event)) {
      case FunctionOutcome.Answered(var output) -> new Result.Taken(EventBus.json(output));
      case FunctionOutcome.Failed(var why) -> new Result.Failed(why);
      case FunctionOutcome.Unreachable(var why) -> {
        deadLetters.put(letter.queue(), letter.attributes(), letter.body());
        yield new Result.Failed(why);
      }
    };
  }

  /// Deletes a message.
  ///
  /// @return whether there was one
  public boolean forget(String id) {
    return deadLetters.take(id).isPresent();
  }
}
