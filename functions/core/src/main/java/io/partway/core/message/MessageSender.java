package io.partway.core.message;

/// Hands messages to a carrier.
@FunctionalInterface
public interface MessageSender {
  /// What became of one message.
  sealed interface Outcome {
    /// The carrier has taken it.
    ///
    /// @param reference the carrier's own name for it
    record Accepted(String reference) implements Outcome {}

    /// The carrier will not take it, now or later: the address is none, or is blocked.
    ///
    /// @param why the carrier's code for that; never the address or the text
    record Refused(String why) implements Outcome {}

    /// No answer, or an outage: it may have gone out, and may be sent once more.
    ///
    /// @param why what went wrong; never the address or the text
    record Unavailable(String why) implements Outcome {}
  }

  /// Sends one message, at most once.
  Outcome send(Message message);
}
