package io.partway.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Bookmark;
import io.partway.core.MemoryStore;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.association.RequestId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.record.ListRecords.Line;
import io.partway.core.record.ListRecords.Page;
import io.partway.core.request.Action;
import io.partway.core.request.AllowedActions;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ListRecordsTest {
  private static final RecordQuery QUERY =
      new RecordQuery(Party.PARTNER, "partner-1", null, null, null, null, null, null);

  private final MemoryStore store = new MemoryStore();
  private final MovableClock clock = new MovableClock(Samples.NOW.plusNanos(7));
  private final List<RecordLine> lines = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private @Nullable String next;

  private Page list(Member member, @Nullable Bookmark bookmark) {
    RecordStore records =
        (query, now, position, limit) -> {
          assertThat(query).isEqualTo(QUERY);
          asked.add(now + " " + position + " " + limit);
          return new RecordStore.Slice(lines, next, next == null);
        };
    return new ListRecords(records, store, clock).list(member, QUERY, bookmark, 20);
  }

  private static DisassociationRequest request(Pair pair, Instant submittedAt) {
    return Samples.submitted(
        new RequestId("r-of-" + pair.customer().value()),
        Samples.active(pair),
        Party.CUSTOMER,
        submittedAt);
  }

  @Test
  void everyLineCarriesWhatItsReaderMayDo() {
    store.put(Samples.active(), Samples.blockingFacts());
    lines.add(new HistoryRecord.Request(request(Samples.PAIR, Samples.NOW)));
    lines.add(
        new HistoryRecord.Established(
            "e", Samples.PAIR, Samples.active().names(), Samples.SINCE, List.of()));
    Page page = list(Samples.admin(Party.PARTNER), null);
    assertThat(page.next()).isNull();
    assertThat(page.complete()).isTrue();
    assertThat(page.lines()).extracting(Line::record).containsExactlyElementsOf(lines);
    assertThat(page.lines().getFirst().actions().refusals())
        .containsEntry(Action.AGREE, Optional.of(Refusal.INELIGIBLE))
        .containsEntry(Action.REJECT, Optional.empty())
        .containsEntry(Action.WITHDRAW, Optional.of(Refusal.NOT_YOUR_SIDE))
        .hasSize(3);
    assertThat(page.lines().getLast().actions()).isEqualTo(AllowedActions.NONE);
    assertThat(store.associationReads).isEqualTo(1);
  }

  @Test
  void anAccountManagerSeesHisCustomersLinesOnly() {
    Pair mine = Samples.pair("customer-1", "partner-1");
    Pair anothers = Samples.pair("customer-2", "partner-1");
    Pair unknown = Samples.pair("customer-3", "partner-1");
    store.put(Samples.assignedTo(mine, Samples.MANAGER), Samples.clearFacts());
    store.put(Samples.assignedTo(anothers, "somebody-else"), Samples.clearFacts());
    for (Pair pair : List.of(mine, anothers, unknown)) {
      lines.add(new HistoryRecord.Request(request(pair, Samples.NOW)));
    }
    assertThat(list(Samples.member(Party.PARTNER, Role.ACCOUNT_MANAGER), null).lines())
        .extracting(line -> line.record().pair())
        .containsExactly(mine);
    assertThat(list(Samples.member(Party.PARTNER, Role.VIEWER), null).lines())
        .extracting(line -> line.record().pair())
        .containsExactly(mine, anothers);
  }

  @Test
  void nowIsFixedByTheFirstPage() {
    store.put(Samples.active(), Samples.clearFacts());
    lines.add(
        new HistoryRecord.Request(
            request(Samples.PAIR, Samples.NOW.minus(Samples.EXPIRY).plusMillis(1))));
    next = "position";
    Page first = list(Samples.admin(Party.PARTNER), null);
    assertThat(first.next()).isEqualTo(new Bookmark(Samples.NOW, "position"));
    assertThat(first.complete()).isFalse();
    clock.advance(Duration.ofHours(1));
    Page second = list(Samples.admin(Party.PARTNER), first.next());
    assertThat(second.lines()).isEqualTo(first.lines());
    assertThat(asked).containsExactly(Samples.NOW + " null 20", Samples.NOW + " position 20");
  }
}
