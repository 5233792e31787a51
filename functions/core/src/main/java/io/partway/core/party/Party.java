package io.partway.core.party;

import io.partway.core.Word;

/// One side of an association.
public enum Party implements Word {
  PARTNER,
  CUSTOMER;

  /// The other side.
  public Party other() {
    return switch (this) {
      case PARTNER -> CUSTOMER;
      case CUSTOMER -> PARTNER;
    };
  }
}
