package io.partway.core.party;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.party.Principal.Member;
import org.junit.jupiter.api.Test;

final class PrincipalTest {
  private final Member partner = new Member("s", Party.PARTNER, "p-1", Role.ADMIN);
  private final Member customer = new Member("s", Party.CUSTOMER, "c-1", Role.ADMIN);

  @Test
  void aPairAlwaysHoldsTheCallersOwnSide() {
    Pair pair = new Pair(new CustomerId("c-1"), new PartnerId("p-1"));
    assertThat(partner.pairWith("c-1")).contains(pair);
    assertThat(customer.pairWith("p-1")).contains(pair);
  }

  @Test
  void aMalformedCounterpartyMakesNoPair() {
    assertThat(partner.pairWith("c 1")).isEmpty();
    assertThat(customer.pairWith("")).isEmpty();
  }

  @Test
  void eachSideFacesTheOther() {
    assertThat(Party.PARTNER.other()).isEqualTo(Party.CUSTOMER);
    assertThat(Party.CUSTOMER.other()).isEqualTo(Party.PARTNER);
    Pair pair = partner.pairWith("c-1").orElseThrow();
    assertThat(pair.idOf(Party.PARTNER)).isEqualTo("p-1");
    assertThat(pair.idOf(Party.CUSTOMER)).isEqualTo("c-1");
  }
}
