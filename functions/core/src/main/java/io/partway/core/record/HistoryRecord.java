package io.partway.core.record;

import io.partway.core.association.Names;
import io.partway.core.history.HistoryEntry;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.request.DisassociationRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of the history that both sides can list.
public sealed interface HistoryRecord extends RecordLine {
  @Override
  Pair pair();

  Names names();

  @Override
  default boolean belongsTo(Party owner, String ownerId) {
    return pair().idOf(owner).equals(ownerId);
  }

  /// The links that this line adds to the chain of its pair, in order; none for a reveal.
  default List<HistoryEntry> entries() {
    return List.of();
  }

  /// A disassociation request.
  record Request(DisassociationRequest request) implements HistoryRecord {
    @Override
    public String id() {
      return request.id().value();
    }

    @Override
    public Pair pair() {
      return request.pair();
    }

    @Override
    public Names names() {
      return request.names();
    }

    @Override
    public Instant at() {
      return request.submittedAt();
    }

    @Override
    public RecordKind kind() {
      return RecordKind.DISASSOCIATION;
    }

    @Override
    public RecordStatus status() {
      return RecordStatus.of(request.status());
    }
  }

  /// The start of an association.
  record Established(String id, Pair pair, Names names, Instant at) implements HistoryRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.ASSOCIATION;
    }

    @Override
    public RecordStatus status() {
      return RecordStatus.ESTABLISHED;
    }
  }

  /// An end that upstream reported.
  record Ended(String id, Pair pair, Names names, Instant at) implements HistoryRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.ASSOCIATION;
    }

    @Override
    public RecordStatus status() {
      return RecordStatus.ENDED;
    }
  }

  /// A look at one masked value.
  ///
  /// @param subject who looked; never shown to the customer
  record Revealed(String id, Pair pair, Names names, Instant at, String field, String subject)
      implements HistoryRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.REVEAL;
    }

    @Override
    public @Nullable RecordStatus status() {
      return null;
    }
  }
}
