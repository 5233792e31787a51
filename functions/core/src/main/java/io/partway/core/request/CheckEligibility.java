package io.partway.core.request;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationStore;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Blocker;
import io.partway.core.eligibility.Facts;
import io.partway.core.party.Pair;
import io.partway.core.party.Principal.Member;
import io.partway.core.policy.Policy;
import io.partway.core.quota.Quota;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The account check: everything that speaks for and against ending an association now, in one
/// answer.
public final class CheckEligibility {
  private final RequestStore store;
  private final AssociationStore associations;
  private final InstantSource clock;
  private final Policy policy;

  @Inject
  CheckEligibility(
      RequestStore store, AssociationStore associations, InstantSource clock, Policy policy) {
    this.store = store;
    this.associations = associations;
    this.clock = clock;
    this.policy = policy;
  }

  /// The result of a check.
  ///
  /// @param eligible whether the association is active and nothing blocks its end; `actions` say
  ///   the whole truth
  /// @param facts as reported, with the instants of their reports
  /// @param blockers all of them
  /// @param quota the caller's side's
  /// @param requests of the quota, newest first, without those of customers the caller may not see
  /// @param statement for the act open to the caller's side
  /// @param consequences of ending it as things stand, to be shown with the statement
  /// @param verificationRequired whether acting needs a verification code
  public record Eligibility(
      boolean eligible,
      Instant checkedAt,
      Facts facts,
      List<Blocker> blockers,
      Quota quota,
      List<RequestId> requests,
      Statement.Subject statement,
      Impact consequences,
      boolean verificationRequired,
      AllowedActions actions) {}

  /// Checks.
  public Access<Eligibility> check(Member caller, String counterpartyId) {
    Optional<Pair> named = caller.pairWith(counterpartyId);
    if (named.isEmpty()) {
      return new Access.Hidden<>();
    }
    Pair pair = named.get();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Dossier dossier =
        store.read(pair, caller.party(), QuotaScope.of(policy, caller.party(), pair), null);
    Association association = dossier.association();
    if (association == null || !association.visibleTo(caller)) {
      return new Access.Hidden<>();
    }
    Quota quota = dossier.register().at(now, policy.submissionLimit());
    List<Blocker> blockers = dossier.blockers(now);
    return new Access.Granted<>(
        new Eligibility(
            association.active() && blockers.isEmpty(),
            now,
            dossier.facts(),
            blockers,
            quota,
            visible(caller, quota),
            new Statement.Subject(openTo(caller, association, now), caller.party()),
            Impact.of(association.type(), dossier.facts()),
            dossier.verificationRequired(),
            Permissions.onAssociation(caller, association, quota, now)));
  }

  private static Statement.Act openTo(Member caller, Association association, Instant now) {
    PendingRequest pending = association.pendingAt(now);
    return pending != null && pending.initiator() != caller.party()
        ? Statement.Act.AGREE
        : Statement.Act.SUBMIT;
  }

  /// Admins and viewers see all of their party, so that only an account manager costs another read.
  private List<RequestId> visible(Member caller, Quota quota) {
    return switch (caller.role()) {
      case ADMIN, VIEWER -> quota.submissions().stream().map(Submission::request).toList();
      case ACCOUNT_MANAGER -> {
        Map<Submission, Pair> pairs =
            quota.submissions().stream()
                .collect(
                    Collectors.toMap(
                        Function.identity(),
                        s -> caller.pairWith(s.counterpartyId()).orElseThrow()));
        Map<Pair, Association> known = associations.associations(Set.copyOf(pairs.values()));
        yield quota.submissions().stream()
            .filter(s -> {
              Association of = known.get(pairs.get(s));
              return of != null && of.visibleTo(caller);
            })
            .map(Submission::request)
            .toList();
      }
    };
  }
}
