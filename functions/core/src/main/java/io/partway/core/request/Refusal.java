package io.partway.core.request;

import io.partway.core.Word;

/// Why an action is not allowed. The word is both the reason in `allowedActions` and the problem
/// code of the refusal, so that the two cannot come to disagree.
public enum Refusal implements Word {
  /// Only an admin may do it.
  ROLE_NOT_ALLOWED,
  /// It is the other side's to do.
  NOT_YOUR_SIDE,
  /// Somebody, or something, brought the request to its end before.
  ALREADY_DECIDED,
  /// The deadline has passed.
  REQUEST_EXPIRED,
  /// There is nothing left to end.
  ASSOCIATION_ENDED,
  /// A request of either side waits on this pair.
  REQUEST_PENDING,
  /// Blockers stand in the way.
  INELIGIBLE,
  /// No slot is free.
  QUOTA_EXCEEDED
}
