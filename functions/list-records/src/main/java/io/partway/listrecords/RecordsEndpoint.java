package io.partway.listrecords;

import io.partway.core.Bookmark;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.record.Direction;
import io.partway.core.record.ListRecords;
import io.partway.core.record.RecordKind;
import io.partway.core.record.RecordQuery;
import io.partway.core.record.RecordStatus;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.Cursors;
import io.partway.gateway.Endpoint;
import io.partway.gateway.Query;
import jakarta.inject.Inject;
import java.time.Instant;

/// Lists the history of the caller's party.
final class RecordsEndpoint implements Endpoint {
  private final ListRecords lists;
  private final Cursors cursors;

  @Inject
  RecordsEndpoint(ListRecords lists, Cursors cursors) {
    this.lists = lists;
    this.cursors = cursors;
  }

  @Override
  public Answer answer(Call call) {
    Member member = call.member();
    RecordQuery query = query(call.query(), member);
    int limit = call.query().limit();
    Bookmark bookmark = cursors.open(call, Bookmark::parse);
    return call.query()
        .unlessFaulty(() -> {
          ListRecords.Page page = lists.list(member, query, bookmark, limit);
          Bookmark next = page.next();
          return Answer.ok(
              new RecordPageView(
                  page.lines().stream().map(line -> RecordView.of(line, member.party())).toList(),
                  cursors.seal(call, next == null ? null : next.text()),
                  page.complete()));
        });
  }

  private static RecordQuery query(Query query, Member member) {
    RecordKind kind = query.word("kind", RecordKind.class);
    if (kind == RecordKind.REVEAL && member.party() == Party.PARTNER) {
      query.fault("kind", "malformed", "Use one of: association, disassociation, grant.");
    }
    Instant from = query.instant("from");
    Instant to = query.instant("to");
    query.range("from", from, "to", to);
    return new RecordQuery(
        member.party(),
        member.partyId(),
        kind,
        query.word("status", RecordStatus.class),
        query.word("direction", Direction.class),
        from,
        to,
        query.id("counterpartyId"));
  }
}
