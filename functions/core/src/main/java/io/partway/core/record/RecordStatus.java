package io.partway.core.record;

import io.partway.core.Word;
import io.partway.core.request.RequestStatus;

/// The status of a line of the history, over all kinds; a reveal has none.
public enum RecordStatus implements Word {
  ESTABLISHED,
  ENDED,
  PENDING,
  AGREED,
  REJECTED,
  WITHDRAWN,
  EXPIRED,
  CANCELLED,
  GRANTED;

  /// A request's.
  public static RecordStatus of(RequestStatus status) {
    return switch (status) {
      case PENDING -> PENDING;
      case AGREED -> AGREED;
      case REJECTED -> REJECTED;
      case WITHDRAWN -> WITHDRAWN;
      case EXPIRED -> EXPIRED;
      case CANCELLED -> CANCELLED;
    };
  }
}
