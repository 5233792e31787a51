package io.partway.core.ingest;

import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.eligibility.Facts;
import io.partway.core.party.Pair;
import io.partway.core.search.Spend;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an upstream system tells of a pair.
public sealed interface Report {
  Pair pair();

  /// Upstream's version of every stream this report has members of.
  long version();

  /// Facts, in one stream or several. A stream that is present replaces what that stream said
  /// before, and nothing else.
  ///
  /// @param association null where the stream is not reported, as are the other three
  record Observed(
      Pair pair,
      long version,
      @Nullable Relation association,
      Facts.@Nullable Account account,
      Facts.@Nullable Billing billing,
      @Nullable Spend spend)
      implements Report {}

  /// Stream `association`.
  ///
  /// @param type null where it stays as it was; needed to establish
  /// @param associatedAt null where it stays as it was; needed to establish
  record Relation(
      @Nullable AssociationType type, @Nullable Instant associatedAt, Profile profile) {}

  /// The association ended by other means; part of stream `association`.
  record Ended(Pair pair, long version, Instant endedAt) implements Report {}
}
