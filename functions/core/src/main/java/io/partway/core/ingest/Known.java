package io.partway.core.ingest;

import io.partway.core.association.Association;
import io.partway.core.eligibility.Facts;
import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.search.Spend;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What all streams have told of a pair so far.
///
/// @param association null until it was established; facts may come before it
/// @param associationVersion the newest version of stream `association`, ends included; 0 before
///   the first
/// @param endedAt the end that was reported before the start it belongs to; null unless that is
///   still awaited
/// @param spend the newest report of stream `spend`; null until the first
/// @param revision of the stored facts, for optimistic locking; 0 before the first
public record Known(
    @Nullable Association association,
    long associationVersion,
    @Nullable Instant endedAt,
    Facts facts,
    @Nullable Reported<Spend> spend,
    long revision) {}
