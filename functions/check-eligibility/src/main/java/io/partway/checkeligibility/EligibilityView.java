package io.partway.checkeligibility;

import io.avaje.jsonb.Json;
import io.partway.core.eligibility.Facts;
import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.message.Language;
import io.partway.core.request.CheckEligibility.Eligibility;
import io.partway.gateway.view.ActionView;
import io.partway.gateway.view.BlockerView;
import io.partway.gateway.view.QuotaView;
import io.partway.gateway.view.StatementView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether an association can be ended now.
@Json
record EligibilityView(
    boolean eligible,
    Instant checkedAt,
    FactsView facts,
    List<BlockerView> blockers,
    QuotaView quota,
    StatementView statement,
    boolean verificationRequired,
    Map<String, ActionView> allowedActions) {
  /// When each stream was last reported; null while it never was.
  @Json
  record FactsView(@Nullable Instant account, @Nullable Instant billing) {
    static FactsView of(Facts facts) {
      return new FactsView(reportedAt(facts.account()), reportedAt(facts.billing()));
    }

    private static @Nullable Instant reportedAt(@Nullable Reported<?> reported) {
      return reported == null ? null : reported.reportedAt();
    }
  }

  /// What a check has found.
  static EligibilityView of(Eligibility eligibility, Language language) {
    return new EligibilityView(
        eligibility.eligible(),
        eligibility.checkedAt(),
        FactsView.of(eligibility.facts()),
        BlockerView.of(eligibility.blockers()),
        QuotaView.of(eligibility.quota(), eligibility.requests()),
        StatementView.of(eligibility.statement(), eligibility.consequences(), language),
        eligibility.verificationRequired(),
        ActionView.of(eligibility.actions()));
  }
}
