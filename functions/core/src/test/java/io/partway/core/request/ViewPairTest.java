package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.MemoryStore;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.association.RequestId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import io.partway.core.request.ViewPair.AssociationPage;
import io.partway.core.request.ViewPair.AssociationView;
import io.partway.core.request.ViewPair.RequestView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ViewPairTest {
  private static final Policy POLICY = Samples.policy(Policy.Scope.PAIR);
  private static final Member PARTNER = Samples.admin(Party.PARTNER);
  private static final Member CUSTOMER = Samples.admin(Party.CUSTOMER);

  private final MemoryStore store = new MemoryStore();
  private final MovableClock clock = new MovableClock(Samples.NOW.plusNanos(7));
  private final ViewPair view = new ViewPair(store, store, store, clock, POLICY);
  private final DisassociationRequest pending =
      Samples.submitted(new RequestId("r-1"), Samples.active(), Party.PARTNER, Samples.NOW);

  @BeforeEach
  void associate() {
    store.put(Samples.active(), Samples.clearFacts());
    store.requests.put(pending.id(), pending);
  }

  private static <T> T granted(Access<T> access) {
    assertThat(access).isInstanceOf(Access.Granted.class);
    return ((Access.Granted<T>) access).value();
  }

  private void fill(Party party, Pair pair) {
    store.registers.put(
        QuotaScope.of(POLICY, party, pair),
        new QuotaRegister(
            Stream.of("a", "b", "c")
                .map(id -> new Submission(new RequestId(id), "x", Samples.NOW.plusSeconds(1)))
                .toList(),
            List.of(),
            0));
  }

  @Test
  void anAssociationIsShownWithWhatCanBeDoneAndWhen() {
    AssociationView seen = granted(view.association(PARTNER, "customer-1"));
    assertThat(seen.association())
        .isEqualTo(Objects.requireNonNull(store.association(Samples.PAIR)));
    assertThat(seen.actions().allows(Action.SUBMIT)).isTrue();
    assertThat(seen.now()).isEqualTo(Samples.NOW);
    fill(Party.PARTNER, Samples.PAIR);
    assertThat(granted(view.association(PARTNER, "customer-1")).actions().refusals())
        .containsEntry(Action.SUBMIT, Optional.of(Refusal.QUOTA_EXCEEDED));
    assertThat(granted(view.association(CUSTOMER, "partner-1")).actions().allows(Action.SUBMIT))
        .isTrue();
  }

  @Test
  void anEndedAssociationIsStillShown() {
    store.change(Samples.PAIR, a -> a.ended(Samples.NOW));
    assertThat(granted(view.association(CUSTOMER, "partner-1")).actions().refusals())
        .containsEntry(Action.SUBMIT, Optional.of(Refusal.ASSOCIATION_ENDED));
  }

  @Test
  void aRequestIsShownAsReadersSeeIt() {
    RequestView waiting = granted(view.request(CUSTOMER, "partner-1", "r-1"));
    assertThat(waiting.request()).isEqualTo(pending);
    assertThat(waiting.actions().allows(Action.AGREE)).isTrue();
    clock.set(pending.expiresAt());
    RequestView overdue = granted(view.request(CUSTOMER, "partner-1", "r-1"));
    assertThat(overdue.request()).isEqualTo(pending.at(pending.expiresAt()));
    assertThat(overdue.request().version()).isEqualTo(2);
    assertThat(overdue.actions().refusals())
        .containsEntry(Action.AGREE, Optional.of(Refusal.REQUEST_EXPIRED));
  }

  @Test
  void eligibilityIsCountedIn() {
    store.facts(Samples.PAIR, Samples.blockingFacts());
    assertThat(granted(view.request(CUSTOMER, "partner-1", "r-1")).actions().refusals())
        .containsEntry(Action.AGREE, Optional.of(Refusal.INELIGIBLE))
        .containsEntry(Action.REJECT, Optional.empty())
        .containsEntry(Action.WITHDRAW, Optional.of(Refusal.NOT_YOUR_SIDE));
  }

  @Test
  void whatOneMayNotSeeIsNotThere() {
    Member manager = Samples.member(Party.PARTNER, Role.ACCOUNT_MANAGER);
    assertThat(view.association(manager, "customer-1")).isInstanceOf(Access.Granted.class);
    store.put(Samples.assignedTo(Samples.PAIR, "somebody-else"), Samples.clearFacts());
    List<Access<?>> hidden =
        List.of(
            view.association(manager, "customer-1"),
            view.request(manager, "customer-1", "r-1"),
            view.association(PARTNER, "customer-2"),
            view.association(PARTNER, "customer 1"),
            view.request(PARTNER, "customer-2", "r-1"),
            view.request(PARTNER, "customer-1", "r-2"),
            view.request(PARTNER, "customer-1", "r 1"),
            view.request(PARTNER, "customer 1", "r-1"));
    assertThat(hidden).allSatisfy(a -> assertThat(a).isInstanceOf(Access.Hidden.class));
  }

  @Test
  void aCustomersPartnersAreListedPageByPage() {
    for (String partner : List.of("partner-3", "partner-2", "partner-4")) {
      store.put(Samples.active(Samples.pair("customer-1", partner)), Samples.clearFacts());
    }
    store.put(Samples.active(Samples.pair("customer-2", "partner-5")), Samples.clearFacts());
    Pair ended = Samples.pair("customer-1", "partner-3");
    store.change(ended, a -> a.ended(Samples.NOW));
    fill(Party.CUSTOMER, Samples.pair("customer-1", "partner-2"));

    List<String> rows = new ArrayList<>();
    @Nullable String after = null;
    do {
      AssociationPage page = view.ofCustomer(CUSTOMER, after, 3);
      for (AssociationView row : page.associations()) {
        assertThat(row.now()).isEqualTo(Samples.NOW);
        rows.add(
            row.association().pair().partner().value()
                + " "
                + row.actions().refusals().get(Action.SUBMIT));
      }
      after = page.next();
    } while (after != null);
    assertThat(rows)
        .containsExactly(
            "partner-1 Optional.empty",
            "partner-2 Optional[QUOTA_EXCEEDED]",
            "partner-3 Optional[ASSOCIATION_ENDED]",
            "partner-4 Optional.empty");
  }

  @Test
  void aCustomersAccountManagerSeesNothing() {
    Member manager = Samples.member(Party.CUSTOMER, Role.ACCOUNT_MANAGER);
    assertThat(view.ofCustomer(manager, null, 10).associations()).isEmpty();
    assertThat(
            view.ofCustomer(Samples.member(Party.CUSTOMER, Role.VIEWER), null, 10).associations())
        .hasSize(1);
  }
}
