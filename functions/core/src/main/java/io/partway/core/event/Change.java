package io.partway.core.event;

import io.partway.core.grant.QuotaGrant;
import io.partway.core.record.HistoryRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A change of something that tells events.
public sealed interface Change {
  /// A record was written.
  ///
  /// @param before null for a new one, or to tell all that has ever happened to it
  record Recorded(@Nullable HistoryRecord before, HistoryRecord after) implements Change {}

  /// A grant was entered or confirmed.
  ///
  /// @param before null for a new one, or to tell all that has ever happened to it
  record Granted(@Nullable QuotaGrant before, QuotaGrant after) implements Change {}

  /// A reminder became due.
  record Reminded(Reminder reminder) implements Change {}

  /// The schedule has ticked. Nobody is told, but that this change has come here shows how far the
  /// outbox is.
  record Ticked(Instant at) implements Change {}
}
