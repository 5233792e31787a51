package io.partway.local.functions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// Has a person taken out of what is kept of a party, by as many invocations as it takes.
public final class Eraser {
  private final Relay relay;

  /// @param function the logical id of the function that erases
  public Eraser(Functions functions, String function) {
    this.relay = new Relay(functions, function);
  }

  /// Whom to erase.
  ///
  /// @param party `partner` or `customer`
  /// @param subject the claim `sub` of his tokens
  public record Whom(String party, String partyId, String subject) {}

  /// Erases. Counts what was `erased`, and what was `skipped`.
  public Relay.Result erase(Whom whom) {
    return relay.run(after -> {
      var event =
          JsonNodeFactory.instance
              .objectNode()
              .put("party", whom.party())
              .put("partyId", whom.partyId())
              .put("subject", whom.subject());
      after.ifPresent(position -> event.put("after", position));
      return event;
    });
  }
}
