package io.partway.core.grant;

import io.partway.core.StoreUnavailable;
import io.partway.core.Word;
import io.partway.core.grant.GrantStore.Filed;
import io.partway.core.party.Ids;
import io.partway.core.party.Principal.Operator;
import io.partway.core.policy.Policy;
import io.partway.core.request.Access;
import io.partway.core.request.RequestStore.Commit;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A second operator confirms a grant that exceeds the policy's value; from then on it adds.
public final class ConfirmGrant {
  private final GrantStore store;
  private final InstantSource clock;
  private final Policy policy;

  @Inject
  ConfirmGrant(GrantStore store, InstantSource clock, Policy policy) {
    this.store = store;
    this.clock = clock;
    this.policy = policy;
  }

  /// A grant whose caller may confirm grants.
  public record Opened(Operator caller, QuotaGrant grant) {}

  /// What became of it.
  public sealed interface Outcome {
    /// Confirmed, now or before by the same operator.
    record Confirmed(QuotaGrant grant) implements Outcome {}

    /// Who has entered a grant does not confirm it.
    record SecondOperatorRequired() implements Outcome {}

    /// It adds already.
    record AlreadyGranted(QuotaGrant grant) implements Outcome {}

    /// It is not in the version that the caller has seen.
    record Stale() implements Outcome {}

    /// It can no longer be given as it was entered.
    record Outdated(Cause cause, Room room) implements Outcome {}
  }

  /// Why a grant can no longer be given.
  public enum Cause implements Word {
    /// Its end has passed.
    ENDED,
    /// It would not let one more submission pass any more.
    TOO_SMALL,
    /// With other grants it would exceed what a register holds.
    TOO_LARGE
  }

  /// Looks the grant up. Every operator sees every grant.
  public Access<Opened> open(Operator caller, String id) {
    QuotaGrant grant = find(id);
    if (grant == null) {
      return new Access.Hidden<>();
    }
    return GrantQuota.allows(caller)
        ? new Access.Granted<>(new Opened(caller, grant))
        : new Access.RoleNotAllowed<>();
  }

  /// The grant of this id, strongly consistent; null where there is none.
  public @Nullable QuotaGrant find(String id) {
    return Ids.wellFormed(id) ? store.read(null, new GrantId(id), null).grant() : null;
  }

  /// Confirms.
  ///
  /// @param seen the version that the caller has seen; empty for one that there never was
  public Outcome confirm(Opened opened, OptionalLong seen) {
    QuotaGrant asked = opened.grant();
    String caller = opened.caller().subject();
    if (caller.equals(asked.grantedBy())) {
      return new Outcome.SecondOperatorRequired();
    }
    for (int round = 0; round < GrantQuota.ROUNDS; round++) {
      Filed filed = store.read(null, asked.id(), asked.scope());
      QuotaGrant there = filed.grant();
      if (there == null) {
        throw new IllegalStateException("grants are never deleted");
      }
      if (!there.waiting()) {
        return caller.equals(there.confirmedBy())
            ? new Outcome.Confirmed(there)
            : new Outcome.AlreadyGranted(there);
      }
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      Room room = Room.of(filed.register(), policy.submissionLimit(), now);
      Cause cause = outdated(there, room, now);
      if (cause != null) {
        return new Outcome.Outdated(cause, room);
      }
      if (seen.isEmpty() || seen.getAsLong() != there.version()) {
        return new Outcome.Stale();
      }
      QuotaGrant confirmed = there.confirmed(caller, now);
      if (store.confirm(confirmed, GrantQuota.addition(filed.register(), confirmed, now))
          == Commit.DONE) {
        return new Outcome.Confirmed(confirmed);
      }
      // Lost a race, or an earlier attempt's answer: what is there now tells which.
    }
    throw new StoreUnavailable("a confirmation kept losing races");
  }

  /// Why this operator's confirmation would be refused, by anything but its ETag; empty where it
  /// would not.
  ///
  /// @param room of its scope
  static Optional<GrantRefusal> refusal(Operator caller, QuotaGrant grant, Room room, Instant now) {
    if (!GrantQuota.allows(caller)) {
      return Optional.of(GrantRefusal.ROLE_NOT_ALLOWED);
    }
    if (caller.subject().equals(grant.grantedBy())) {
      return Optional.of(GrantRefusal.SECOND_OPERATOR_REQUIRED);
    }
    if (!grant.waiting()) {
      return Optional.of(GrantRefusal.ALREADY_GRANTED);
    }
    return outdated(grant, room, now) == null
        ? Optional.empty()
        : Optional.of(GrantRefusal.GRANT_OUTDATED);
  }

  private static @Nullable Cause outdated(QuotaGrant grant, Room room, Instant now) {
    if (grant.statusAt(now) == GrantStatus.LAPSED) {
      return Cause.ENDED;
    }
    if (grant.extra() > room.most()) {
      return Cause.TOO_LARGE;
    }
    return grant.extra() < room.smallest() ? Cause.TOO_SMALL : null;
  }
}
