package io.partway.core.settings;

import io.partway.core.party.Party;
import java.util.List;

/// What a party has chosen for all its users.
///
/// @param verificationRequired whether its critical operations need a verification code
/// @param contacts told of what happens, beside the list of notifications
/// @param version 0 before the first change, one more with each
public record PartySettings(boolean verificationRequired, List<Contact> contacts, long version) {
  public PartySettings {
    contacts = List.copyOf(contacts);
  }

  /// What holds before anything was chosen.
  ///
  /// Source: seed ("disabled by default") for partners; its customers are sent a code always.
  public static PartySettings standard(Party party) {
    return new PartySettings(
        switch (party) {
          case PARTNER -> false;
          case CUSTOMER -> true;
        },
        List.of(),
        0);
  }
}
