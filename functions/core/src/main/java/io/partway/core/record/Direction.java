package io.partway.core.record;

import io.partway.core.Word;
import io.partway.core.party.Party;

/// Whether a request came to the viewer's side or from it.
public enum Direction implements Word {
  INCOMING,
  OUTGOING;

  /// As this side sees a request of that one.
  public static Direction of(Party viewer, Party initiator) {
    return viewer == initiator ? OUTGOING : INCOMING;
  }
}
