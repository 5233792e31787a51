package io.partway.core.quota;

import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.policy.Policy;
import org.jspecify.annotations.Nullable;

/// Whose submissions are counted together.
///
/// @param counterpartyId the other side where each pair counts for itself; null where the initiator
///   counts as a whole
public record QuotaScope(Party party, String partyId, @Nullable String counterpartyId) {
  /// The scope in which this side's submissions on this pair count.
  public static QuotaScope of(Policy policy, Party initiator, Pair pair) {
    return new QuotaScope(
        initiator,
        pair.idOf(initiator),
        switch (policy.scopeOf(initiator)) {
          case INITIATOR -> null;
          case PAIR -> pair.idOf(initiator.other());
        });
  }

  /// The pair that counts for itself; null where the initiator counts as a whole.
  public @Nullable Pair pair() {
    if (counterpartyId == null) {
      return null;
    }
    return switch (party) {
      case PARTNER -> new Pair(new CustomerId(counterpartyId), new PartnerId(partyId));
      case CUSTOMER -> new Pair(new CustomerId(partyId), new PartnerId(counterpartyId));
    };
  }
}
