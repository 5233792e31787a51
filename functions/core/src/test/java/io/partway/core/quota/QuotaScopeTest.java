package io.partway.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Samples;
import io.partway.core.party.Party;
import io.partway.core.policy.Policy;
import org.junit.jupiter.api.Test;

final class QuotaScopeTest {
  private final Policy policy =
      new Policy(3, 3, Policy.Scope.INITIATOR, Policy.Scope.PAIR, Samples.EXPIRY, 600, 3);

  @Test
  void anInitiatorCountsAsAWhole() {
    QuotaScope scope = QuotaScope.of(policy, Party.PARTNER, Samples.PAIR);
    assertThat(scope).isEqualTo(new QuotaScope(Party.PARTNER, "partner-1", null));
    assertThat(QuotaScope.of(policy, Party.PARTNER, Samples.pair("customer-2", "partner-1")))
        .isEqualTo(scope);
  }

  @Test
  void aPairCountsForItself() {
    assertThat(QuotaScope.of(policy, Party.CUSTOMER, Samples.PAIR))
        .isEqualTo(new QuotaScope(Party.CUSTOMER, "customer-1", "partner-1"));
  }
}
