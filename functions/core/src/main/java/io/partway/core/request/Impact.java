package io.partway.core.request;

import io.partway.core.Word;
import io.partway.core.association.AssociationType;
import java.util.List;

/// What agreement will change, told to both sides before it happens. It depends on the kind of
/// association alone, so it can be told again, word for word, after the end.
public record Impact(AssociationType associationType, List<Effect> effects) {
  public Impact {
    effects = List.copyOf(effects);
  }

  /// One consequence.
  public enum Effect implements Word {
    ASSOCIATION_ENDS(
        "The association ends at the instant of agreement; only a new association can restore it."),
    PARTNER_ACCESS_ENDS(
        "The partner no longer sees or manages the customer's account; past records stay readable."),
    BILLING_MOVES_TO_CUSTOMER(
        "The platform bills the customer directly; the customer needs a valid payment method."),
    PARTNER_PRICES_END(
        "Prices, discounts, coupons and credit given by the partner no longer apply."),
    REFERRAL_CREDIT_ENDS("The partner earns no referral credit on the customer's later spending."),
    HISTORY_KEPT("Both sides keep the history of the association and of this request.");

    private final String detail;

    Effect(String detail) {
      this.detail = detail;
    }

    /// One English sentence.
    public String detail() {
      return detail;
    }
  }

  /// The consequences of ending an association of this type.
  public static Impact of(AssociationType type) {
    return new Impact(
        type,
        switch (type) {
          case RESELLER ->
              List.of(
                  Effect.ASSOCIATION_ENDS,
                  Effect.PARTNER_ACCESS_ENDS,
                  Effect.BILLING_MOVES_TO_CUSTOMER,
                  Effect.PARTNER_PRICES_END,
                  Effect.HISTORY_KEPT);
          case REFERRAL ->
              List.of(
                  Effect.ASSOCIATION_ENDS,
                  Effect.PARTNER_ACCESS_ENDS,
                  Effect.REFERRAL_CREDIT_ENDS,
                  Effect.HISTORY_KEPT);
        });
  }
}
