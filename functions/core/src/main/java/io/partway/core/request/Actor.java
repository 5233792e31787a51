package io.partway.core.request;

import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;

/// Who did something to a request.
public record Actor(String subject, Party party, Role role) {
  /// This member, acting.
  public static Actor of(Member member) {
    return new Actor(member.subject(), member.party(), member.role());
  }
}
