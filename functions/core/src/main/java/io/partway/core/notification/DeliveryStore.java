package io.partway.core.notification;

import java.time.Instant;

/// Remembers which messages have gone out. Whoever wants to send one claims it first, so that
/// redelivered events do not send it twice, and a crash before or after the sending leaves a claim
/// that tells.
public interface DeliveryStore {
  /// What a claim came to.
  enum Claim {
    /// Nobody has tried before: send it.
    FIRST,
    /// Somebody has tried, and nobody knows whether it went out: send it, as a possible repeat.
    REPEAT,
    /// It has gone out: leave it.
    SENT,
    /// Somebody is sending it at this moment: come back later.
    BUSY
  }

  /// Claims a delivery.
  ///
  /// @param stale claims made at this instant or before, and not settled since, are those of
  ///   somebody who has died
  Claim claim(Delivery delivery, Instant now, Instant stale);

  /// Settles a claim: it has gone out.
  void sent(Delivery delivery, Instant now);

  /// Settles a claim: nobody knows whether it has gone out, and whoever comes next may try.
  ///
  /// @param claimedAt the `now` of the claim; of a claim that somebody else has taken over since,
  ///   nothing changes
  void unknown(Delivery delivery, Instant claimedAt);

  /// Settles a claim: it has certainly not gone out, and whoever comes next is the first.
  ///
  /// @param claimedAt as for [#unknown(Delivery, Instant)]
  void notSent(Delivery delivery, Instant claimedAt);
}
