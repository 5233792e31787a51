package io.partway.core.record;

import io.partway.core.Word;

/// What a line of the history is about.
public enum RecordKind implements Word {
  /// An association started, or was ended by upstream.
  ASSOCIATION,
  /// A request; an agreed one *is* the record of the end.
  DISASSOCIATION,
  /// The partner looked at a masked value. Only the customer sees these.
  REVEAL,
  /// The support desk granted more submissions. Only the party that has them sees these.
  GRANT
}
