package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Samples;
import io.partway.core.association.AssociationType;
import io.partway.core.eligibility.Accounting;
import io.partway.core.eligibility.Facts;
import io.partway.core.message.Language;
import io.partway.core.request.Impact.Effect;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /// Receipts tell what was announced by these codes, for ever in the same words. A changed
  /// sentence is a new effect: change both here, never the hash alone.
  @Test
  void aCodeIsForEverTheSameSentence() {
    Map<String, String> hashes = new TreeMap<>();
    for (Effect effect : Effect.values()) {
      for (Language language : Language.values()) {
        Statement hashed = new Statement("", language, effect.detail(language));
        hashes.put(effect.word() + " " + language.tag(), hashed.hash().substring(0, 16));
      }
    }
    assertThat(hashes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("association-ends en", "4692aedccbf8347f"),
                Map.entry("association-ends es", "5c36fc6cf648e0b8"),
                Map.entry("association-ends zh-Hans", "a9afe8ac4f8cfced"),
                Map.entry("automatic-freeze-stays en", "bfba4eaee65676ad"),
                Map.entry("automatic-freeze-stays es", "fc6b5eac0995a181"),
                Map.entry("automatic-freeze-stays zh-Hans", "84d1b01f32e813d0"),
                Map.entry("billing-moves-to-customer en", "fdca3b74049fed22"),
                Map.entry("billing-moves-to-customer es", "dee531f6496f3c38"),
                Map.entry("billing-moves-to-customer zh-Hans", "95e2e8a9b605b229"),
                Map.entry("history-kept en", "3794da7455cdc21d"),
                Map.entry("history-kept es", "059e16b145403be9"),
                Map.entry("history-kept zh-Hans", "932c6364aee88333"),
                Map.entry("members-follow en", "bf1e6f43ee517d35"),
                Map.entry("members-follow es", "a556cc9cf6d8eee4"),
                Map.entry("members-follow zh-Hans", "a68cfb4acf1df38a"),
                Map.entry("partner-access-ends en", "1450f0de287317f3"),
                Map.entry("partner-access-ends es", "4e431a42e878e4ef"),
                Map.entry("partner-access-ends zh-Hans", "ab974904ee952359"),
                Map.entry("partner-prices-end en", "492acb2128d31021"),
                Map.entry("partner-prices-end es", "7af6a69bfd830ebf"),
                Map.entry("partner-prices-end zh-Hans", "540fb6a6e34442fa"),
                Map.entry("referral-credit-ends en", "b4c4ab012ec644b0"),
                Map.entry("referral-credit-ends es", "41c7b0b1f476b684"),
                Map.entry("referral-credit-ends zh-Hans", "66d4b40c38a00da9")));
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
