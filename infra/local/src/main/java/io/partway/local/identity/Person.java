package io.partway.local.identity;

import java.util.Optional;

/// Somebody who can have a token.
///
/// @param subject the user's id, claim `sub`
/// @param party claim `party`, any word
/// @param partyId claim `party_id`
/// @param role claim `role`, any word
public record Person(
    String subject,
    String party,
    String partyId,
    String role,
    Optional<String> email,
    Optional<String> phoneNumber) {}
