package io.partway.gateway;

/// An event was not taken in: what sent it sends it again, or puts it aside. Lambda writes what a
/// function throws into its log and hands it on, so the message tells nothing of what was sent.
public final class EventFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param reason what to change, where sending the event again is of no use
  public EventFailed(String reason) {
    super(reason, null, false, false);
  }
}
