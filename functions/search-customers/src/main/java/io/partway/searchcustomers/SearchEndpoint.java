package io.partway.searchcustomers;

import io.partway.core.Word;
import io.partway.core.association.AssociationType;
import io.partway.core.search.CustomerSort;
import io.partway.core.search.SearchCriteria;
import io.partway.core.search.SearchCustomers;
import io.partway.core.search.SearchCustomers.Outcome;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.Cursors;
import io.partway.gateway.Endpoint;
import io.partway.gateway.Query;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Searches the partner's customers.
final class SearchEndpoint implements Endpoint {
  private static final String DESCENDING = "-";

  private final SearchCustomers searches;
  private final Cursors cursors;

  @Inject
  SearchEndpoint(SearchCustomers searches, Cursors cursors) {
    this.searches = searches;
    this.cursors = cursors;
  }

  @Override
  public Answer answer(Call call) {
    Query query = call.query();
    SearchCriteria criteria = criteria(query);
    CustomerSort sort = sort(query);
    int limit = query.limit();
    String position = cursors.open(call);
    return query.unlessFaulty(() -> found(call, criteria, sort, position, limit));
  }

  @Override
  public String rehearsedQuery() {
    return "associationType=reseller&tag=rehearsal&sort=-associated-at";
  }

  private Answer found(
      Call call, SearchCriteria criteria, CustomerSort sort, @Nullable String position, int limit) {
    return switch (searches.search(call.member(), criteria, sort, position, limit)) {
      case Outcome.Found(var customers, var now, var next, var complete, var total) ->
          Answer.ok(
              new CustomerPageView(
                  customers.stream().map(customer -> CustomerView.of(customer, now)).toList(),
                  cursors.seal(call, next),
                  complete,
                  CustomerPageView.TotalView.of(total)));
      case Outcome.CurrencyNeeded() ->
          call.query()
              .refused(
                  "currency",
                  "required",
                  "Say which currency is meant: the customers spend in more than one.");
    };
  }

  private static SearchCriteria criteria(Query query) {
    Instant associatedFrom = query.instant("associatedFrom");
    Instant associatedTo = query.instant("associatedTo");
    BigDecimal expenditureMin = query.amount("expenditureMin");
    BigDecimal expenditureMax = query.amount("expenditureMax");
    BigDecimal budgetUsageMin = query.percent("budgetUsageMin");
    BigDecimal budgetUsageMax = query.percent("budgetUsageMax");
    Instant resourcesExpireFrom = query.instant("resourcesExpireFrom");
    Instant resourcesExpireTo = query.instant("resourcesExpireTo");
    query.range("associatedFrom", associatedFrom, "associatedTo", associatedTo);
    query.range("expenditureMin", expenditureMin, "expenditureMax", expenditureMax);
    query.range("budgetUsageMin", budgetUsageMin, "budgetUsageMax", budgetUsageMax);
    query.range("resourcesExpireFrom", resourcesExpireFrom, "resourcesExpireTo", resourcesExpireTo);
    return new SearchCriteria(
        query.id("customerId"),
        query.text("account"),
        query.text("name"),
        query.text("manager"),
        query.text("tag"),
        query.digits("mobile"),
        query.word("associationType", AssociationType.class),
        query.bool("autoFrozen"),
        associatedFrom,
        associatedTo,
        expenditureMin,
        expenditureMax,
        budgetUsageMin,
        budgetUsageMax,
        resourcesExpireFrom,
        resourcesExpireTo,
        query.currency("currency"));
  }

  private static CustomerSort sort(Query query) {
    return query.orElse(
        "sort",
        CustomerSort.STANDARD,
        SearchEndpoint::sort,
        "Use one of: associated-at, expenditure, budget-usage, name; with a hyphen in front for"
            + " descending.");
  }

  private static Optional<CustomerSort> sort(String text) {
    boolean descending = text.startsWith(DESCENDING);
    return Word.parse(
            CustomerSort.Key.class, descending ? text.substring(DESCENDING.length()) : text)
        .map(key -> new CustomerSort(key, descending));
  }
}
