package io.partway.core.eligibility;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What upstream has reported of a customer that can stand in the way of ending the association.
///
/// @param account the newest report of stream `account`; null until the first
/// @param billing the newest report of stream `billing`; null until the first
public record Facts(@Nullable Reported<Account> account, @Nullable Reported<Billing> billing) {
  /// Nothing reported yet.
  public static final Facts NONE = new Facts(null, null);

  /// A stream's newest report.
  ///
  /// @param version upstream's, growing with each report of this stream
  /// @param reportedAt when we took it in
  public record Reported<T>(T value, long version, Instant reportedAt) {}

  /// Stream `account`.
  ///
  /// @param members accounts below an enterprise master; without meaning unless it is one
  /// @param manuallyFrozen frozen by hand: blocks
  /// @param autoFrozen frozen automatically, for arrears say: only a search filter
  public record Account(
      boolean enterpriseMaster, List<Member> members, boolean manuallyFrozen, boolean autoFrozen) {
    public Account {
      members = List.copyOf(members);
    }
  }

  /// A member account of an enterprise master.
  ///
  /// @param serviceSupportPlanUntil the end of its service support plan; null when it has none
  public record Member(
      String id, Accounting accounting, @Nullable Instant serviceSupportPlanUntil) {}

  /// Stream `billing`.
  public record Billing(
      List<Term> reservedInstances,
      List<Term> partnerSupportPlans,
      List<Term> serviceSupportPlans,
      List<Hold> holds) {
    public Billing {
      reservedInstances = List.copyOf(reservedInstances);
      partnerSupportPlans = List.copyOf(partnerSupportPlans);
      serviceSupportPlans = List.copyOf(serviceSupportPlans);
      holds = List.copyOf(holds);
    }
  }

  /// Something that is valid up to, and no longer at, an instant.
  public record Term(String id, Instant until) {
    /// Valid means that its end lies after now; nothing has to run when it ends.
    public boolean validAt(Instant now) {
      return until.isAfter(now);
    }
  }

  /// A reason of an upstream system's own.
  ///
  /// @param code upstream's code
  /// @param actor who can resolve it
  /// @param resource what it is about; null when upstream does not say
  public record Hold(String code, Actor actor, @Nullable String resource) {}
}
