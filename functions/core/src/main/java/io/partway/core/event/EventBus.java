package io.partway.core.event;

import java.io.IOException;
import java.util.List;

/// Where events go to be told.
public interface EventBus {
  /// Puts these events on the bus. Who is told twice knows it by the id.
  ///
  /// @throws IOException when not all of them were taken; repeating the call settles it
  void put(List<Announcement> events) throws IOException;
}
