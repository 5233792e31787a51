package io.partway.core.quota;

import java.time.Instant;

/// Extra submissions that an operator has granted on a service ticket.
///
/// @param extra how many, while valid
/// @param endsAt the instant *at* which they are gone
public record Grant(int extra, String ticketNumber, Instant endsAt) {
  /// Grants that overlap add up while each is valid.
  public boolean validAt(Instant now) {
    return now.isBefore(endsAt);
  }
}
