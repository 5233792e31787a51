package io.partway.core.verification;

import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;

/// What one code is good for: one user, one operation, one target.
///
/// @param subject the user's
/// @param target the counterparty's id of a submit, the id of the request of a decision, empty for
///   the settings of the user's own party
public record Purpose(
    Party party, String partyId, String subject, Operation operation, String target) {
  /// An act of this member.
  public static Purpose of(Member member, Operation operation, String target) {
    return new Purpose(member.party(), member.partyId(), member.subject(), operation, target);
  }

  /// A change of the settings of this member's party.
  public static Purpose ofSettings(Member member, Operation operation) {
    return of(member, operation, "");
  }
}
