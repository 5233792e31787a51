package io.partway.core.message;

import io.partway.core.Word;

/// A way on which messages reach people outside of Partway.
public enum Channel implements Word {
  EMAIL,
  SMS
}
