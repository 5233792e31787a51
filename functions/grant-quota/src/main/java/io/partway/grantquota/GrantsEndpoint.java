package io.partway.grantquota;

import io.partway.core.Bookmark;
import io.partway.core.grant.GrantStatus;
import io.partway.core.grant.GrantStore;
import io.partway.core.grant.ListGrants;
import io.partway.core.party.Party;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.Cursors;
import io.partway.gateway.Endpoint;
import io.partway.gateway.Query;
import jakarta.inject.Inject;
import java.time.Instant;

/// Lists what the desk has granted, and what waits for a second operator.
final class GrantsEndpoint implements Endpoint {
  private final ListGrants lists;
  private final Cursors cursors;

  @Inject
  GrantsEndpoint(ListGrants lists, Cursors cursors) {
    this.lists = lists;
    this.cursors = cursors;
  }

  @Override
  public Answer answer(Call call) {
    GrantStore.Query query = query(call.query());
    int limit = call.query().limit();
    Bookmark bookmark = cursors.open(call, Bookmark::parse);
    return call.query()
        .unlessFaulty(() -> {
          ListGrants.Page page = lists.list(call.operator(), query, bookmark, limit);
          Bookmark next = page.next();
          return Answer.ok(
              new QuotaGrantPageView(
                  page.lines().stream().map(QuotaGrantView::of).toList(),
                  cursors.seal(call, next == null ? null : next.text()),
                  page.complete()));
        });
  }

  private static GrantStore.Query query(Query query) {
    String ticketNumber = query.text("ticketNumber");
    Instant from = query.instant("from");
    Instant to = query.instant("to");
    query.range("from", from, "to", to);
    return new GrantStore.Query(
        query.word("party", Party.class),
        query.id("partyId"),
        query.word("status", GrantStatus.class),
        ticketNumber == null ? null : ticketNumber.strip(),
        from,
        to);
  }
}
