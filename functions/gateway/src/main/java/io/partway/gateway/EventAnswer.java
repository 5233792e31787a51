package io.partway.gateway;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a function that an event drives answers.
public sealed interface EventAnswer {
  /// An object; those of its members that are numbers and flags are logged, too.
  record Members(Map<String, @Nullable Object> members) implements EventAnswer {}

  /// A list, as an enrichment gives it; its length is logged.
  ///
  /// @param measures what else is logged, by name
  record Items(List<Map<String, @Nullable Object>> items, Map<String, Long> measures)
      implements EventAnswer {}
}
