package io.partway.core;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.AssociationStore;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Facts;
import io.partway.core.history.Head;
import io.partway.core.ingest.FactStore;
import io.partway.core.ingest.Known;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.QuotaStore;
import io.partway.core.quota.Submission;
import io.partway.core.record.HistoryRecord;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.Dossier;
import io.partway.core.request.RequestStatus;
import io.partway.core.request.RequestStore;
import io.partway.core.verification.MemoryCodes;
import io.partway.core.verification.SpentCode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The ports that share state, in memory, with the very conditions that they promise. What goes
/// wrong in a real store can be scripted: races, lost answers, reads that straddle a write.
public final class MemoryStore implements RequestStore, AssociationStore, QuotaStore, FactStore {
  public static final Known UNKNOWN = new Known(null, 0, null, Facts.NONE, null, 0);

  public final Map<Pair, Known> known = new HashMap<>();
  public final Map<RequestId, DisassociationRequest> requests = new LinkedHashMap<>();
  public final Map<QuotaScope, QuotaRegister> registers = new HashMap<>();
  public final List<HistoryRecord> records = new ArrayList<>();

  /// The sides whose acts need a code.
  public final Set<Party> verified = EnumSet.noneOf(Party.class);

  /// The codes that wait.
  public final MemoryCodes codes = new MemoryCodes();

  /// Each runs just before one of the next writes, as somebody who is faster.
  public final Deque<Runnable> beforeWrites = new ArrayDeque<>();

  /// Each spoils one of the next reads of a dossier.
  public final Deque<UnaryOperator<Dossier>> tears = new ArrayDeque<>();

  /// So many of the next writes take effect and are answered as a repetition would be.
  public int lostAnswers;

  public int dossiersRead;
  public int associationReads;
  public int writes;

  /// Puts an association with these facts in place.
  public MemoryStore put(Association association, Facts facts) {
    known.put(association.pair(), new Known(association.withFacts(facts), 1, null, facts, null, 1));
    return this;
  }

  /// Changes the association, as some other writer would.
  public void change(Pair pair, UnaryOperator<Association> change) {
    Known now = knownOf(pair);
    Association changed = change.apply(Objects.requireNonNull(now.association()));
    known.put(
        pair,
        new Known(
            changed,
            now.associationVersion(),
            now.endedAt(),
            now.facts(),
            now.spend(),
            now.revision() + 1));
  }

  public void facts(Pair pair, Facts facts) {
    Known now = knownOf(pair);
    Association association = now.association();
    known.put(
        pair,
        new Known(
            association == null ? null : association.withFacts(facts),
            now.associationVersion(),
            now.endedAt(),
            facts,
            now.spend(),
            now.revision() + 1));
  }

  public @Nullable Association association(Pair pair) {
    return knownOf(pair).association();
  }

  public DisassociationRequest request(RequestId id) {
    return Objects.requireNonNull(requests.get(id));
  }

  private Known knownOf(Pair pair) {
    return known.getOrDefault(pair, UNKNOWN);
  }

  private static Association with(
      Association a,
      AssociationState state,
      @Nullable Instant endedAt,
      @Nullable PendingRequest pending,
      Head head) {
    return new Association(
        a.pair(),
        state,
        a.type(),
        a.since(),
        endedAt,
        a.profile(),
        a.autoFrozen(),
        pending,
        a.clearance(),
        head,
        a.version() + 1);
  }

  /// The association with this request in its slot.
  public static Association holding(Association association, @Nullable PendingRequest pending) {
    return with(
        association, association.state(), association.endedAt(), pending, association.head());
  }

  @Override
  public Dossier read(
      Pair pair, @Nullable Party actor, @Nullable QuotaScope scope, @Nullable RequestId request) {
    dossiersRead++;
    Known now = knownOf(pair);
    Dossier dossier =
        new Dossier(
            now.association(),
            now.facts(),
            scope == null
                ? QuotaRegister.EMPTY
                : registers.getOrDefault(scope, QuotaRegister.EMPTY),
            request == null ? null : requests.get(request),
            actor != null && verified.contains(actor));
    return tears.isEmpty() ? dossier : tears.removeFirst().apply(dossier);
  }

  private Commit commit(boolean holds, Runnable write) {
    if (!holds) {
      return Commit.CONFLICT;
    }
    write.run();
    if (lostAnswers > 0) {
      lostAnswers--;
      return Commit.CONFLICT;
    }
    return Commit.DONE;
  }

  private void othersFirst() {
    writes++;
    if (!beforeWrites.isEmpty()) {
      beforeWrites.removeFirst().run();
    }
  }

