package io.partway.core.record;

import io.partway.core.association.Association;
import io.partway.core.association.PendingRequest;
import io.partway.core.history.Flaw;
import io.partway.core.history.Head;
import io.partway.core.history.HistoryEntry;
import io.partway.core.history.Ledger;
import io.partway.core.history.Person;
import io.partway.core.history.Recorded;
import io.partway.core.party.Pair;
import io.partway.core.party.Principal.Member;
import io.partway.core.request.Access;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A member reads the chain of a pair, which is checked from its first entry to its head each time.
public final class ViewHistory {
  private final HistoryStore store;
  private final Ledger ledger;

  @Inject
  ViewHistory(HistoryStore store, Ledger ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  /// @param entries as they are stored, by their numbers
  /// @param head that the association has; none where there is no association to be read
  /// @param broken the first place where the chain does not hold; null where it holds
  public record History(List<Line> entries, Head head, @Nullable Break broken) {}

  /// @param person who acted; null for the other side's, for what happens by itself, and where it
  ///   has been erased
  public record Line(HistoryEntry entry, @Nullable Person person) {}

  /// @param sequence of the first entry that does not hold
  public record Break(long sequence, Flaw cause) {}

  /// What proves the end of an association.
  public sealed interface Proof {
    /// The request that was agreed to, its chain sound.
    record Agreed(DisassociationRequest request) implements Proof {}

    /// Nothing can be attested, since the history does not hold.
    record Broken(Break at) implements Proof {}
  }

  /// The history with this counterparty.
  public Access<History> history(Member caller, String counterpartyId) {
    Optional<Pair> named = caller.pairWith(counterpartyId);
    if (named.isEmpty()) {
      return new Access.Hidden<>();
    }
    Pair pair = named.get();
    HistoryStore.Chain chain = store.read(pair);
    if (!visible(caller, chain)) {
      return new Access.Hidden<>();
    }
    Association association = chain.association();
    Head head = association == null ? Head.NONE : association.head();
    List<Line> lines =
        links(chain).stream()
            .map(Link::entry)
            .map(entry -> new Line(entry, person(caller, pair, entry)))
            .toList();
    return new Access.Granted<>(new History(lines, head, broken(pair, chain)));
  }

  /// What a receipt of this request attests; hidden unless it was agreed to.
  public Access<Proof> proof(Member caller, String counterpartyId, String requestId) {
    Optional<Pair> named = caller.pairWith(counterpartyId);
    if (named.isEmpty()) {
      return new Access.Hidden<>();
    }
    HistoryStore.Chain chain = store.read(named.get());
    if (!visible(caller, chain)) {
      return new Access.Hidden<>();
    }
    for (HistoryRecord record : chain.records()) {
      if (record instanceof HistoryRecord.Request(var request)
          && request.id().value().equals(requestId)
          && request.status() == RequestStatus.AGREED) {
        Break broken = broken(named.get(), chain);
        return new Access.Granted<>(
            broken == null ? new Proof.Agreed(request) : new Proof.Broken(broken));
      }
    }
    return new Access.Hidden<>();
  }

  /// Whose association has been taken away, or made unreadable, is to see that, not nothing.
  private static boolean visible(Member caller, HistoryStore.Chain chain) {
    Association association = chain.association();
    if (association != null) {
      return association.visibleTo(caller);
    }
    return switch (caller.role()) {
      case ADMIN, VIEWER -> !chain.records().isEmpty() || chain.unreadable() > 0;
      case ACCOUNT_MANAGER -> false;
    };
  }

  private @Nullable Person person(Member caller, Pair pair, HistoryEntry entry) {
    return entry.actor() != null && entry.actor().party() == caller.party()
        ? ledger.person(pair, entry).orElse(null)
        : null;
  }

  /// @param record as of the entry
  /// @param line that it lies in, as it is
  private record Link(HistoryEntry entry, Recorded record, HistoryRecord line, boolean altered) {}

  private static List<Link> links(HistoryStore.Chain chain) {
    List<Link> links = new ArrayList<>();
    for (HistoryRecord record : chain.records()) {
      boolean altered = chain.altered().contains(record.id());
      for (int i = 0; i < record.entries().size(); i++) {
        links.add(new Link(record.entries().get(i), asOf(record, i), record, altered));
      }
    }
    links.sort(Comparator.comparingLong(link -> link.entry().sequence()));
    return links;
  }

  private static Recorded asOf(HistoryRecord record, int entry) {
    return switch (record) {
      case HistoryRecord.Request(var request) when entry == 0 ->
          new Recorded(record.id(), request.asSubmitted().content());
      case HistoryRecord.Request _,
          HistoryRecord.Established _,
          HistoryRecord.Ended _,
          HistoryRecord.Revealed _ ->
          new Recorded(record.id(), record.content());
    };
  }

  /// How a history leaves the association of the two; what else is known of it, upstream may change
  /// without a word here.
  ///
  /// @param state null before the first entry
  private record Left(
      @Nullable String state, @Nullable Instant endedAt, @Nullable PendingRequest pending) {
    static final Left NOTHING = new Left(null, null, null);

    Left after(Link link) {
      HistoryEntry entry = link.entry();
      String is = entry.after().association();
      return switch (entry.action()) {
        case ESTABLISHED -> new Left(is, null, null);
        case SUBMITTED ->
            new Left(
                is,
                endedAt,
                link.line() instanceof HistoryRecord.Request(var request)
                    ? request.pending()
                    : null);
        case AGREED, ENDED -> new Left(is, entry.at(), null);
        case REJECTED, WITHDRAWN, EXPIRED, CANCELLED ->
            new Left(
                is,
                endedAt,
                pending != null && pending.id().value().equals(entry.recordId()) ? null : pending);
      };
    }

    boolean is(Association association) {
      return state == null
          || (association.state().word().equals(state)
              && Objects.equals(association.endedAt(), endedAt)
              && Objects.equals(association.pending(), pending));
    }
  }

  private @Nullable Break broken(Pair pair, HistoryStore.Chain chain) {
    Head before = Head.NONE;
    Left left = Left.NOTHING;
    for (Link link : links(chain)) {
      HistoryEntry entry = link.entry();
      if (entry.sequence() > before.sequence() + 1) {
        return missing(chain, before);
      }
      if (entry.sequence() <= before.sequence()) {
        return new Break(entry.sequence(), Flaw.ENTRY_DOUBLED);
      }
      Optional<Flaw> flaw = ledger.check(pair, before, link.record(), entry);
      if (flaw.isPresent()) {
        return new Break(entry.sequence(), flaw.get());
      }
      if (link.altered()) {
        return new Break(entry.sequence(), Flaw.RECORD_ALTERED);
      }
      before = entry.head();
      left = left.after(link);
    }
    Association association = chain.association();
    if (association == null) {
      return new Break(before.sequence(), Flaw.ASSOCIATION_ALTERED);
    }
    Head head = association.head();
    if (head.sequence() > before.sequence()) {
      return missing(chain, before);
    }
    if (!head.equals(before)) {
      return new Break(head.sequence(), Flaw.HEAD_ALTERED);
    }
    if (chain.unreadable() > 0 || chain.records().stream().anyMatch(ViewHistory::lacksEntries)) {
      return new Break(before.sequence(), Flaw.RECORD_UNCHAINED);
    }
    return left.is(association) ? null : new Break(before.sequence(), Flaw.ASSOCIATION_ALTERED);
  }

  private static Break missing(HistoryStore.Chain chain, Head before) {
    return new Break(
        before.sequence() + 1,
        chain.unreadable() > 0 ? Flaw.RECORD_UNREADABLE : Flaw.ENTRY_MISSING);
  }

  private static boolean lacksEntries(HistoryRecord record) {
    int due =
        switch (record) {
          case HistoryRecord.Request(var request) -> request.timeline().size();
          case HistoryRecord.Established _, HistoryRecord.Ended _ -> 1;
          case HistoryRecord.Revealed _ -> 0;
        };
    return record.entries().size() < due;
  }
}
