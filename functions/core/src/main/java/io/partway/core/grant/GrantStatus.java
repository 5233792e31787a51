package io.partway.core.grant;

import io.partway.core.Word;

/// Where a grant stands at one instant.
public enum GrantStatus implements Word {
  /// It adds nothing until a second operator confirms it. Its party does not see it yet.
  AWAITING_CONFIRMATION,
  /// It adds to the quota, until it ends.
  GRANTED,
  /// It has added to the quota, and does no more.
  ENDED,
  /// It never added anything: its end came before its confirmation.
  LAPSED
}
