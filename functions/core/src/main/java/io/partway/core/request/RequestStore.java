package io.partway.core.request;

import io.partway.core.association.Association;
import io.partway.core.association.RequestId;
import io.partway.core.history.Head;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import io.partway.core.verification.SpentCode;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps requests, and with them what must change in the same instant: the association and the
/// quota.
///
/// Every write is one transaction whose conditions hold the invariants; a [Commit#CONFLICT] says
/// that one of them did not hold, not which: read again and judge by what is there then. A write
/// whose answer was lost may have taken effect; repeating it is always safe, and ends in a conflict
/// that the re-read explains.
///
/// All methods throw [io.partway.core.StoreUnavailable] when contention or an outage outlasts the
/// deadline.
public interface RequestStore {
  /// What became of a write.
  enum Commit {
    DONE,
    /// A condition did not hold; nothing was written by this attempt.
    CONFLICT
  }

  /// Reads what is known of a pair, strongly consistent, in one call.
  ///
  /// @param actor the side whose settings to read with it; null for none
  /// @param scope whose quota to read with it; null for none
  /// @param request which request to read with it; null for none. Another pair's request is none
  Dossier read(
      Pair pair, @Nullable Party actor, @Nullable QuotaScope scope, @Nullable RequestId request);

  /// The same for somebody who only reads.
  default Dossier read(Pair pair, @Nullable QuotaScope scope, @Nullable RequestId request) {
    return read(pair, null, scope, request);
  }

  /// Takes a new request in: provided that the association is active, free of blockers at
  /// `request.submittedAt()` and of a pending request that is not overdue, that no record has its
  /// id, that slot number `limit` of the register has been released, that its newest slot is not
  /// released after the one it gains (so that releases never go backwards), that the grants are
  /// those that were read, that the code is still the one that was right, which it spends, and that
  /// the pair's history ends where it was read to end: from then on it ends with the request's
  /// entry.
  Commit submit(NewRequest submission);

  /// @param scope whose quota pays for it
  /// @param slot what the register gains
  /// @param limit submissions the register allows now, grants included
  /// @param grantsVersion of the register that `limit` was computed from
  /// @param head where the pair's history ended when its last entry was made
  /// @param code null where none is asked for
  record NewRequest(
      DisassociationRequest request,
      QuotaScope scope,
      Submission slot,
      int limit,
      long grantsVersion,
      Head head,
      @Nullable SpentCode code) {}

  /// Writes a decision: provided that the request is as it was read, that its deadline lies after
  /// `decided.decidedAt()` and that the association's slot holds it, and clears that slot. An
  /// agreement ends the association in the same transaction, provided that it is free of blockers
  /// at that instant. It spends the code, which must still be the one that was right.
  ///
  /// @param head where the pair's history must end, for the last entry of `decided` to continue it
  /// @param code null where none is asked for
  Commit decide(DisassociationRequest decided, Head head, @Nullable SpentCode code);

  /// Writes what readers see already: the request as expired, and its entry into the history of the
  /// association, whose slot is cleared if it still holds this request.
  ///
  /// @param association as it was read; its history must still end there
  Commit expire(DisassociationRequest expired, Association association);

  /// Hands over every pending request whose deadline is not after this instant, oldest deadline
  /// first within a shard, until all were seen or the invocation's deadline is near.
  ///
  /// @return whether all were seen
  boolean forEachOverdue(Instant now, Consumer<Overdue> action);

  /// @param request enough to read it
  record Overdue(Pair pair, RequestId request, Instant expiresAt) {}
}
