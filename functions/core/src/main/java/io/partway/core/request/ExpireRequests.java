package io.partway.core.request;

import io.partway.core.StoreUnavailable;
import io.partway.core.association.Association;
import io.partway.core.association.RequestId;
import io.partway.core.history.Ledger;
import io.partway.core.party.Pair;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Writes down what readers see already: requests past their deadline as expired. Nothing depends
/// on when it runs, or on whether it runs twice at once.
public final class ExpireRequests {
  /// Rounds of reading and writing one request before giving up. A lost round means that the pair's
  /// history has moved on, by somebody else's write.
  private static final int ROUNDS = 16;

  private final RequestStore store;
  private final InstantSource clock;
  private final Ledger ledger;

  @Inject
  public ExpireRequests(RequestStore store, InstantSource clock, Ledger ledger) {
    this.store = store;
    this.clock = clock;
    this.ledger = ledger;
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
    for (int round = 0; round < ROUNDS; round++) {
      Dossier dossier = store.read(pair, null, id);
      Association association = dossier.association();
      DisassociationRequest stored = dossier.request();
      if (association == null || stored == null || stored.status() != RequestStatus.PENDING) {
        return false;
      }
      DisassociationRequest expired = stored.at(now);
      if (expired.status() != RequestStatus.EXPIRED) {
        return false;
      }
      DisassociationRequest entered =
          expired.entered(ledger, association.head(), association.state(), null, null);
      if (store.expire(entered, association) == RequestStore.Commit.DONE) {
        return true;
      }
    }
    throw new StoreUnavailable("expire kept losing races");
  }
}
