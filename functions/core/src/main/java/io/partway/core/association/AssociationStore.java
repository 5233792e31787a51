package io.partway.core.association;

import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads associations. All reads are eventually consistent: what decides something reads through
/// the store of requests.
public interface AssociationStore {
  /// Those of these pairs that are known.
  Map<Pair, Association> associations(Set<Pair> pairs);

  /// A customer's associations, active and ended, by partner id.
  ///
  /// @param after the last partner id of the page before; null for the first page
  Slice ofCustomer(CustomerId customer, @Nullable String after, int limit);

  /// @param next where the next page starts; null at the end
  record Slice(List<Association> associations, @Nullable String next) {}
}
