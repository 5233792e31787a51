package io.partway.core.settings;

import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.verification.SpentCode;
import org.jspecify.annotations.Nullable;

/// Keeps settings.
///
/// All methods throw [io.partway.core.StoreUnavailable] when contention or an outage outlasts the
/// deadline.
public interface SettingsStore {
  /// What is set for this user, strongly consistent.
  Settings read(Member member);

  /// What a party has set, strongly consistent.
  PartySettings party(Party party, String partyId);

  /// Writes what has changed of a user's settings, provided that each changed part is in the
  /// version before it, and spends the code.
  ///
  /// @param party the next version of it; null when unchanged
  /// @param user the next version of it; null when unchanged
  /// @param code null when none is needed
  /// @return whether it was done
  boolean write(
      Member member,
      @Nullable PartySettings party,
      @Nullable UserSettings user,
      @Nullable SpentCode code);
}
