package io.partway.core.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that is stored and tells events, in no order.
public interface ChangeSource {
  /// One page.
  ///
  /// @param position of the page before; null for the first page
  Page page(@Nullable Position position);

  /// @param changes each as new: what they tell is all that has ever happened to them
  /// @param unreadable how many there are beside them that cannot be read
  /// @param next where the next page starts; null at the end
  record Page(List<Change> changes, int unreadable, @Nullable Position next) {
    public Page {
      changes = List.copyOf(changes);
    }
  }

  /// A place between two pages.
  ///
  /// @param text of the store's own making
  record Position(String text) {}
}
