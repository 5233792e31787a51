package io.partway.core.association;

import io.partway.core.Word;

/// Whether the association is in force.
public enum AssociationState implements Word {
  ACTIVE,
  ENDED
}
