package io.partway.core.eligibility;

import io.partway.core.eligibility.Facts.Account;
import io.partway.core.eligibility.Facts.Billing;
import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.eligibility.Facts.Term;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The facts boiled down to what a condition expression can judge: flags, counts and latest ends.
/// It lies on the association, so that the very transaction that submits or agrees is refused when
/// a fact has changed meanwhile.
///
/// For every instant and every rule, `rule.blocks(Clearance.of(facts), now)` holds exactly when
/// `rule.resources(facts, …, now)` names something; a property test compares the two.
///
/// @param reported whether both `account` and `billing` have reported
/// @param independentMembers of an enterprise master, else 0
/// @param memberSupportPlansUntil the latest end of a unified member's service support plan, of an
///   enterprise master
/// @param holds their number
public record Clearance(
    boolean reported,
    int independentMembers,
    boolean manuallyFrozen,
    @Nullable Instant reservedInstancesUntil,
    @Nullable Instant partnerSupportPlansUntil,
    @Nullable Instant serviceSupportPlansUntil,
    @Nullable Instant memberSupportPlansUntil,
    int holds) {
  /// Boils these facts down.
  public static Clearance of(Facts facts) {
    Account account = valueOf(facts.account());
    Billing billing = valueOf(facts.billing());
    List<Facts.Member> members =
        account != null && account.enterpriseMaster() ? account.members() : List.of();
    return new Clearance(
        account != null && billing != null,
        (int) members.stream().filter(m -> m.accounting() == Accounting.INDEPENDENT).count(),
        account != null && account.manuallyFrozen(),
        billing == null ? null : latest(billing.reservedInstances()),
        billing == null ? null : latest(billing.partnerSupportPlans()),
        billing == null ? null : latest(billing.serviceSupportPlans()),
        latest(
            members.stream()
                .filter(m -> m.accounting() == Accounting.UNIFIED)
                .map(Facts.Member::serviceSupportPlanUntil)),
        billing == null ? 0 : billing.holds().size());
  }

  /// Whether nothing stands in the way at this instant.
  public boolean clearAt(Instant now) {
    for (BlockerRule rule : BlockerRule.values()) {
      if (rule.blocks(this, now)) {
        return false;
      }
    }
    return true;
  }

  private static <T> @Nullable T valueOf(@Nullable Reported<T> reported) {
    return reported == null ? null : reported.value();
  }

  private static @Nullable Instant latest(List<Term> terms) {
    return latest(terms.stream().map(Term::until));
  }

  private static @Nullable Instant latest(Stream<@Nullable Instant> ends) {
    return ends.filter(Objects::nonNull).max(Instant::compareTo).orElse(null);
  }
}
