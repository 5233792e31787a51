package io.partway.core.grant;

import io.partway.core.quota.Grant;
import io.partway.core.quota.QuotaScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an operator grants on a service ticket, for ever on record. While it is valid, the register
/// of its scope holds its [#entry()].
///
/// @param extra submissions that it adds
/// @param reason what its party reads
/// @param endsAt the instant *at* which it is gone
/// @param askedAt when the first operator entered it
/// @param grantedBy that operator's subject
/// @param grantedAt when it began to add; null while it waits for a second operator
/// @param confirmedBy the second operator's subject; null where none was needed, or none has
///   confirmed yet
public record QuotaGrant(
    GrantId id,
    QuotaScope scope,
    int extra,
    String ticketNumber,
    String reason,
    Instant endsAt,
    Instant askedAt,
    String grantedBy,
    @Nullable Instant grantedAt,
    @Nullable String confirmedBy) {
  /// Whether it waits for a second operator, be it in vain.
  public boolean waiting() {
    return grantedAt == null;
  }

  /// Where it stands.
  public GrantStatus statusAt(Instant now) {
    boolean over = !now.isBefore(endsAt);
    return waiting()
        ? over ? GrantStatus.LAPSED : GrantStatus.AWAITING_CONFIRMATION
        : over ? GrantStatus.ENDED : GrantStatus.GRANTED;
  }

  /// The instant it is listed by: when it began to add, and until then when it was entered.
  public Instant at() {
    return grantedAt == null ? askedAt : grantedAt;
  }

  /// 1, and 2 once a second operator has confirmed it.
  public long version() {
    return confirmedBy == null ? 1 : 2;
  }

  /// What a register keeps of it.
  public Grant entry() {
    return new Grant(extra, ticketNumber, endsAt);
  }

  /// As it was when it was entered, for replays.
  public QuotaGrant asEntered() {
    return confirmedBy == null
        ? this
        : new QuotaGrant(
            id, scope, extra, ticketNumber, reason, endsAt, askedAt, grantedBy, null, null);
  }

  /// Confirmed by a second operator.
  public QuotaGrant confirmed(String subject, Instant now) {
    if (!waiting() || subject.equals(grantedBy)) {
      throw new IllegalStateException("a second operator confirms a grant that waits for one");
    }
    return new QuotaGrant(
        id, scope, extra, ticketNumber, reason, endsAt, askedAt, grantedBy, now, subject);
  }
}
