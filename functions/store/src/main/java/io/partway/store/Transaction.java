package io.partway.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Writes that take effect together or not at all. Each has a name, by which a refusal is read:
/// what a reason is about does not depend on the order in which the writes were added.
final class Transaction {
  private static final String CONDITION_FAILED = "ConditionalCheckFailed";

  private final Map<String, Write> writes = new LinkedHashMap<>();

  /// Adds a write.
  Transaction with(String name, Write write) {
    if (writes.put(name, write) != null) {
      throw new IllegalArgumentException("two writes of one name: " + name);
    }
    return this;
  }

  /// What became of a transaction.
  sealed interface Outcome {
    record Done() implements Outcome {}

    /// @param failed by name, the writes whose conditions were reported not to hold, with the items
    ///   as they were; empty where there was none. The service does not promise to report all of
    ///   them.
    record Refused(Map<String, Optional<Item>> failed) implements Outcome {}
  }

  /// As the request wants them.
  List<TransactWriteItem> items(String table) {
    return writes.values().stream().map(write -> write.item(table)).toList();
  }

  /// Names the reasons of a cancellation; empty when it has nothing to do with conditions.
  Optional<Outcome> refused(List<CancellationReason> reasons) {
    List<String> names = new ArrayList<>(writes.keySet());
    Map<String, Optional<Item>> failed = new LinkedHashMap<>();
    for (int i = 0; i < reasons.size(); i++) {
      CancellationReason reason = reasons.get(i);
      if (CONDITION_FAILED.equals(reason.code())) {
        failed.put(
            names.get(i),
            reason.hasItem() && !reason.item().isEmpty()
                ? Optional.of(Item.of(reason.item()))
                : Optional.empty());
      }
    }
    return failed.isEmpty() ? Optional.empty() : Optional.of(new Outcome.Refused(failed));
  }
}
