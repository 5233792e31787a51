package io.partway.core.rehearsal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// A run through the code before a snapshot is taken of the process, so that what a first call
/// needs is loaded, and compiled, when the snapshot is restored. Nobody is behind it, and it leaves
/// nothing behind. Whoever could change something, or would keep something that is secret, unique
/// or of its time, looks here first.
public final class Rehearsal {
  private static final ScopedValue<Rehearsal> CURRENT = ScopedValue.newInstance();

  private final boolean staged;
  private final List<Object> props = new CopyOnWriteArrayList<>();

  private Rehearsal(boolean staged) {
    this.staged = staged;
  }

  /// Whether this thread is in one.
  public static boolean running() {
    return CURRENT.isBound();
  }

  /// Whether this thread is in one that reads for real.
  public static boolean reading() {
    return running() && !staged();
  }

  /// Whether this thread is in one in which nothing gets out: secrets, times and ids are made up,
  /// and who would be called is played.
  public static boolean staged() {
    return running() && CURRENT.get().staged;
  }

  /// What those who play others have been given for this rehearsal; gone at its end.
  ///
  /// @throws java.util.NoSuchElementException outside of one
  public static List<Object> props() {
    return CURRENT.get().props;
  }

  /// Runs this as one that may read, for real, what nobody has.
  public static void run(Runnable steps) {
    ScopedValue.where(CURRENT, new Rehearsal(false)).run(steps);
  }

  /// Runs this as one in which nothing gets out.
  public static void stage(Runnable steps) {
    ScopedValue.where(CURRENT, new Rehearsal(true)).run(steps);
  }

  /// The same work, which on whatever thread is a part of this rehearsal, where this is one.
  public static <T> Supplier<T> handedOn(Supplier<T> work) {
    if (!running()) {
      return work;
    }
    Rehearsal current = CURRENT.get();
    return () -> ScopedValue.where(CURRENT, current).call(work::get);
  }
}
