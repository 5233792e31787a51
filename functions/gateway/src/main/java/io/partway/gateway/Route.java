package io.partway.gateway;

import io.partway.core.party.Party;
import io.partway.core.party.Principal;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Principal.Operator;
import java.util.EnumSet;
import java.util.Set;

/// One operation of the API.
///
/// @param key method and path as API Gateway spells them: `GET /v1/associations/{counterpartyId}`
/// @param audience who may use it; all others are refused before anything is looked at
public record Route(String key, Audience audience, Endpoint endpoint) {
  /// Whom a route is for.
  public sealed interface Audience {
    /// Members of these parties.
    record Members(Set<Party> parties) implements Audience {
      public Members {
        parties = Set.copyOf(parties);
      }
    }

    /// The support desk.
    record Desk() implements Audience {}
  }

  /// A route for members of either party.
  public static Route ofBoth(String key, Endpoint endpoint) {
    return new Route(key, new Audience.Members(EnumSet.allOf(Party.class)), endpoint);
  }

  /// A route for members of one party.
  public static Route of(Party party, String key, Endpoint endpoint) {
    return new Route(key, new Audience.Members(Set.of(party)), endpoint);
  }

  /// A route for the support desk alone; which of its roles may use it, the endpoint says.
  public static Route ofDesk(String key, Endpoint endpoint) {
    return new Route(key, new Audience.Desk(), endpoint);
  }

  boolean admits(Principal caller) {
    return switch (caller) {
      case Member member ->
          audience instanceof Audience.Members(var parties) && parties.contains(member.party());
      case Operator _ -> audience instanceof Audience.Desk;
    };
  }
}
