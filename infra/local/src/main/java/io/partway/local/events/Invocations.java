package io.partway.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.local.functions.FunctionOutcome;
import io.partway.local.functions.Functions;
import io.partway.local.template.FunctionDefinition;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/// Stands for Lambda's asynchronous invocation: an event whose function fails comes again, at once
/// instead of after minutes, and what fails for good is put aside where the function's `OnFailure`
/// says.
public final class Invocations {
  private static final int OK = 200;

  private final Functions functions;
  private final Map<String, FunctionDefinition> definitions;
  private final DeadLetters deadLetters;
  private final InstantSource clock;

  /// @param definitions by name
  public Invocations(
      Functions functions,
      Map<String, FunctionDefinition> definitions,
      DeadLetters deadLetters,
      InstantSource clock) {
    this.functions = functions;
    this.definitions = Map.copyOf(definitions);
    this.deadLetters = deadLetters;
    this.clock = clock;
  }

  /// Invokes a function with an event until it answers or has failed too often.
  FunctionOutcome invoke(String function, JsonNode event) {
    var definition = definitions.get(function);
    if (definition == null) {
      return new FunctionOutcome.Unreachable("no function is called " + function);
    }
    var input = event.toString().getBytes(StandardCharsets.UTF_8);
    var outcome = functions.invoke(function, input);
    for (var attempt = 1;
        attempt < definition.attempts() && !(outcome instanceof FunctionOutcome.Answered);
        attempt++) {
      outcome = functions.invoke(function, input);
    }
    if (outcome instanceof FunctionOutcome.Failed(var why)) {
      definition
          .onFailure()
          .ifPresent(queue ->
              deadLetters.put(
                  queue,
                  JsonNodeFactory.instance.objectNode(),
                  record(function, definition.attempts(), event, why)));
    }
    return outcome;
  }

  /// What Lambda tells of an invocation that failed for good.
  private ObjectNode record(String function, int attempts, JsonNode event, String why) {
    var record = JsonNodeFactory.instance.objectNode();
    record.put("version", "1.0");
    record.put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    record
        .putObject("requestContext")
        .put("requestId", UUID.randomUUID().toString())
        .put("functionArn", "arn:aws:lambda:eu-west-1:000000000000:function:" + function)
        .put("condition", "RetriesExhausted")
        .put("approximateInvokeCount", attempts);
    record.set("requestPayload", event);
    record
        .putObject("responseContext")
        .put("statusCode", OK)
        .put("executedVersion", "$LATEST")
        .put("functionError", "Unhandled");
    record.putObject("responsePayload").put("errorMessage", why);
    return record;
  }
}
