package io.partway.core.request;

import io.partway.core.association.RequestId;
import io.partway.core.party.Pair;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Writes down what readers see already: requests past their deadline as expired. Nothing depends
/// on when it runs, or on whether it runs twice at once.
public final class ExpireRequests {
  private final RequestStore store;
  private final InstantSource clock;

  @Inject
  ExpireRequests(RequestStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// @param expired written by this run
  /// @param overtaken found overdue, but brought to their end by somebody else meanwhile
  /// @param complete whether all overdue ones were seen; the next run goes on
  public record Sweep(int expired, int overtaken, boolean complete) {}

  /// Sweeps once.
  public Sweep sweep() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    int[] counts = new int[2];
    boolean complete =
        store.forEachOverdue(
            now, overdue -> counts[expire(overdue.pair(), overdue.request(), now) ? 0 : 1]++);
    return new Sweep(counts[0], counts[1], complete);
  }

  private boolean expire(Pair pair, RequestId id, Instant now) {
    DisassociationRequest stored = store.read(pair, null, id).request();
    if (stored == null || stored.status() != RequestStatus.PENDING) {
      return false;
    }
    DisassociationRequest expired = stored.at(now);
    return expired.status() == RequestStatus.EXPIRED
        && store.expire(expired) == RequestStore.Commit.DONE;
  }
}
