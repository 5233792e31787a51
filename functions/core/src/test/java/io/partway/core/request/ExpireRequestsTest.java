package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.MemoryStore;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.association.Association;
import io.partway.core.association.RequestId;
import io.partway.core.history.Head;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.quota.QuotaScope;
import io.partway.core.request.ExpireRequests.Sweep;
import io.partway.core.verification.SpentCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExpireRequestsTest {
  private final MemoryStore store = new MemoryStore();
  private final MovableClock clock = new MovableClock(Samples.NOW);
  private final ExpireRequests expire = new ExpireRequests(store, clock, Samples.LEDGER);

  private DisassociationRequest pending(String customer, Instant expiresAt) {
    Pair pair = Samples.pair(customer, "partner-1");
    DisassociationRequest request =
        Samples.submitted(
            new RequestId("of-" + customer),
            Samples.active(pair),
            Party.PARTNER,
            expiresAt.minus(Samples.EXPIRY));
    store.put(Samples.active(pair), Samples.clearFacts());
    store.change(pair, a -> MemoryStore.holding(a, request.pending()).entered(request.head()));
    store.requests.put(request.id(), request);
    return request;
  }

  @Test
  void writesExactlyWhatReadersSeeAlready() {
    DisassociationRequest overdue = pending("c-1", Samples.NOW.minus(Duration.ofDays(3)));
    DisassociationRequest due = pending("c-2", Samples.NOW);
    DisassociationRequest waiting = pending("c-3", Samples.NOW.plusMillis(1));

    assertThat(expire.sweep()).isEqualTo(new Sweep(2, 0, true));

    for (DisassociationRequest request : new DisassociationRequest[] {overdue, due}) {
      DisassociationRequest swept = store.request(request.id());
      assertThat(swept).isEqualTo(Samples.swept(request));
      assertThat(swept.decidedAt()).isEqualTo(request.expiresAt());
      assertThat(Objects.requireNonNull(store.association(request.pair())).pending()).isNull();
    }
    assertThat(store.request(waiting.id())).isEqualTo(waiting);
    assertThat(Objects.requireNonNull(store.association(waiting.pair())).pending()).isNotNull();
    assertThat(expire.sweep()).isEqualTo(new Sweep(0, 0, true));
  }

  @Test
  void whatSomebodyElseEndedMeanwhileIsOvertaken() {
    DisassociationRequest lost = pending("c-1", Samples.NOW);
    store.beforeWrites.add(
        () -> store.requests.put(lost.id(), lost.cancelled(Samples.NOW.minusMillis(1))));
    assertThat(expire.sweep()).isEqualTo(new Sweep(0, 1, true));
    assertThat(store.request(lost.id()).status()).isEqualTo(RequestStatus.CANCELLED);
  }

  @Test
  void anIndexThatLagsBehindDoesNoHarm() {
    DisassociationRequest done = pending("c-1", Samples.NOW);
    DisassociationRequest notYet = pending("c-2", Samples.NOW.plusMillis(1));
    DisassociationRequest gone = pending("c-3", Samples.NOW);
    store.requests.put(done.id(), done.at(Samples.NOW));
    store.requests.remove(gone.id());
    RequestStore lagging =
        new Lagging(store) {
          @Override
          public boolean forEachOverdue(Instant now, Consumer<Overdue> action) {
            for (DisassociationRequest request : new DisassociationRequest[] {done, notYet, gone}) {
              action.accept(new Overdue(request.pair(), request.id(), now));
            }
            return false;
          }
        };
    assertThat(new ExpireRequests(lagging, clock, Samples.LEDGER).sweep())
        .isEqualTo(new Sweep(0, 3, false));
    assertThat(store.writes).isZero();
    assertThat(store.request(notYet.id()).status()).isEqualTo(RequestStatus.PENDING);
  }

  /// A store of which one answer is another one's.
  private abstract static class Lagging implements RequestStore {
    private final RequestStore store;

    Lagging(RequestStore store) {
      this.store = store;
    }

    @Override
    public Dossier read(
        Pair pair, @Nullable Party actor, @Nullable QuotaScope scope, @Nullable RequestId request) {
      return store.read(pair, actor, scope, request);
    }

    @Override
    public Commit submit(NewRequest submission) {
      return store.submit(submission);
    }

    @Override
    public Commit decide(DisassociationRequest decided, Head head, @Nullable SpentCode code) {
      return store.decide(decided, head, code);
    }

    @Override
    public Commit expire(DisassociationRequest expired, Association association) {
      return store.expire(expired, association);
    }
  }
}
