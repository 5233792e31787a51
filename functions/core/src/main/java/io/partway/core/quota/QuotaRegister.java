package io.partway.core.quota;

import io.partway.core.Limit;
import java.time.Instant;
import java.util.List;

/// What the store keeps of a scope: the newest submissions, newest first, and the grants.
///
/// Releases never go backwards (see [#releaseAt(Instant, int)]), so "the L-th newest has been
/// released" is the same as "fewer than L are in the window", and one condition on one slot decides
/// a submit without counting.
///
/// @param submissions the newest 24 at most, newest first
/// @param grantsVersion moves with every change of the grants; 0 before the first
public record QuotaRegister(List<Submission> submissions, List<Grant> grants, long grantsVersion) {
  /// A scope without a history.
  public static final QuotaRegister EMPTY = new QuotaRegister(List.of(), List.of(), 0);

  public QuotaRegister {
    submissions = List.copyOf(submissions);
    grants = List.copyOf(grants);
  }

  /// The instant *at* which a slot taken at `submittedAt` is free: by [ReleaseRule], but never
  /// before the newest one in the register, whatever a clock that lags behind another machine's or
  /// a window that has been shortened since would make of it.
  public Instant releaseAt(Instant submittedAt, int months) {
    Instant byRule = ReleaseRule.releaseAt(submittedAt, months);
    return submissions.isEmpty() || byRule.isAfter(submissions.getFirst().releasesAt())
        ? byRule
        : submissions.getFirst().releasesAt();
  }

  /// How many submissions may be in the window at this instant, grants included; never more than
  /// the register has slots, even where a limit was raised after grants had been given.
  public int limitAt(Instant now, int limit) {
    int granted = grants.stream().filter(g -> g.validAt(now)).mapToInt(Grant::extra).sum();
    return Math.min(limit + granted, Limit.SUBMISSION_SLOTS.standard());
  }

  /// The quota as its owner sees it.
  ///
  /// @param limit the policy's, without grants
  public Quota at(Instant now, int limit) {
    List<Submission> counted =
        submissions.stream().filter(s -> s.releasesAt().isAfter(now)).toList();
    List<Grant> valid = grants.stream().filter(g -> g.validAt(now)).toList();
    int allowed = limitAt(now, limit);
    return new Quota(
        allowed, counted, valid, counted.size() < allowed ? null : firstFree(counted, limit));
  }

  /// The first release after which a submit would truly pass: a grant may have ended by then, so
  /// that one released slot is not enough.
  private Instant firstFree(List<Submission> counted, int limit) {
    for (Submission candidate : counted.reversed()) {
      Instant at = candidate.releasesAt();
      long stillUsed = counted.stream().filter(s -> s.releasesAt().isAfter(at)).count();
      if (stillUsed < limitAt(at, limit)) {
        return at;
      }
    }
    throw new IllegalStateException("a limit is at least one, so the last release frees a slot");
  }
}
