package io.partway.core.record;

import io.partway.core.grant.QuotaGrant;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of the list that a party reads: of its history with others, or of what the support desk
/// has granted to itself.
public sealed interface RecordLine permits HistoryRecord, RecordLine.Granted {
  /// Unique; a request's is the request id.
  String id();

  /// The line's own instant: `submittedAt`, `since`, `endedAt`, `grantedAt`, or when a value was
  /// revealed.
  Instant at();

  RecordKind kind();

  /// Null for a reveal.
  @Nullable RecordStatus status();

  /// Whom it is about; null for a grant to a party as a whole.
  @Nullable Pair pair();

  /// Whether it belongs to this party. The other side of a pair does not see a grant.
  boolean belongsTo(Party owner, String ownerId);

  /// More submissions for one party, granted by the support desk.
  ///
  /// @param grant one that has been granted; not one that waits for a second operator
  record Granted(QuotaGrant grant) implements RecordLine {
    @Override
    public String id() {
      return grant.id().value();
    }

    @Override
    public Instant at() {
      return grant.at();
    }

    @Override
    public RecordKind kind() {
      return RecordKind.GRANT;
    }

    @Override
    public RecordStatus status() {
      return RecordStatus.GRANTED;
    }

    @Override
    public @Nullable Pair pair() {
      return grant.scope().pair();
    }

    @Override
    public boolean belongsTo(Party owner, String ownerId) {
      return grant.scope().party() == owner && grant.scope().partyId().equals(ownerId);
    }
  }
}
