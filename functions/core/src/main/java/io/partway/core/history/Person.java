package io.partway.core.history;

import io.partway.core.party.Origin;

/// Who acted, and from where: personal data, kept sealed and apart from the chain.
///
/// @param subject the `sub` of the token
public record Person(String subject, Origin origin) {
  @Override
  public String toString() {
    return "Person[REDACTED]";
  }
}
