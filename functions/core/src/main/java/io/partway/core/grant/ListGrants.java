package io.partway.core.grant;

import io.partway.core.Bookmark;
import io.partway.core.party.Ids;
import io.partway.core.party.Principal.Operator;
import io.partway.core.policy.Policy;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.QuotaStore;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An operator, of whatever role, reads what the desk has granted, and what waits for him.
public final class ListGrants {
  private final GrantStore grants;
  private final QuotaStore quotas;
  private final InstantSource clock;
  private final Policy policy;

  @Inject
  ListGrants(GrantStore grants, QuotaStore quotas, InstantSource clock, Policy policy) {
    this.grants = grants;
    this.quotas = quotas;
    this.clock = clock;
    this.policy = policy;
  }

  /// A grant as its reader sees it.
  ///
  /// @param confirm why he may not confirm it; empty where he may
  public record Line(QuotaGrant grant, GrantStatus status, Optional<GrantRefusal> confirm) {}

  /// @param next null at the end
  public record Page(List<Line> lines, @Nullable Bookmark next, boolean complete) {}

  /// One page.
  public Page list(
      Operator reader, GrantStore.Query query, @Nullable Bookmark bookmark, int limit) {
    Instant now = bookmark == null ? now() : bookmark.now();
    GrantStore.Slice slice =
        grants.page(query, now, bookmark == null ? null : bookmark.position(), limit);
    String next = slice.next();
    return new Page(
        lines(reader, slice.grants(), now),
        next == null ? null : new Bookmark(now, next),
        slice.complete());
  }

  /// The grant of this id, strongly consistent; empty where there is none.
  public Optional<Line> find(Operator reader, String id) {
    QuotaGrant grant = Ids.wellFormed(id) ? grants.read(null, new GrantId(id), null).grant() : null;
    return grant == null
        ? Optional.empty()
        : Optional.of(lines(reader, List.of(grant), now()).getFirst());
  }

  /// A grant that has been read already, as its reader sees it now.
  public Line seen(Operator reader, QuotaGrant grant) {
    return lines(reader, List.of(grant), now()).getFirst();
  }

  /// A grant as it was entered, for who entered it: the same for ever, as replays are.
  public static Line entered(QuotaGrant grant) {
    return new Line(
        grant, grant.statusAt(grant.askedAt()), Optional.of(GrantRefusal.SECOND_OPERATOR_REQUIRED));
  }

  private List<Line> lines(Operator reader, List<QuotaGrant> grants, Instant now) {
    Map<QuotaScope, QuotaRegister> registers = waitedFor(grants, now);
    return grants.stream()
        .map(grant -> {
          QuotaRegister register = registers.getOrDefault(grant.scope(), QuotaRegister.EMPTY);
          Room room = Room.of(register, policy.submissionLimit(), now);
          return new Line(
              grant, grant.statusAt(now), ConfirmGrant.refusal(reader, grant, room, now));
        })
        .toList();
  }

  /// The registers on which it depends whether a grant can be confirmed.
  private Map<QuotaScope, QuotaRegister> waitedFor(List<QuotaGrant> grants, Instant now) {
    return quotas.registers(
        grants.stream()
            .filter(grant -> grant.statusAt(now) == GrantStatus.AWAITING_CONFIRMATION)
            .map(QuotaGrant::scope)
            .collect(Collectors.toSet()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
