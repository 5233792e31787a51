package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Samples;
import io.partway.core.association.AssociationType;
import io.partway.core.eligibility.Accounting;
import io.partway.core.eligibility.Facts;
import io.partway.core.message.Language;
import io.partway.core.request.Impact.Effect;
import java.util.List;
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
    assertThat(Effect.values())
        .allSatisfy(e -> {
          assertThat(e.detail(Language.EN)).matches("\\p{Lu}.*\\.");
          assertThat(e.detail(Language.ES)).matches("\\p{Lu}.*\\.");
          assertThat(e.detail(Language.ZH_HANS)).matches("[\\p{IsHan}；，、]+。");
        });
  }

  @Test
  void factsThatDoNotBlockMayAddToIt() {
    Facts facts =
        Samples.facts(
            new Facts.Account(
                true, List.of(new Facts.Member("m", Accounting.UNIFIED, null)), false, true),
            Samples.billing());
    assertThat(Impact.of(AssociationType.REFERRAL, facts).effects())
        .containsExactly(
            Effect.ASSOCIATION_ENDS,
            Effect.PARTNER_ACCESS_ENDS,
            Effect.REFERRAL_CREDIT_ENDS,
            Effect.MEMBERS_FOLLOW,
            Effect.AUTOMATIC_FREEZE_STAYS,
            Effect.HISTORY_KEPT);
    Facts noMaster =
        Samples.facts(
            new Facts.Account(
                false, List.of(new Facts.Member("m", Accounting.UNIFIED, null)), false, false),
            Samples.billing());
    for (Facts plain : List.of(noMaster, Facts.NONE, Samples.clearFacts())) {
      assertThat(Impact.of(AssociationType.RESELLER, plain))
          .isEqualTo(Impact.of(AssociationType.RESELLER));
    }
    assertThat(Impact.of(AssociationType.REFERRAL, facts).codes())
        .startsWith("association-ends")
        .endsWith("history-kept");
  }
}
