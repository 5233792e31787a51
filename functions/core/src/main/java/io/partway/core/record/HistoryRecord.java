package io.partway.core.record;

import io.partway.core.association.AssociationState;
import io.partway.core.association.Names;
import io.partway.core.history.Canonical;
import io.partway.core.history.Head;
import io.partway.core.history.HistoryEntry;
import io.partway.core.history.Ledger;
import io.partway.core.history.Recorded;
import io.partway.core.history.State;
import io.partway.core.history.Step;
import io.partway.core.history.Transition;
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
  List<HistoryEntry> entries();

  /// All that the line holds, but for its entries, in the form that they are digests of.
  default Canonical content() {
    return new Canonical("record 1")
        .text(id())
        .text(pair().partner().value())
        .text(pair().customer().value())
        .text(names().partner())
        .text(names().customer())
        .instant(at())
        .text(kind().word())
        .text(status() == null ? null : status().word());
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

    @Override
    public List<HistoryEntry> entries() {
      return request.entries();
    }

    @Override
    public Canonical content() {
      return request.content();
    }
  }

  /// The start of an association.
  record Established(String id, Pair pair, Names names, Instant at, List<HistoryEntry> entries)
      implements HistoryRecord {
    public Established {
      entries = List.copyOf(entries);
    }

    @Override
    public RecordKind kind() {
      return RecordKind.ASSOCIATION;
    }

    @Override
    public RecordStatus status() {
      return RecordStatus.ESTABLISHED;
    }

    /// With its entry.
    ///
    /// @param head where the chain of the pair ends before it
    /// @param before state of the association; null where this is its first start
    public Established entered(Ledger ledger, Head head, @Nullable AssociationState before) {
      State was = new State(null, before == null ? null : before.word());
      State is = new State(null, AssociationState.ACTIVE.word());
      return new Established(
          id, pair, names, at, entry(this, ledger, head, Transition.ESTABLISHED, was, is));
    }
  }

  /// An end that upstream reported.
  record Ended(String id, Pair pair, Names names, Instant at, List<HistoryEntry> entries)
      implements HistoryRecord {
    public Ended {
      entries = List.copyOf(entries);
    }

    @Override
    public RecordKind kind() {
      return RecordKind.ASSOCIATION;
    }

    @Override
    public RecordStatus status() {
      return RecordStatus.ENDED;
    }

    /// With its entry.
    ///
    /// @param head where the chain of the pair ends before it
    public Ended entered(Ledger ledger, Head head) {
      State was = new State(null, AssociationState.ACTIVE.word());
      State is = new State(null, AssociationState.ENDED.word());
      return new Ended(id, pair, names, at, entry(this, ledger, head, Transition.ENDED, was, is));
    }
  }

  /// A look at one masked value.
  ///
  /// @param subject who looked; never shown to the customer; null once it has been erased
  record Revealed(
      String id, Pair pair, Names names, Instant at, String field, @Nullable String subject)
      implements HistoryRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.REVEAL;
    }

    @Override
    public @Nullable RecordStatus status() {
      return null;
    }

    @Override
    public List<HistoryEntry> entries() {
      return List.of();
    }
  }

  private static List<HistoryEntry> entry(
      HistoryRecord line, Ledger ledger, Head head, Transition action, State was, State is) {
    return List.of(
        ledger.append(
            line.pair(),
            head,
            new Recorded(line.id(), line.content()),
            new Step(action, line.at(), null, was, is, null)));
  }
}
