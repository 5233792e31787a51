package io.partway.core.settings;

/// All that is set for one user.
public record Settings(PartySettings party, UserSettings user) {
  /// Moves with every change that this user can see; from 1.
  public long version() {
    return 1 + party.version() + user.version();
  }
}
