package io.partway.core;

import java.util.function.Supplier;

/// A run through the code before a snapshot is taken of the process, so that what a first call
/// needs is loaded when the snapshot is restored. Nobody is behind it: it asks for what nobody has,
/// and leaves nothing behind. Whoever could change something, or would keep something that is
/// secret, unique or of its time, looks here first.
public final class Rehearsal {
  private static final ScopedValue<Boolean> RUNNING = ScopedValue.newInstance();

  private Rehearsal() {}

  /// Whether this thread is in one.
  public static boolean running() {
    return RUNNING.isBound();
  }

  /// Runs this as one.
  public static void run(Runnable steps) {
    ScopedValue.where(RUNNING, true).run(steps);
  }

  /// The same work, which on whatever thread is a part of this rehearsal, where this is one.
  public static <T> Supplier<T> handedOn(Supplier<T> work) {
    return running() ? () -> ScopedValue.where(RUNNING, true).call(work::get) : work;
  }
}
