package io.partway.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.MemoryStore;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.association.Association;
import io.partway.core.association.RequestId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import io.partway.core.request.Action;
import io.partway.core.request.Refusal;
import io.partway.core.search.CustomerSearch.Result;
import io.partway.core.search.CustomerSearch.Total;
import io.partway.core.search.SearchCustomers.Customer;
import io.partway.core.search.SearchCustomers.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SearchCustomersTest {
  private static final SearchCriteria ALL = new Rows.Criteria().build();

  private final MemoryStore store = new MemoryStore();
  private final List<SearchQuery> asked = new ArrayList<>();
  private final List<CustomerRow> index = new ArrayList<>();
  private Policy policy = Samples.policy(Policy.Scope.INITIATOR);

  private Outcome search(Member caller, SearchCriteria criteria) {
    CustomerSearch search =
        (query, position, limit) -> {
          asked.add(query);
          assertThat(position).isEqualTo("here");
          assertThat(limit).isEqualTo(20);
          return new Result.Found(index, "there", false, new Total(77, false));
        };
    return new SearchCustomers(
            search, store, store, new MovableClock(Samples.NOW.plusNanos(7)), policy)
        .search(caller, criteria, CustomerSort.STANDARD, "here", 20);
  }

  private List<Customer> found(Member caller, SearchCriteria criteria) {
    Outcome outcome = search(caller, criteria);
    assertThat(outcome).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found) outcome).customers();
  }

  private void associate(String customer, @Nullable String managerId) {
    Pair pair = Samples.pair(customer, "partner-1");
    Association association =
        managerId == null ? Samples.active(pair) : Samples.assignedTo(pair, managerId);
    store.put(association, Samples.clearFacts());
    index.add(new CustomerRow(association, new Spend(new BigDecimal("5"), "EUR", null, null)));
  }

  private static List<String> ids(List<Customer> customers) {
    return customers.stream().map(c -> c.row().association().pair().customer().value()).toList();
  }

  @Test
  void aPageIsPassedOnWithWhatCanBeDone() {
    associate("c-2", null);
    associate("c-1", null);
    assertThat(search(Samples.admin(Party.PARTNER), ALL))
        .isInstanceOfSatisfying(
            Outcome.Found.class,
            page -> {
              assertThat(page.now()).isEqualTo(Samples.NOW);
              assertThat(page.next()).isEqualTo("there");
              assertThat(page.complete()).isFalse();
              assertThat(page.total()).isEqualTo(new Total(77, false));
              assertThat(ids(page.customers())).containsExactly("c-2", "c-1");
              assertThat(page.customers())
                  .allSatisfy(c -> {
                    assertThat(c.actions().allows(Action.SUBMIT)).isTrue();
                    assertThat(c.row().spend().currency()).isEqualTo("EUR");
                  });
            });
    assertThat(store.associationReads).isEqualTo(1);
    assertThat(asked)
        .containsExactly(new SearchQuery(Samples.PAIR.partner(), null, ALL, CustomerSort.STANDARD));
  }

  @Test
  void anAccountManagerSearchesHisOwnCustomers() {
    found(Samples.member(Party.PARTNER, Role.ACCOUNT_MANAGER), ALL);
    found(Samples.member(Party.PARTNER, Role.VIEWER), ALL);
    assertThat(asked).extracting(SearchQuery::managerId).containsExactly(Samples.MANAGER, null);
  }

  @Test
  void aLaggingIndexNeverShowsWhoHasLeftOrMoved() {
    associate("c-1", Samples.MANAGER);
    associate("c-2", Samples.MANAGER);
    associate("c-3", Samples.MANAGER);
    associate("c-4", Samples.MANAGER);
    store.change(Samples.pair("c-1", "partner-1"), a -> a.ended(Samples.NOW));
    store.put(
        Samples.assignedTo(Samples.pair("c-2", "partner-1"), "somebody-else"),
        Samples.clearFacts());
    store.known.remove(Samples.pair("c-3", "partner-1"));
    assertThat(ids(found(Samples.member(Party.PARTNER, Role.ACCOUNT_MANAGER), ALL)))
        .containsExactly("c-4");
  }

  @Test
  void aNewNameMustStillMatch() {
    associate("c-1", Samples.MANAGER);
    Rows.Criteria criteria = new Rows.Criteria();
    criteria.name = "customer";
    assertThat(found(Samples.admin(Party.PARTNER), criteria.build())).hasSize(1);
    store.put(Rows.named("c-1", "renamed"), Samples.clearFacts());
    assertThat(found(Samples.admin(Party.PARTNER), criteria.build())).isEmpty();
  }

  @Test
  void eligibilityAndQuotaAreCountedIn() {
    policy = Samples.policy(Policy.Scope.PAIR);
    associate("c-1", null);
    associate("c-2", null);
    associate("c-3", null);
    store.facts(Samples.pair("c-1", "partner-1"), Samples.blockingFacts());
    store.registers.put(
        QuotaScope.of(policy, Party.PARTNER, Samples.pair("c-2", "partner-1")),
        new QuotaRegister(
            Stream.of("a", "b", "c")
                .map(id -> new Submission(new RequestId(id), "c-2", Samples.NOW.plusMillis(1)))
                .toList(),
            List.of(),
            0));
    assertThat(found(Samples.admin(Party.PARTNER), ALL))
        .extracting(c -> c.actions().refusals().get(Action.SUBMIT))
        .containsExactly(
            Optional.of(Refusal.INELIGIBLE), Optional.of(Refusal.QUOTA_EXCEEDED), Optional.empty());
    assertThat(found(Samples.member(Party.PARTNER, Role.VIEWER), ALL))
        .allSatisfy(c ->
            assertThat(c.actions().refusals())
                .containsEntry(Action.SUBMIT, Optional.of(Refusal.ROLE_NOT_ALLOWED)));
  }

  @Test
  void amountsOfSeveralCurrenciesAreNotCompared() {
    SearchCustomers search =
        new SearchCustomers(
            (_, _, _) -> new Result.CurrencyNeeded(),
            store,
            store,
            new MovableClock(Samples.NOW),
            policy);
    assertThat(search.search(Samples.admin(Party.PARTNER), ALL, CustomerSort.STANDARD, null, 20))
        .isEqualTo(new Outcome.CurrencyNeeded());
  }
}
