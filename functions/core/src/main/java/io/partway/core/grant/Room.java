package io.partway.core.grant;

import io.partway.core.Limit;
import io.partway.core.quota.Grant;
import io.partway.core.quota.QuotaRegister;
import java.time.Instant;

/// How much a grant to a scope may be at one instant. Grants only ever end, so what fits now fits
/// for as long as it is valid.
///
/// @param smallest the fewest submissions that let one more pass: 1, unless more than the limit are
///   in the window already
/// @param most what the limit and all valid grants leave of the register's slots; nothing helps
///   where it is less than `smallest`
public record Room(int smallest, int most) {
  /// The room there is.
  ///
  /// @param limit the policy's, without grants
  public static Room of(QuotaRegister register, int limit, Instant now) {
    int granted =
        register.grants().stream().filter(g -> g.validAt(now)).mapToInt(Grant::extra).sum();
    int used = register.at(now, limit).used();
    return new Room(
        Math.max(1, used - limit - granted + 1),
        Math.max(0, Limit.SUBMISSION_SLOTS.standard() - limit - granted));
  }
}
