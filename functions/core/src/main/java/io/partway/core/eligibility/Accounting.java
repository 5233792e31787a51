package io.partway.core.eligibility;

import io.partway.core.Word;

/// Who settles a member account's bills: itself, or its master.
public enum Accounting implements Word {
  INDEPENDENT,
  UNIFIED
}
