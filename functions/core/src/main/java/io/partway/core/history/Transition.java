package io.partway.core.history;

import io.partway.core.Word;

/// What an entry tells of.
public enum Transition implements Word {
  /// An association began.
  ESTABLISHED,
  /// A request was submitted.
  SUBMITTED,
  /// A request was agreed to, and its association ended by that.
  AGREED,
  REJECTED,
  WITHDRAWN,
  /// Nobody decided in time.
  EXPIRED,
  /// The association ended while the request was pending.
  CANCELLED,
  /// An association ended by other means, as upstream reported.
  ENDED
}
