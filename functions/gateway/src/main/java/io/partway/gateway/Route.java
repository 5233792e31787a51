package io.partway.gateway;

import io.partway.core.party.Party;
import java.util.EnumSet;
import java.util.Set;

/// One operation of the API.
///
/// @param key method and path as API Gateway spells them: `GET /v1/associations/{counterpartyId}`
/// @param parties whose members may use it; all others are refused before anything is looked at
public record Route(String key, Set<Party> parties, Endpoint endpoint) {
  public Route {
    parties = Set.copyOf(parties);
  }

  /// A route for members of either party.
  public static Route ofBoth(String key, Endpoint endpoint) {
    return new Route(key, EnumSet.allOf(Party.class), endpoint);
  }

  /// A route for members of one party.
  public static Route of(Party party, String key, Endpoint endpoint) {
    return new Route(key, Set.of(party), endpoint);
  }
}
