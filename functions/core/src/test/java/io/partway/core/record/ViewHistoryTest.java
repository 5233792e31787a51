package io.partway.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.partway.core.Samples;
import io.partway.core.association.Association;
import io.partway.core.association.Names;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.RequestId;
import io.partway.core.history.Digests;
import io.partway.core.history.Flaw;
import io.partway.core.history.Head;
import io.partway.core.history.HistoryEntry;
import io.partway.core.history.Person;
import io.partway.core.history.State;
import io.partway.core.history.Transition;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.record.HistoryStore.Chain;
import io.partway.core.record.ViewHistory.Break;
import io.partway.core.record.ViewHistory.History;
import io.partway.core.record.ViewHistory.Proof;
import io.partway.core.request.Access;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What a chain says to whoever reads it, and that nothing in it can be changed unseen.
final class ViewHistoryTest {
  private static final Member PARTNER = Samples.admin(Party.PARTNER);
  private static final Member CUSTOMER = Samples.admin(Party.CUSTOMER);
  private static final String CUSTOMER_ID = Samples.PAIR.customer().value();
  private static final String PARTNER_ID = Samples.PAIR.partner().value();

  private final Life life = new Life();
  private final MemoryHistories store = new MemoryHistories();
  private final ViewHistory view = new ViewHistory(store, Samples.LEDGER);

  private static <T> T granted(Access<T> access) {
    return access instanceof Access.Granted<T>(T value) ? value : fail("hidden");
  }

  private History history(Member caller) {
    store.chain = life.chain();
    return granted(view.history(caller, Samples.PAIR.idOf(caller.party().other())));
  }

  private @Nullable Break broken(Chain chain) {
    store.chain = chain;
    return granted(view.history(PARTNER, CUSTOMER_ID)).broken();
  }

