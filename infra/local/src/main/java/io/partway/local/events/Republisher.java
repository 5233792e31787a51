package io.partway.local.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.partway.local.functions.Functions;
import io.partway.local.functions.Relay;
import java.time.Instant;

/// Has events told again, by as many invocations as it takes.
public final class Republisher {
  private final Relay relay;

  /// @param function the logical id of the function that tells events
  public Republisher(Functions functions, String function) {
    this.relay = new Relay(functions, function);
  }

  /// Tells what happened from one instant to the other, both included, again. Counts `events`, and
  /// what was `unreadable`.
  public Relay.Result republish(Instant from, Instant to) {
    return relay.run(after -> {
      var event = JsonNodeFactory.instance.objectNode();
      var range = event.putObject("republish");
      range.put("from", from.toString()).put("to", to.toString());
      after.ifPresent(position -> range.put("after", position));
      return event;
    });
  }
}
