package io.partway.gateway;

import io.partway.core.Rehearsal;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/// Has a function rehearse before Lambda takes a snapshot of its process (SnapStart). After it is
/// restored there is nothing to do, since a rehearsal leaves nothing behind that could be stale.
final class Snapshot implements Resource {
  private final Runnable rehearsal;

  private Snapshot(Runnable rehearsal) {
    this.rehearsal = rehearsal;
  }

  /// Registers with the runtime, where it takes snapshots. That holds what is registered weakly:
  /// the function has to hold it.
  ///
  /// @param rehearsal must not throw: a version would not be published
  static Snapshot rehearsedBy(Runnable rehearsal) {
    Snapshot snapshot = new Snapshot(rehearsal);
    Core.getGlobalContext().register(snapshot);
    return snapshot;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    Rehearsal.run(rehearsal);
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing was kept.
  }
}
