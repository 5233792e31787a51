package io.partway.core.record;

import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Holds one history.
final class MemoryHistories implements HistoryStore {
  Chain chain = new Chain(null, List.of(), List.of(), 0);

  /// What a pass over a party's records comes to.
  Pass pass = new Pass(0, null);

  /// Each erasure asked for: the record's id and the places in it.
  final List<String> erased = new ArrayList<>();

  /// Where passes began.
  final List<@Nullable String> positions = new ArrayList<>();

  /// Ids of records that are not any more as they were read.
  final List<String> changed = new ArrayList<>();

  @Override
  public Chain read(Pair pair) {
    return chain;
  }

  @Override
  public Pass forEach(
      Party party, String partyId, @Nullable String position, Consumer<HistoryRecord> action) {
    positions.add(position);
    chain.records().stream().filter(each -> each.belongsTo(party, partyId)).forEach(action);
    return pass;
  }

  @Override
  public boolean erase(HistoryRecord record, List<Integer> entries) {
    erased.add(record.id() + " " + entries);
    return !changed.contains(record.id());
  }
}
