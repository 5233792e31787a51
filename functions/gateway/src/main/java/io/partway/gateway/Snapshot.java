package io.partway.gateway;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/// Has a function rehearse before Lambda takes a snapshot of its process (SnapStart), and connect
/// after it is restored. There is nothing to clean then, since a rehearsal leaves nothing behind
/// that could be stale.
final class Snapshot implements Resource {
  private final Runnable rehearsal;
  private final Runnable connecting;

  private Snapshot(Runnable rehearsal, Runnable connecting) {
    this.rehearsal = rehearsal;
    this.connecting = connecting;
  }

  /// Registers with the runtime, where it takes snapshots. That holds what is registered weakly:
  /// the function has to hold it.
  ///
  /// @param rehearsal must not throw: a version would not be published
  /// @param connecting must not throw: the instance would be given up
  static Snapshot of(Runnable rehearsal, Runnable connecting) {
    Snapshot snapshot = new Snapshot(rehearsal, connecting);
    Core.getGlobalContext().register(snapshot);
    return snapshot;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    rehearsal.run();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    connecting.run();
  }
}
