package io.partway.core.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The queues in which lies what was given up, for somebody to look after.
@FunctionalInterface
public interface DeadLetters {
  /// Each queue with what is in it, in the order of their names. Throws nothing.
  List<Depth> depths();

  /// @param queue its name
  /// @param messages about how many; null where the queue did not answer
  record Depth(String queue, @Nullable Long messages) {}
}
