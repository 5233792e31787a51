package io.partway.core.rehearsal;

/// The table, as far as a rehearsal needs it.
public interface Stage {
  /// Reads for real what nobody has, once: as a part of a [Rehearsal#run(Runnable)], or to be
  /// connected.
  ///
  /// @throws io.partway.core.StoreUnavailable when there is no answer
  void reach();

  /// Has everything of this cast be there, as a part of a [Rehearsal#stage(Runnable)].
  void set(Cast cast);
}
