package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.association.AssociationType;
import io.partway.core.request.Impact.Effect;
import org.junit.jupiter.api.Test;

final class ImpactTest {
  @Test
  void dependsOnTheKindOfAssociationAlone() {
    assertThat(Impact.of(AssociationType.RESELLER).effects())
        .containsExactly(
            Effect.ASSOCIATION_ENDS,
            Effect.PARTNER_ACCESS_ENDS,
            Effect.BILLING_MOVES_TO_CUSTOMER,
            Effect.PARTNER_PRICES_END,
            Effect.HISTORY_KEPT);
    assertThat(Impact.of(AssociationType.REFERRAL).effects())
        .containsExactly(
            Effect.ASSOCIATION_ENDS,
            Effect.PARTNER_ACCESS_ENDS,
            Effect.REFERRAL_CREDIT_ENDS,
            Effect.HISTORY_KEPT);
    assertThat(Impact.of(AssociationType.REFERRAL).associationType())
        .isEqualTo(AssociationType.REFERRAL);
  }

  @Test
  void everyEffectIsTold() {
    assertThat(Effect.values()).allSatisfy(e -> assertThat(e.detail()).matches("[A-Z].*\\."));
  }
}
