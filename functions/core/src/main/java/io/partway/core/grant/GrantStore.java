package io.partway.core.grant;

import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.quota.Grant;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.request.RequestStore.Commit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps grants, and with them the registers that they add to.
///
/// A [Commit#CONFLICT] says that a condition of a write did not hold, not which: read again and
/// judge by what is there then. Repeating a write whose answer was lost is always safe.
///
/// All methods throw [io.partway.core.StoreUnavailable] when contention or an outage outlasts the
/// deadline.
public interface GrantStore {
  /// Reads what a grant depends on, strongly consistent, in one call. It is not read at one
  /// instant: a key may be there before the grant that was written with it.
  ///
  /// @param key an idempotency key; null for none
  /// @param id null for none
  /// @param scope null for none
  Filed read(@Nullable String key, @Nullable GrantId id, @Nullable QuotaScope scope);

  /// @param use what the key was used for; null where it was not used
  /// @param grant null where there is none
  /// @param register of the scope; empty where none was asked for
  record Filed(@Nullable KeyUse use, @Nullable QuotaGrant grant, QuotaRegister register) {}

  /// What an idempotency key was used for.
  ///
  /// @param bodyHash of the whole body
  record KeyUse(GrantId grant, String bodyHash) {}

  /// Whether this party has, or has had, an association with anybody. Eventually consistent.
  boolean knows(Party party, String partyId);

  /// Whether these two are, or have been, associated.
  boolean knows(Pair pair);

  /// Takes a new grant in: provided that there is no grant of its id yet, that the key is not used
  /// yet and, where it adds at once, that the register is as it was read.
  ///
  /// @param key the key that it was entered under
  /// @param use what the key is used for by this
  /// @param addition null for a grant that waits for a second operator
  Commit enter(QuotaGrant grant, String key, KeyUse use, @Nullable Addition addition);

  /// Writes that a second operator has confirmed a grant: provided that it waits for one, and that
  /// the register is as it was read.
  Commit confirm(QuotaGrant confirmed, Addition addition);

  /// Remembers what a key was used for that met a grant of another key: provided that it is not
  /// used yet.
  Commit remember(String key, KeyUse use);

  /// A change of a register's grants.
  ///
  /// @param read the register that it was judged by: neither its grants nor its newest submission
  ///   may have changed since
  /// @param grants all that it has from now on; ended ones are left out
  record Addition(QuotaRegister read, List<Grant> grants) {
    public Addition {
      grants = List.copyOf(grants);
    }
  }

  /// One page of the grants: newest first, ties by id. Eventually consistent; a grant that is
  /// confirmed between two pages moves to the front.
  ///
  /// @param now as of which their status is judged
  /// @param position of the page before, null for the first page
  Slice page(Query query, Instant now, @Nullable String position, int limit);

  /// Which grants; null filters nothing.
  ///
  /// @param ticketNumber the very one
  /// @param from the earliest instant of a grant, see [QuotaGrant#at()], included
  /// @param to the latest, included
  record Query(
      @Nullable Party party,
      @Nullable String partyId,
      @Nullable GrantStatus status,
      @Nullable String ticketNumber,
      @Nullable Instant from,
      @Nullable Instant to) {
    /// All there are.
    public static final Query ALL = new Query(null, null, null, null, null, null);

    /// Whether this grant is asked for.
    public boolean matches(QuotaGrant grant, Instant now) {
      return (party == null || grant.scope().party() == party)
          && (partyId == null || grant.scope().partyId().equals(partyId))
          && (status == null || grant.statusAt(now) == status)
          && (ticketNumber == null || grant.ticketNumber().equals(ticketNumber))
          && (from == null || !grant.at().isBefore(from))
          && (to == null || !grant.at().isAfter(to));
    }
  }

  /// @param next where the next page starts; null at the end
  /// @param complete false when the store stopped for lack of time rather than for a full page
  record Slice(List<QuotaGrant> grants, @Nullable String next, boolean complete) {}
}
