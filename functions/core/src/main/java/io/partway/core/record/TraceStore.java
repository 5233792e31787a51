package io.partway.core.record;

import io.partway.core.party.Party;

/// What is kept of a user beside the history and does not vanish by itself within days: what he has
/// chosen for himself, and which notifications he has read.
public interface TraceStore {
  /// Deletes it, until all is gone or the invocation's deadline is near.
  ///
  /// @return whether all is gone
  boolean erase(Party party, String partyId, String subject);
}
