package io.partway.core.request;

import io.partway.core.Word;
import io.partway.core.association.AssociationType;
import io.partway.core.eligibility.Accounting;
import io.partway.core.eligibility.Facts;
import io.partway.core.eligibility.Facts.Account;
import io.partway.core.message.Language;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What agreement will change, told to both sides before it happens. By the kind of association
/// alone, it can be told again, word for word, after the end; by the facts of the moment, it is
/// what a statement is shown with, and the history keeps what that was.
public record Impact(AssociationType associationType, List<Effect> effects) {
  public Impact {
    effects = List.copyOf(effects);
  }

  /// One consequence; told in this order.
  public enum Effect implements Word {
    ASSOCIATION_ENDS,
    PARTNER_ACCESS_ENDS,
    BILLING_MOVES_TO_CUSTOMER,
    PARTNER_PRICES_END,
    REFERRAL_CREDIT_ENDS,
    /// Of an enterprise master that has unified-accounting members; independent ones are a blocker.
    MEMBERS_FOLLOW,
    /// Of an account that is frozen automatically, which is no blocker.
    AUTOMATIC_FREEZE_STAYS,
    HISTORY_KEPT;

    /// One sentence.
    public String detail(Language language) {
      return Wording.TEXTS.text(language, "effect." + word());
    }
  }

  /// The consequences of ending an association of this type.
  public static Impact of(AssociationType type) {
    return new Impact(type, List.copyOf(effects(type)));
  }

  /// The same with those that these facts add.
  public static Impact of(AssociationType type, Facts facts) {
    Set<Effect> effects = effects(type);
    Account account = facts.account() == null ? null : facts.account().value();
    if (account != null) {
      if (account.enterpriseMaster()
          && account.members().stream().anyMatch(m -> m.accounting() == Accounting.UNIFIED)) {
        effects.add(Effect.MEMBERS_FOLLOW);
      }
      if (account.autoFrozen()) {
        effects.add(Effect.AUTOMATIC_FREEZE_STAYS);
      }
    }
    return new Impact(type, List.copyOf(effects));
  }

  /// The codes of its effects.
  public List<String> codes() {
    return effects.stream().map(Effect::word).toList();
  }

  private static Set<Effect> effects(AssociationType type) {
    return switch (type) {
      case RESELLER ->
          EnumSet.of(
              Effect.ASSOCIATION_ENDS,
              Effect.PARTNER_ACCESS_ENDS,
              Effect.BILLING_MOVES_TO_CUSTOMER,
              Effect.PARTNER_PRICES_END,
              Effect.HISTORY_KEPT);
      case REFERRAL ->
          EnumSet.of(
              Effect.ASSOCIATION_ENDS,
              Effect.PARTNER_ACCESS_ENDS,
              Effect.REFERRAL_CREDIT_ENDS,
              Effect.HISTORY_KEPT);
    };
  }
}
