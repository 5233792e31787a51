package io.partway.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Samples;
import io.partway.core.history.HistoryEntry;
import io.partway.core.party.Party;
import io.partway.core.record.ErasePerson.Erasure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ErasePersonTest {
  private static final String PARTNER = Samples.PAIR.partner().value();
  private static final String CUSTOMER = Samples.PAIR.customer().value();
  private static final String PARTNER_ADMIN = Samples.admin(Party.PARTNER).subject();
  private static final String CUSTOMER_ADMIN = Samples.admin(Party.CUSTOMER).subject();

  private final Life life = new Life();
  private final MemoryHistories store = new MemoryHistories();
  private final List<String> traces = new ArrayList<>();
  private boolean tracesGone = true;

  @BeforeEach
  void live() {
    store.chain = life.chain();
  }

  private Erasure erase(Party party, String id, String subject, @Nullable String position) {
    TraceStore others =
        (traceParty, partyId, traceSubject) -> {
          traces.add(traceParty.word() + " " + partyId + " " + traceSubject);
          return tracesGone;
        };
    return new ErasePerson(store, others, Samples.LEDGER).erase(party, id, subject, position);
  }

  @Test
  void whereverHeActedForHisPartyAndNowhereElse() {
    assertThat(erase(Party.PARTNER, PARTNER, PARTNER_ADMIN, null))
        .isEqualTo(new Erasure(3, 0, null));
    assertThat(store.erased)
        .containsExactlyInAnyOrder("rejected [0]", "agreed [0]", "cancelled [0]");
    assertThat(traces).containsExactly("partner " + PARTNER + " " + PARTNER_ADMIN);
  }

  @Test
  void bothEntriesOfARecordAtOnce() {
    assertThat(erase(Party.CUSTOMER, CUSTOMER, CUSTOMER_ADMIN, null))
        .isEqualTo(new Erasure(5, 0, null));
    assertThat(store.erased)
        .containsExactlyInAnyOrder("rejected [1]", "withdrawn [0, 1]", "expired [0]", "agreed [1]");
  }

  @Test
  void nobodyElse() {
    assertThat(erase(Party.PARTNER, PARTNER, "another", null)).isEqualTo(new Erasure(0, 0, null));
    // The same name at the other side is another person.
    assertThat(erase(Party.PARTNER, PARTNER, CUSTOMER_ADMIN, null))
        .isEqualTo(new Erasure(0, 0, null));
    assertThat(store.erased).isEmpty();
  }

  @Test
  void whoLooked() {
    for (String subject : new String[] {"looked", "another"}) {
      life.records.add(
          new HistoryRecord.Revealed(
              "by-" + subject,
              Samples.PAIR,
              Samples.active().names(),
              Samples.NOW,
              "email",
              subject));
    }
    life.records.add(
        new HistoryRecord.Revealed(
            "erased", Samples.PAIR, Samples.active().names(), Samples.NOW, "email", null));
    store.chain = life.chain();

    // A customer's user of the same name is not who looked.
    assertThat(erase(Party.CUSTOMER, CUSTOMER, "looked", null)).isEqualTo(new Erasure(0, 0, null));
    assertThat(erase(Party.PARTNER, PARTNER, "looked", null)).isEqualTo(new Erasure(1, 0, null));
    assertThat(store.erased).containsExactly("by-looked []");
  }

  @Test
  void whatCannotBeToldIsCounted() {
    store.pass = new HistoryStore.Pass(2, null);
    store.changed.add("agreed");
    // Nobody can tell any more whose these are: made with a value that is not kept.
    life.change("rejected", ErasePersonTest::underAnotherKey);
    // Erased already.
    life.change("cancelled", ErasePersonTest::erased);
    store.chain = life.chain();

    assertThat(erase(Party.PARTNER, PARTNER, PARTNER_ADMIN, null))
        .isEqualTo(new Erasure(0, 4, null));
    assertThat(store.erased).containsExactly("agreed [0]");
  }

  private static HistoryRecord underAnotherKey(HistoryRecord line) {
    return Life.entries(
        line,
        e ->
            new HistoryEntry(
                e.sequence(),
                e.at(),
                e.recordId(),
                e.action(),
                e.actor(),
                e.digests(),
                e.before(),
                e.after(),
                e.acknowledged(),
                e.content(),
                "00000000",
                e.mac(),
                e.person()));
  }

  private static HistoryRecord erased(HistoryRecord line) {
    return Life.entries(line, HistoryEntry::erased);
  }

  @Test
  void goesOnWhereTimeRanOut() {
    store.pass = new HistoryStore.Pass(0, "halfway");
    assertThat(erase(Party.PARTNER, PARTNER, PARTNER_ADMIN, null))
        .isEqualTo(new Erasure(3, 0, "halfway"));
    assertThat(traces).as("traces come last").isEmpty();

    store.pass = new HistoryStore.Pass(0, null);
    tracesGone = false;
    assertThat(erase(Party.PARTNER, PARTNER, PARTNER_ADMIN, "halfway").next()).isEqualTo("traces");
    assertThat(store.positions).containsExactly(null, "halfway");

    tracesGone = true;
    assertThat(erase(Party.PARTNER, PARTNER, PARTNER_ADMIN, "traces"))
        .isEqualTo(new Erasure(0, 0, null));
    assertThat(store.positions).as("records are not gone through again").hasSize(2);
  }
}
