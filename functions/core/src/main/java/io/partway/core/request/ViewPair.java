package io.partway.core.request;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationStore;
import io.partway.core.association.RequestId;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Ids;
import io.partway.core.party.Pair;
import io.partway.core.party.Principal.Member;
import io.partway.core.policy.Policy;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.QuotaStore;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one association, one request, or a customer's associations, each with what the reader may
/// do there.
public final class ViewPair {
  private final RequestStore requests;
  private final AssociationStore associations;
  private final QuotaStore quotas;
  private final InstantSource clock;
  private final Policy policy;

  @Inject
  ViewPair(
      RequestStore requests,
      AssociationStore associations,
      QuotaStore quotas,
      InstantSource clock,
      Policy policy) {
    this.requests = requests;
    this.associations = associations;
    this.quotas = quotas;
    this.clock = clock;
    this.policy = policy;
  }

  /// @param now as of when it is shown
  public record AssociationView(Association association, AllowedActions actions, Instant now) {}

  /// @param request as readers see it
  public record RequestView(DisassociationRequest request, AllowedActions actions) {}

  /// @param next where the next page starts; null at the end
  public record AssociationPage(List<AssociationView> associations, @Nullable String next) {}

  /// The association with this counterparty, active or ended.
  public Access<AssociationView> association(Member caller, String counterpartyId) {
    Optional<Pair> named = caller.pairWith(counterpartyId);
    if (named.isEmpty()) {
      return new Access.Hidden<>();
    }
    Instant now = now();
    QuotaScope scope = QuotaScope.of(policy, caller.party(), named.get());
    Dossier dossier = requests.read(named.get(), scope, null);
    Association association = dossier.association();
    return association == null || !association.visibleTo(caller)
        ? new Access.Hidden<>()
        : new Access.Granted<>(view(caller, association, dossier.register(), now));
  }

  /// One request on the association with this counterparty.
  public Access<RequestView> request(Member caller, String counterpartyId, String requestId) {
    Optional<Pair> named = caller.pairWith(counterpartyId);
    if (named.isEmpty() || !Ids.wellFormed(requestId)) {
      return new Access.Hidden<>();
    }
    Instant now = now();
    Dossier dossier = requests.read(named.get(), null, new RequestId(requestId));
    Association association = dossier.association();
    DisassociationRequest request = dossier.request();
    if (association == null || request == null || !association.visibleTo(caller)) {
      return new Access.Hidden<>();
    }
    return new Access.Granted<>(
        new RequestView(
            request.at(now), Permissions.onRequest(caller, request, association.clearance(), now)));
  }

  /// A customer's associations ("My Partner"), by partner id.
  ///
  /// @param caller a customer's member
  public AssociationPage ofCustomer(Member caller, @Nullable String after, int limit) {
    Instant now = now();
    AssociationStore.Slice slice =
        associations.ofCustomer(new CustomerId(caller.partyId()), after, limit);
    List<Association> visible =
        slice.associations().stream().filter(a -> a.visibleTo(caller)).toList();
    Map<Pair, QuotaScope> scopes = new LinkedHashMap<>();
    visible.forEach(a -> scopes.put(a.pair(), QuotaScope.of(policy, caller.party(), a.pair())));
    Map<QuotaScope, QuotaRegister> registers = quotas.registers(Set.copyOf(scopes.values()));
    return new AssociationPage(
        visible.stream()
            .map(a ->
                view(
                    caller,
                    a,
                    registers.getOrDefault(scopes.get(a.pair()), QuotaRegister.EMPTY),
                    now))
            .toList(),
        slice.next());
  }

  private AssociationView view(
      Member caller, Association association, QuotaRegister register, Instant now) {
    return new AssociationView(
        association,
        Permissions.onAssociation(
            caller, association, register.at(now, policy.submissionLimit()), now),
        now);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
