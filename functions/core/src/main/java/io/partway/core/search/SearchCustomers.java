package io.partway.core.search;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationStore;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Principal.Member;
import io.partway.core.policy.Policy;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.QuotaStore;
import io.partway.core.request.AllowedActions;
import io.partway.core.request.Permissions;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A partner's member searches the customers he may see. What the search finds is read again before
/// it is shown, so that a lagging index never shows a customer who has left or moved to another
/// manager.
public final class SearchCustomers {
  private final CustomerSearch search;
  private final AssociationStore associations;
  private final QuotaStore quotas;
  private final InstantSource clock;
  private final Policy policy;

  @Inject
  SearchCustomers(
      CustomerSearch search,
      AssociationStore associations,
      QuotaStore quotas,
      InstantSource clock,
      Policy policy) {
    this.search = search;
    this.associations = associations;
    this.quotas = quotas;
    this.clock = clock;
    this.policy = policy;
  }

  /// What the search comes to.
  public sealed interface Outcome {
    /// @param now as of when the rows are shown
    record Found(
        List<Customer> customers,
        Instant now,
        @Nullable String next,
        boolean complete,
        CustomerSearch.Total total)
        implements Outcome {}

    /// Say which currency is meant.
    record CurrencyNeeded() implements Outcome {}
  }

  /// A customer and what the reader may do about him.
  public record Customer(CustomerRow row, AllowedActions actions) {}

  /// One page.
  ///
  /// @param caller a partner's member
  public Outcome search(
      Member caller,
      SearchCriteria criteria,
      CustomerSort sort,
      @Nullable String position,
      int limit) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String managerId =
        switch (caller.role()) {
          case ADMIN, VIEWER -> null;
          case ACCOUNT_MANAGER -> caller.subject();
        };
    SearchQuery query = new SearchQuery(new PartnerId(caller.partyId()), managerId, criteria, sort);
    return switch (search.search(query, position, limit)) {
      case CustomerSearch.Result.CurrencyNeeded() -> new Outcome.CurrencyNeeded();
      case CustomerSearch.Result.Found(var rows, var next, var complete, var total) ->
          new Outcome.Found(shown(caller, query, rows, now), now, next, complete, total);
    };
  }

  private List<Customer> shown(
      Member caller, SearchQuery query, List<CustomerRow> rows, Instant now) {
    Map<Pair, QuotaScope> scopes = new LinkedHashMap<>();
    rows.forEach(row -> {
      Pair pair = row.association().pair();
      scopes.put(pair, QuotaScope.of(policy, caller.party(), pair));
    });
    Map<Pair, Association> known = associations.associations(scopes.keySet());
    Map<QuotaScope, QuotaRegister> registers = quotas.registers(Set.copyOf(scopes.values()));
    List<Customer> customers = new ArrayList<>();
    for (CustomerRow found : rows) {
      Pair pair = found.association().pair();
      Association association = known.get(pair);
      if (association == null) {
        continue;
      }
      CustomerRow row = new CustomerRow(association, found.spend());
      if (query.matches(row)) {
        QuotaRegister register = registers.getOrDefault(scopes.get(pair), QuotaRegister.EMPTY);
        customers.add(
            new Customer(
                row,
                Permissions.onAssociation(
                    caller, association, register.at(now, policy.submissionLimit()), now)));
      }
    }
    return List.copyOf(customers);
  }
}
