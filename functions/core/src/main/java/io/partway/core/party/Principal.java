package io.partway.core.party;

import java.util.Optional;

/// Who calls, as the verified token says.
public sealed interface Principal {
  /// The user's stable id (`sub`).
  String subject();

  /// What he is among his own.
  Role role();

  /// A user of one of the two parties.
  record Member(String subject, Party party, String partyId, Role role) implements Principal {
    public Member {
      Ids.require(partyId);
    }

    /// The pair of the caller's own party and this counterparty; empty when the id cannot be one.
    /// Since the caller's side always comes from the token, nobody can so much as name somebody
    /// else's association.
    public Optional<Pair> pairWith(String counterpartyId) {
      if (!Ids.wellFormed(counterpartyId)) {
        return Optional.empty();
      }
      return Optional.of(
          switch (party) {
            case PARTNER -> new Pair(new CustomerId(counterpartyId), new PartnerId(partyId));
            case CUSTOMER -> new Pair(new CustomerId(partyId), new PartnerId(counterpartyId));
          });
    }
  }

  /// A user of the platform's support desk.
  record Operator(String subject, Role role) implements Principal {}
}
