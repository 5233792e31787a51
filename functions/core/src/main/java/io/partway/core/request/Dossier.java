package io.partway.core.request;

import io.partway.core.association.Association;
import io.partway.core.eligibility.Blocker;
import io.partway.core.eligibility.BlockerRule;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.quota.QuotaRegister;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that deciding about one pair needs, read together.
///
/// Read together is not read at one instant: the facts may be a report newer than the association.
/// So the facts decide here, and the summary of them that lies on the association guards the write;
/// a refusal can then always name what is in the way.
///
/// @param association null when the two never were associated; its clearance is that of `facts`
/// @param register of the scope that was asked for; empty when none was
/// @param request the one that was asked for; null when it does not exist on this pair, or none was
/// @param verificationRequired whether the settings of the side that acts ask for a verification
///   code; false when nobody was said to act
public record Dossier(
    @Nullable Association association,
    Facts facts,
    QuotaRegister register,
    @Nullable DisassociationRequest request,
    boolean verificationRequired) {
  public Dossier {
    if (association != null) {
      association = association.withClearance(Clearance.of(facts));
    }
    if (request != null && (association == null || !request.pair().equals(association.pair()))) {
      request = null;
    }
  }

  /// All blockers at this instant.
  ///
  /// @throws IllegalStateException when there is no association to be blocked
  public List<Blocker> blockers(Instant now) {
    if (association == null) {
      throw new IllegalStateException("no association");
    }
    return BlockerRule.all(facts, association.pair(), now);
  }
}
