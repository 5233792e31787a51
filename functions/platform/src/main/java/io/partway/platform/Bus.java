package io.partway.platform;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The event bus, for what is put on it directly.
public interface Bus {
  /// Puts these on the bus.
  ///
  /// @throws IOException when not all of them were taken, some of which may have been
  void put(List<Entry> entries) throws IOException;

  /// @param detail values that JSON has: texts, numbers, flags, null, maps and lists of them
  record Entry(String source, String detailType, Map<String, @Nullable Object> detail) {}
}
