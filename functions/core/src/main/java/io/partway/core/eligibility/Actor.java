package io.partway.core.eligibility;

import io.partway.core.Word;

/// Who has to act so that a blocker goes away.
public enum Actor implements Word {
  PARTNER,
  CUSTOMER,
  OPERATOR
}
