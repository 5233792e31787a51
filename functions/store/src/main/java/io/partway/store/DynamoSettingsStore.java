package io.partway.store;

import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.settings.PartySettings;
import io.partway.core.settings.Settings;
import io.partway.core.settings.SettingsStore;
import io.partway.core.settings.UserSettings;
import io.partway.core.verification.SpentCode;
import io.partway.store.Transaction.Outcome;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Settings, a party's and its users' in one partition.
final class DynamoSettingsStore implements SettingsStore {
  private final Database database;

  @Inject
  DynamoSettingsStore(Database database) {
    this.database = database;
  }

  @Override
  public Settings read(Member member) {
    Key party = Keys.partySettings(member.party(), member.partyId());
    Key user = userKey(member);
    Map<Key, Item> found = database.read(List.of(party, user), Database.Reading.STRONG);
    return new Settings(
        SettingsItem.readParty(member.party(), found.get(party)),
        SettingsItem.readUser(found.get(user)));
  }

  @Override
  public PartySettings party(Party party, String partyId) {
    return SettingsItem.readParty(party, database.read(Keys.partySettings(party, partyId)));
  }

  @Override
  public boolean write(
      Member member,
      @Nullable PartySettings party,
      @Nullable UserSettings user,
      @Nullable SpentCode code) {
    Transaction transaction = new Transaction();
    if (party != null) {
      Key key = Keys.partySettings(member.party(), member.partyId());
      transaction.with("party", next(SettingsItem.of(key, party), party.version()));
    }
    if (user != null) {
      transaction.with("user", next(SettingsItem.of(userKey(member), user), user.version()));
    }
    if (code != null) {
      transaction.with("code", Codes.spend(code));
    }
    return switch (database.commit(transaction)) {
      case Outcome.Done() -> true;
      case Outcome.Refused _ -> false;
    };
  }

  private static Key userKey(Member member) {
    return Keys.userSettings(member.party(), member.partyId(), member.subject());
  }

  private static Write next(Map<String, AttributeValue> item, long version) {
    Write put = Write.put(item);
    return version == 1
        ? put.whenNew()
        : put.whenEqual(Attribute.VERSION, Writer.value(version - 1));
  }
}
