package io.partway.core.association;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.MemoryStore;
import io.partway.core.Samples;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AssociationTest {
  private final Association association = Samples.active();

  @Test
  void adminsAndViewersOfBothSidesSeeIt() {
    for (Party party : Party.values()) {
      assertThat(association.visibleTo(Samples.member(party, Role.ADMIN))).isTrue();
      assertThat(association.visibleTo(Samples.member(party, Role.VIEWER))).isTrue();
    }
  }

  @Test
  void anAccountManagerSeesTheCustomersAssignedToHimAtPresent() {
    Member manager = Samples.member(Party.PARTNER, Role.ACCOUNT_MANAGER);
    assertThat(association.visibleTo(manager)).isTrue();
    assertThat(Samples.assignedTo(Samples.PAIR, "somebody-else").visibleTo(manager)).isFalse();
    Profile unassigned = new Profile(null, null, null, null, null, null, List.of());
    assertThat(
            association
                .withRelation(association.type(), association.since(), unassigned)
                .visibleTo(manager))
        .isFalse();
  }

  @Test
  void aCustomersAccountManagerHasNothingAssigned() {
    Member manager =
        new Member(Samples.MANAGER, Party.CUSTOMER, "customer-1", Role.ACCOUNT_MANAGER);
    assertThat(association.visibleTo(manager)).isFalse();
  }

  @Test
  void nobodyOfAnotherPartySeesIt() {
    for (Role role : Role.values()) {
      for (Party party : Party.values()) {
        assertThat(association.visibleTo(new Member(Samples.MANAGER, party, "other", role)))
            .isFalse();
      }
      // The right id on the wrong side is somebody else.
      assertThat(association.visibleTo(new Member("s", Party.PARTNER, "customer-1", role)))
          .isFalse();
      assertThat(association.visibleTo(new Member("s", Party.CUSTOMER, "partner-1", role)))
          .isFalse();
    }
  }

  @Test
  void anOverdueRequestStandsInNobodysWay() {
    PendingRequest pending = new PendingRequest(new RequestId("r"), Party.PARTNER, Samples.NOW);
    Association holding = MemoryStore.holding(association, pending);
    assertThat(holding.pendingAt(Samples.NOW.minusMillis(1))).isEqualTo(pending);
    assertThat(holding.pendingAt(Samples.NOW)).isNull();
    assertThat(association.pendingAt(Samples.NOW)).isNull();
  }

  @Test
  void itsEndClearsTheSlotAndKeepsTheRest() {
    PendingRequest pending = new PendingRequest(new RequestId("r"), Party.PARTNER, Samples.NOW);
    Association ended = MemoryStore.holding(association, pending).ended(Samples.NOW);
    assertThat(ended.active()).isFalse();
    assertThat(ended.state()).isEqualTo(AssociationState.ENDED);
    assertThat(ended.endedAt()).isEqualTo(Samples.NOW);
    assertThat(ended.pending()).isNull();
    assertThat(ended.profile()).isEqualTo(association.profile());
    assertThat(ended.since()).isEqualTo(association.since());
    assertThat(ended.version()).isEqualTo(association.version() + 2);
  }

  @Test
  void factsMoveWhatTheySayAndNothingElse() {
    Facts frozen =
        Samples.facts(new Facts.Account(false, List.of(), true, true), Samples.billing());
    Association with = association.withFacts(frozen);
    assertThat(with.autoFrozen()).isTrue();
    assertThat(with.clearance()).isEqualTo(Clearance.of(frozen));
    assertThat(with.version()).isEqualTo(association.version() + 1);
    assertThat(with.profile()).isEqualTo(association.profile());
    assertThat(association.withFacts(Facts.NONE).autoFrozen()).isNull();
    assertThat(association.withClearance(with.clearance()).version())
        .isEqualTo(association.version());
  }

  @Test
  void eachSideSeesTheOthersName() {
    Names names = association.names();
    assertThat(names.counterpartyOf(Party.PARTNER)).isEqualTo("A***");
    assertThat(names.counterpartyOf(Party.CUSTOMER)).isEqualTo("Nordlicht Systems");
    assertThat(new Names(null, null).counterpartyOf(Party.PARTNER)).isNull();
  }

  @Test
  void noPersonalValueIsPrinted() {
    assertThat(association.toString() + association.names())
        .doesNotContain("Lopez", "lopez", "151", "Nordlicht", "Mia");
  }
}
