package io.partway.core.history;

import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;

/// In which capacity somebody did something; who he is, is [Person]'s to tell.
public record Actor(Party party, Role role) {
  /// This member's.
  public static Actor of(Member member) {
    return new Actor(member.party(), member.role());
  }
}