  @Test
  void aWholeLifeHolds() {
    History history = history(PARTNER);

    assertThat(history.broken()).isNull();
    assertThat(history.head()).isEqualTo(life.association.head());
    assertThat(history.entries())
        .extracting(line -> line.entry().sequence())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 13).boxed().toList());
    assertThat(history.entries())
        .extracting(line -> line.entry().action())
        .containsExactly(
            Transition.ESTABLISHED,
            Transition.SUBMITTED,
            Transition.REJECTED,
            Transition.SUBMITTED,
            Transition.WITHDRAWN,
            Transition.SUBMITTED,
            Transition.EXPIRED,
            Transition.SUBMITTED,
            Transition.AGREED,
            Transition.ESTABLISHED,
            Transition.SUBMITTED,
            Transition.ENDED,
            Transition.CANCELLED);
  }

  @Test
  void everySideIsToldWhichOfItsOwnActed() {
    Person admin = new Person(PARTNER.subject(), Samples.ORIGIN);
    // Submits of the partner, and his withdrawal and agreement are not among them: those who did
    // these are the customer's.
    assertThat(history(PARTNER).entries())
        .filteredOn(line -> line.person() != null)
        .allMatch(line -> admin.equals(line.person()))
        .extracting(line -> line.entry().sequence())
        .containsExactly(2L, 8L, 11L);
    assertThat(history(CUSTOMER).entries())
        .filteredOn(line -> line.person() != null)
        .extracting(line -> line.entry().sequence())
        .containsExactly(3L, 4L, 5L, 6L, 9L);
  }

  @Test
  void aPersonThatWasErasedIsNoFlaw() {
    life.change("rejected", line -> Life.entries(line, HistoryEntry::erased));

    History history = history(CUSTOMER);
    assertThat(history.broken()).isNull();
    assertThat(history.entries().get(2).person()).isNull();
    assertThat(history.entries().get(2).entry().actor()).isNotNull();
  }

  @Test
  void anEmptyHistoryHoldsWhereAnAssociationIs() {
    store.chain = new Chain(Samples.active(), List.of(), List.of(), 0);
    assertThat(granted(view.history(PARTNER, CUSTOMER_ID)))
        .isEqualTo(new History(List.of(), Head.NONE, null));
  }

  @Test
  void aRevealIsNoLink() {
    life.records.add(
        new HistoryRecord.Revealed(
            "r", Samples.PAIR, Samples.active().names(), Samples.NOW, "email", "somebody"));
    assertThat(history(PARTNER).broken()).isNull();
  }

  @Test
  void onlyWhoMaySeeTheAssociationSeesItsHistory() {
    Member manager = Samples.member(Party.PARTNER, Role.ACCOUNT_MANAGER);
    store.chain = life.chain();

    assertThat(view.history(PARTNER, "no id")).isInstanceOf(Access.Hidden.class);
    assertThat(view.proof(PARTNER, "no id", "agreed")).isInstanceOf(Access.Hidden.class);
    assertThat(view.history(Samples.member(Party.CUSTOMER, Role.VIEWER), PARTNER_ID))
        .isInstanceOf(Access.Granted.class);
    assertThat(view.history(manager, CUSTOMER_ID)).isInstanceOf(Access.Granted.class);
    Member another = new Member("another", Party.PARTNER, PARTNER_ID, Role.ACCOUNT_MANAGER);
    assertThat(view.history(another, CUSTOMER_ID)).isInstanceOf(Access.Hidden.class);
    assertThat(view.proof(another, CUSTOMER_ID, "agreed")).isInstanceOf(Access.Hidden.class);
  }

  @Test
  void whatIsLeftWithoutAnAssociationIsShownToWhoSeesAllOfHisParty() {
    store.chain = new Chain(null, List.of(), List.of(), 0);
    assertThat(view.history(PARTNER, CUSTOMER_ID)).isInstanceOf(Access.Hidden.class);

    store.chain = new Chain(null, List.of(), List.of(), 1);
    assertThat(granted(view.history(PARTNER, CUSTOMER_ID)).broken())
        .isEqualTo(new Break(0, Flaw.ASSOCIATION_ALTERED));

    store.chain = new Chain(null, life.records, List.of(), 0);
    assertThat(granted(view.history(Samples.member(Party.CUSTOMER, Role.VIEWER), PARTNER_ID)))
        .returns(new Break(13, Flaw.ASSOCIATION_ALTERED), History::broken)
        .returns(Head.NONE, History::head);
    assertThat(view.history(Samples.member(Party.PARTNER, Role.ACCOUNT_MANAGER), CUSTOMER_ID))
        .isInstanceOf(Access.Hidden.class);
  }

  @Test
  void aReceiptIsOfWhatWasAgreedToAndHolds() {
    store.chain = life.chain();
    assertThat(granted(view.proof(PARTNER, CUSTOMER_ID, "agreed")))
        .isEqualTo(new Proof.Agreed(life.agreed));
    assertThat(granted(view.proof(CUSTOMER, PARTNER_ID, "agreed")))
        .isEqualTo(new Proof.Agreed(life.agreed));
    for (String other : List.of("rejected", "withdrawn", "expired", "cancelled", "e-1", "none")) {
      assertThat(view.proof(PARTNER, CUSTOMER_ID, other))
          .as(other)
          .isInstanceOf(Access.Hidden.class);
    }

    life.records.remove(life.record("rejected"));
    store.chain = life.chain();
    assertThat(granted(view.proof(PARTNER, CUSTOMER_ID, "agreed")))
        .isEqualTo(new Proof.Broken(new Break(2, Flaw.ENTRY_MISSING)));
  }

  // ---- what somebody may do to the table
  // ---------------------------------------------------------

  private static UnaryOperator<HistoryRecord> requests(
      UnaryOperator<DisassociationRequest> change) {
    return line ->
        line instanceof HistoryRecord.Request(var request)
            ? new HistoryRecord.Request(change.apply(request))
            : line;
  }

  private static HistoryEntry entry(
      HistoryEntry e,
      long sequence,
      State after,
      String mac,
      String keyId,
      @Nullable String person) {
    return new HistoryEntry(
        sequence,
        e.at(),
        e.recordId(),
        e.action(),
        e.actor(),
        e.digests(),
        e.before(),
        after,
        e.acknowledged(),
        e.content(),
        keyId,
        mac,
        person);
  }

  private static HistoryEntry numbered(HistoryEntry e, long sequence) {
    return entry(e, sequence, e.after(), e.mac(), e.keyId(), e.person());
  }

  private static Association association(
      Association a, @Nullable PendingRequest pending, Head head) {
    return new Association(
        a.pair(),
        a.state(),
        a.type(),
        a.since(),
        a.endedAt(),
        a.profile(),
        a.autoFrozen(),
        pending,
        a.clearance(),
        head,
        a.version());
  }

  /// The person's seal, which another one's takes the place of.
  private static HistoryEntry sealed(HistoryEntry e, @Nullable String person) {
    return entry(e, e.sequence(), e.after(), e.mac(), e.keyId(), person);
  }

  private Map<Consumer<Life>, Break> tampering() {
    Map<Consumer<Life>, Break> all = new LinkedHashMap<>();
    all.put(l -> l.records.remove(l.record("e-1")), new Break(1, Flaw.ENTRY_MISSING));
    all.put(l -> l.records.remove(l.record("agreed")), new Break(8, Flaw.ENTRY_MISSING));
    all.put(l -> l.records.remove(l.record("x-1")), new Break(12, Flaw.ENTRY_MISSING));
    all.put(
        l -> {
          l.records.remove(l.record("x-1"));
          l.records.remove(l.record("cancelled"));
        },
        new Break(11, Flaw.ENTRY_MISSING));
    all.put(
        l ->
            l.change(
                "rejected",
                line ->
                    Life.with(
                        line,
                        List.of(line.entries().getFirst(), numbered(line.entries().getLast(), 2)))),
        new Break(2, Flaw.ENTRY_DOUBLED));
    all.put(
        l -> l.change("e-1", line -> Life.entries(line, e -> numbered(e, 0))),
        new Break(0, Flaw.ENTRY_DOUBLED));
    all.put(
        l ->
            l.change(
                "rejected",
                line ->
                    Life.entries(
                        line,
                        e ->
                            entry(
                                e,
                                e.sequence(),
                                new State("agreed", "ended"),
                                e.mac(),
                                e.keyId(),
                                e.person()))),
        new Break(2, Flaw.ENTRY_ALTERED));
    all.put(
        l ->
            l.change(
                "e-2",
                line ->
                    Life.entries(
                        line, e -> entry(e, 10, e.after(), "AAAA", e.keyId(), e.person()))),
        new Break(10, Flaw.ENTRY_ALTERED));
    all.put(
        l ->
            l.change(
                "e-2",
                line ->
                    Life.entries(line, e -> entry(e, 10, e.after(), e.mac(), "00000000", null))),
        new Break(10, Flaw.KEY_UNKNOWN));
    all.put(
        l ->
            l.change(
                "agreed",
                requests(r -> Life.request(r, r.names(), "Else", r.status(), r.entries()))),
        new Break(8, Flaw.RECORD_ALTERED));
    all.put(
        l ->
            l.change(
                "rejected",
                requests(r ->
                    Life.request(r, r.names(), r.reason(), RequestStatus.WITHDRAWN, r.entries()))),
        new Break(3, Flaw.RECORD_ALTERED));
    all.put(
        l ->
            l.change(
                "agreed",
                requests(r ->
                    Life.request(r, new Names("x", "y"), r.reason(), r.status(), r.entries()))),
        new Break(8, Flaw.RECORD_ALTERED));
    all.put(
        // Two records that change places, each with the other's entry.
        l -> {
          List<HistoryEntry> first = l.record("e-1").entries();
          List<HistoryEntry> second = l.record("e-2").entries();
          l.change("e-1", line -> Life.with(line, second));
          l.change("e-2", line -> Life.with(line, first));
        },
        new Break(1, Flaw.RECORD_ALTERED));
    all.put(
        l ->
            l.change(
                "agreed",
                line ->
                    Life.entries(
                        line, e -> sealed(e, l.record("rejected").entries().getFirst().person()))),
        new Break(8, Flaw.PERSON_ALTERED));
    all.put(
        l -> l.change("agreed", line -> Life.entries(line, e -> sealed(e, "no Base64!"))),
        new Break(8, Flaw.PERSON_ALTERED));
    all.put(
        l -> l.change("agreed", line -> Life.entries(line, e -> sealed(e, "AAAAAAAAAAAAAAAA"))),
        new Break(8, Flaw.PERSON_ALTERED));
    all.put(
        l -> l.association = l.association.entered(new Head(13, "another")),
        new Break(13, Flaw.HEAD_ALTERED));
    all.put(
        l -> l.association = l.association.entered(new Head(12, l.association.head().mac())),
        new Break(12, Flaw.HEAD_ALTERED));
    all.put(
        l -> l.association = l.association.entered(new Head(14, "later")),
        new Break(14, Flaw.ENTRY_MISSING));
    all.put(
        l ->
            l.records.add(
                new HistoryRecord.Ended(
                    "slipped-in", Samples.PAIR, l.association.names(), Samples.NOW, List.of())),
        new Break(13, Flaw.RECORD_UNCHAINED));
    all.put(
        l ->
            l.records.add(
                new HistoryRecord.Request(
                    DisassociationRequest.submitted(
                        new RequestId("slipped-in"),
                        l.association,
                        Party.PARTNER,
                        "No one asked.",
                        "hash",
                        Samples.NOW,
                        Samples.NOW.plus(Samples.EXPIRY)))),
        new Break(13, Flaw.RECORD_UNCHAINED));
    all.put(
        l -> l.association = l.association.ended(Samples.NOW),
        new Break(13, Flaw.ASSOCIATION_ALTERED));
    all.put(
        l -> l.association = Samples.active().entered(l.association.head()),
        new Break(13, Flaw.ASSOCIATION_ALTERED));
    all.put(
        l -> l.association = association(l.association, l.agreed.pending(), l.association.head()),
        new Break(13, Flaw.ASSOCIATION_ALTERED));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> everyChangeIsFound() {
    return tampering().entrySet().stream()
        .map(each ->
            dynamicTest(
                each.getValue().toString(),
                () -> {
                  Life changed = new Life();
                  each.getKey().accept(changed);
                  assertThat(broken(changed.chain())).isEqualTo(each.getValue());
                }));
  }

  @Test
  void anotherFormOfARecordIsFoundEvenWhereItReadsTheSame() {
    for (HistoryRecord line : life.records) {
      assertThat(broken(new Chain(life.association, life.records, List.of(line.id()), 0)))
          .as(line.id())
          .isEqualTo(new Break(line.entries().getFirst().sequence(), Flaw.RECORD_ALTERED));
    }
  }

  @Test
  void whatCannotBeReadIsSaidToBeThere() {
    List<HistoryRecord> rest = new ArrayList<>(life.records);
    rest.remove(life.record("withdrawn"));
    assertThat(broken(new Chain(life.association, rest, List.of(), 1)))
        .isEqualTo(new Break(4, Flaw.RECORD_UNREADABLE));
    assertThat(broken(new Chain(life.association, life.records, List.of(), 1)))
        .isEqualTo(new Break(13, Flaw.RECORD_UNCHAINED));
  }

  @Test
  void aRequestThatWaitsIsWhatTheAssociationHasToName() {
    Life waiting = new Life();
    // The end and its cancellation undone, as if nobody had ended anything yet.
    waiting.records.remove(waiting.record("x-1"));
    DisassociationRequest request =
        ((HistoryRecord.Request) waiting.record("cancelled")).request().asSubmitted();
    waiting.change("cancelled", _ -> new HistoryRecord.Request(request));
    Association active = Samples.active().entered(request.head());

    assertThat(broken(chain(waiting, association(active, request.pending(), request.head()))))
        .isNull();
    assertThat(broken(chain(waiting, active))).isEqualTo(new Break(11, Flaw.ASSOCIATION_ALTERED));
    assertThat(
            broken(
                chain(
                    waiting,
                    association(
                        active,
                        new PendingRequest(
                            request.id(), request.initiator().other(), request.expiresAt()),
                        request.head()))))
        .isEqualTo(new Break(11, Flaw.ASSOCIATION_ALTERED));
  }

  private static Chain chain(Life life, Association association) {
    return new Chain(association, life.records, List.of(), 0);
  }

  @Test
  void digestsAreOfThisPersonAndThisSalt() {
    HistoryEntry entry = life.record("rejected").entries().getFirst();
    Digests digests = Objects.requireNonNull(entry.digests());
    assertThat(List.of(digests.subject(), digests.address() + "", digests.userAgent() + ""))
        .doesNotHaveDuplicates()
        .allMatch(each -> each.length() == 43);
  }
}
