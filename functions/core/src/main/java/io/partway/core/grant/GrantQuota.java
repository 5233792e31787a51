package io.partway.core.grant;

import io.partway.core.Fault;
import io.partway.core.Limit;
import io.partway.core.StoreUnavailable;
import io.partway.core.grant.GrantStore.Addition;
import io.partway.core.grant.GrantStore.Filed;
import io.partway.core.grant.GrantStore.KeyUse;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Operator;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.quota.Grant;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.request.RequestStore.Commit;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An operator grants more submissions on a service ticket.
///
/// A ticket is good for one grant to one party: entered again with the same values it answers the
/// same. What exceeds the policy's value adds nothing until a second operator confirms it, see
/// [ConfirmGrant].
public final class GrantQuota {
  /// Rounds of judging and writing before giving up; as for a submit, a lost one means that
  /// somebody else's write to the register went through.
  static final int ROUNDS = Limit.SUBMISSION_SLOTS.standard() + 8;

  private final GrantStore store;
  private final InstantSource clock;
  private final Policy policy;

  @Inject
  GrantQuota(GrantStore store, InstantSource clock, Policy policy) {
    this.store = store;
    this.clock = clock;
    this.policy = policy;
  }

  /// What the body says; every member as it came.
  ///
  /// @param counterpartyId where the party's quota is one per counterparty
  public record Command(
      @Nullable String party,
      @Nullable String partyId,
      @Nullable String counterpartyId,
      @Nullable Long extra,
      @Nullable String ticketNumber,
      @Nullable String reason,
      @Nullable String endsAt) {}

  /// What became of it.
  public sealed interface Outcome {
    /// Taken in, whether it adds at once or waits for a second operator.
    record Entered(QuotaGrant grant) implements Outcome {}

    /// Taken in before, under the same key or on the same ticket with the same values.
    ///
    /// @param grant as it was then
    record Replayed(QuotaGrant grant) implements Outcome {}

    /// The key has been used for another body.
    record KeyReused() implements Outcome {}

    /// The ticket has been used for other values.
    ///
    /// @param grant the one that it was used for
    record TicketUsed(QuotaGrant grant) implements Outcome {}

    /// The body breaks rules.
    ///
    /// @param room what could be granted now; null where the scope is not known
    record Invalid(List<Fault> faults, @Nullable Room room) implements Outcome {}
  }

  /// Whether this operator may grant and confirm. The other roles of the desk read.
  public static boolean allows(Operator operator) {
    return operator.role() == Role.ADMIN;
  }

  /// Grants.
  ///
  /// @param caller one who may
  /// @param key the idempotency key
  /// @param bodyHash of the whole body
  public Outcome grant(Operator caller, String key, Command command, String bodyHash) {
    for (int round = 0; round < ROUNDS; round++) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      List<Fault> faults = new ArrayList<>();
      GrantForm form = GrantForm.read(command, policy, now, faults);
      GrantId id = form.id();
      Filed filed = store.read(key, id, form.scope());
      KeyUse use = filed.use();
      QuotaGrant there = filed.grant();
      if (use != null && !use.bodyHash().equals(bodyHash)) {
        return new Outcome.KeyReused();
      }
      if (there != null && (use != null || form.asksFor(there))) {
        if (use != null || remembered(key, there.id(), bodyHash)) {
          return new Outcome.Replayed(there.asEntered());
        }
      } else if (use == null) {
        Room room = form.scope() == null ? null : room(filed.register(), now);
        strangers(form, faults);
        if (room != null) {
          form.fits(room, faults);
        }
        if (!faults.isEmpty()) {
          return new Outcome.Invalid(List.copyOf(faults), room);
        }
        if (there != null) {
          return new Outcome.TicketUsed(there);
        }
        QuotaGrant grant = form.entered(caller.subject(), now, policy.unconfirmedGrant());
        if (store.enter(grant, key, new KeyUse(grant.id(), bodyHash), addition(grant, filed, now))
            == Commit.DONE) {
          return new Outcome.Entered(grant);
        }
      }
      // Lost a race, or an earlier attempt's answer, or met a grant that had only half arrived.
    }
    throw new StoreUnavailable("a grant kept losing races");
  }

  private boolean remembered(String key, GrantId grant, String bodyHash) {
    return store.remember(key, new KeyUse(grant, bodyHash)) == Commit.DONE;
  }

  private Room room(QuotaRegister register, Instant now) {
    return Room.of(register, policy.submissionLimit(), now);
  }

  private static @Nullable Addition addition(QuotaGrant grant, Filed filed, Instant now) {
    return grant.waiting() ? null : addition(filed.register(), grant, now);
  }

  /// What a register becomes by a grant; its ended ones are forgotten.
  static Addition addition(QuotaRegister register, QuotaGrant grant, Instant now) {
    Stream<Grant> valid = register.grants().stream().filter(g -> g.validAt(now));
    return new Addition(register, Stream.concat(valid, Stream.of(grant.entry())).toList());
  }

  /// Notes it where nobody knows whom this is for.
  private void strangers(GrantForm form, List<Fault> faults) {
    QuotaScope scope = form.scope();
    if (scope == null) {
      return;
    }
    Pair pair = scope.pair();
    if (pair != null && store.knows(pair)) {
      return;
    }
    if (!store.knows(scope.party(), scope.partyId())) {
      faults.add(
          new Fault("partyId", "unknown", "Nobody knows this " + scope.party().word() + "."));
    } else if (pair != null) {
      Party other = scope.party().other();
      faults.add(
          new Fault(
              "counterpartyId",
              "unknown",
              "This " + other.word() + " was never associated with it."));
    }
  }
}
