package io.partway.core.settings;

import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.verification.MemoryCodes;
import io.partway.core.verification.SpentCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Settings in memory, with the very conditions that the port promises.
public final class MemorySettings implements SettingsStore {
  public final MemoryCodes codes = new MemoryCodes();
  public final Map<String, PartySettings> parties = new HashMap<>();
  public final Map<String, UserSettings> users = new HashMap<>();

  /// Each runs just before one of the next writes, as somebody who is faster.
  public final Deque<Runnable> beforeWrites = new ArrayDeque<>();

  @Override
  public Settings read(Member member) {
    return new Settings(
        party(member.party(), member.partyId()),
        users.getOrDefault(user(member), UserSettings.STANDARD));
  }

  @Override
  public PartySettings party(Party party, String partyId) {
    return parties.getOrDefault(party + partyId, PartySettings.standard(party));
  }

  @Override
  public boolean write(
      Member member,
      @Nullable PartySettings party,
      @Nullable UserSettings user,
      @Nullable SpentCode code) {
    if (!beforeWrites.isEmpty()) {
      beforeWrites.removeFirst().run();
    }
    Settings now = read(member);
    if ((party != null && party.version() != now.party().version() + 1)
        || (user != null && user.version() != now.user().version() + 1)
        || !codes.waits(code)) {
      return false;
    }
    if (party != null) {
      parties.put(member.party() + member.partyId(), party);
    }
    if (user != null) {
      users.put(user(member), user);
    }
    codes.spend(code);
    return true;
  }

  private static String user(Member member) {
    return String.join("#", List.of(member.party().word(), member.partyId(), member.subject()));
  }
}
