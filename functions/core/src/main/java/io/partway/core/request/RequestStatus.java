package io.partway.core.request;

import io.partway.core.Word;

/// Where a request stands. It leaves PENDING once, and nothing leaves the others.
public enum RequestStatus implements Word {
  PENDING,
  AGREED,
  REJECTED,
  WITHDRAWN,
  /// The deadline passed; nobody is bound by silence.
  EXPIRED,
  /// The association ended by other means, reported upstream.
  CANCELLED
}