  @Override
  public Commit submit(NewRequest submission) {
    othersFirst();
    DisassociationRequest request = submission.request();
    Association association = Objects.requireNonNull(association(request.pair()));
    QuotaRegister register = registers.getOrDefault(submission.scope(), QuotaRegister.EMPTY);
    Instant now = request.submittedAt();
    List<Submission> taken = register.submissions();
    boolean slotFree =
        taken.size() < submission.limit()
            || !taken.get(submission.limit() - 1).releasesAt().isAfter(now);
    boolean inOrder =
        taken.isEmpty() || !taken.getFirst().releasesAt().isAfter(submission.slot().releasesAt());
    return commit(
        association.active()
            && association.pendingAt(now) == null
            && association.clearance().clearAt(now)
            && !requests.containsKey(request.id())
            && slotFree
            && inOrder
            && register.grantsVersion() == submission.grantsVersion()
            && association.head().equals(submission.head())
            && codes.waits(submission.code()),
        () -> {
          codes.spend(submission.code());
          requests.put(request.id(), request);
          change(request.pair(), a -> holding(a, request.pending()).entered(request.head()));
          List<Submission> shifted = new ArrayList<>(taken);
          shifted.addFirst(submission.slot());
          registers.put(
              submission.scope(),
              new QuotaRegister(shifted, register.grants(), register.grantsVersion()));
        });
  }

  @Override
  public Commit decide(DisassociationRequest decided, Head head, @Nullable SpentCode code) {
    othersFirst();
    DisassociationRequest stored = Objects.requireNonNull(requests.get(decided.id()));
    Association association = Objects.requireNonNull(association(decided.pair()));
    PendingRequest slot = association.pending();
    Instant now = Objects.requireNonNull(decided.decidedAt());
    boolean agreed = decided.status() == RequestStatus.AGREED;
    return commit(
        stored.status() == RequestStatus.PENDING
            && stored.version() == decided.version() - 1
            && now.isBefore(stored.expiresAt())
            && slot != null
            && slot.id().equals(decided.id())
            && association.head().equals(head)
            && (!agreed || association.clearance().clearAt(now))
            && codes.waits(code),
        () -> {
          codes.spend(code);
          requests.put(decided.id(), decided);
          change(
              decided.pair(),
              a ->
                  (agreed ? with(a, AssociationState.ENDED, now, null, a.head()) : holding(a, null))
                      .entered(decided.head()));
        });
  }

  @Override
  public Commit expire(DisassociationRequest expired, Association read) {
    othersFirst();
    DisassociationRequest stored = Objects.requireNonNull(requests.get(expired.id()));
    return commit(
        stored.status() == RequestStatus.PENDING
            && Objects.requireNonNull(association(expired.pair())).head().equals(read.head()),
        () -> {
          requests.put(expired.id(), expired);
          change(
              expired.pair(),
              a ->
                  (a.pending() != null && a.pending().id().equals(expired.id())
                          ? holding(a, null)
                          : a)
                      .entered(expired.head()));
        });
  }

  @Override
  public boolean forEachOverdue(Instant now, Consumer<Overdue> action) {
    List.copyOf(requests.values()).stream()
        .filter(r -> r.status() == RequestStatus.PENDING && !r.expiresAt().isAfter(now))
        .sorted(Comparator.comparing(DisassociationRequest::expiresAt))
        .forEach(r -> action.accept(new Overdue(r.pair(), r.id(), r.expiresAt())));
    return true;
  }

  @Override
  public Map<Pair, Association> associations(Set<Pair> pairs) {
    associationReads++;
    Map<Pair, Association> found = new HashMap<>();
    for (Pair pair : pairs) {
      Association association = association(pair);
      if (association != null) {
        found.put(pair, association);
      }
    }
    return found;
  }

  @Override
  public Slice ofCustomer(CustomerId customer, @Nullable String after, int limit) {
    List<Association> all = new ArrayList<>();
    known.forEach((pair, now) -> {
      Association association = now.association();
      if (association != null
          && pair.customer().equals(customer)
          && (after == null || pair.partner().value().compareTo(after) > 0)) {
        all.add(association);
      }
    });
    all.sort(Comparator.comparing(a -> a.pair().partner()));
    boolean more = all.size() > limit;
    List<Association> page = all.subList(0, Math.min(limit, all.size()));
    return new Slice(page, more ? page.getLast().pair().partner().value() : null);
  }

  @Override
  public Map<QuotaScope, QuotaRegister> registers(Set<QuotaScope> scopes) {
    Map<QuotaScope, QuotaRegister> found = new HashMap<>(registers);
    found.keySet().retainAll(scopes);
    return found;
  }

  @Override
  public Known read(Pair pair) {
    return knownOf(pair);
  }

  @Override
  public @Nullable DisassociationRequest request(Pair pair, RequestId id) {
    return requests.get(id);
  }

  @Override
  public Commit write(Change change) {
    othersFirst();
    return commit(
        knownOf(change.pair()).equals(change.before()),
        () -> {
          Known after = change.after();
          known.put(
              change.pair(),
              new Known(
                  after.association(),
                  after.associationVersion(),
                  after.endedAt(),
                  after.facts(),
                  after.spend(),
                  after.revision() + 1));
          records.addAll(change.records());
          DisassociationRequest cancelled = change.cancelled();
          if (cancelled != null) {
            requests.put(cancelled.id(), cancelled);
          }
        });
  }
}
