package io.partway.core.party;

import io.partway.core.Word;

/// What a person may do for the party he acts for.
public enum Role implements Word {
  /// Everything; the only role that may change anything.
  ADMIN,
  /// Reads the customers assigned to him. A customer's account manager has nothing assigned.
  ACCOUNT_MANAGER,
  /// Reads everything of his party.
  VIEWER
}
