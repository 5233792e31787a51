package io.partway.core.association;

import io.partway.core.Mask;
import io.partway.core.party.Party;
import org.jspecify.annotations.Nullable;

/// Both sides' names, unmasked.
public record Names(@Nullable String partner, @Nullable String customer) {
  /// The other side's name as this side may see it: a customer's masked, a partner's whole.
  public @Nullable String counterpartyOf(Party viewer) {
    return switch (viewer) {
      case PARTNER -> Mask.text(customer);
      case CUSTOMER -> partner;
    };
  }

  @Override
  public String toString() {
    return "Names[REDACTED]";
  }
}
