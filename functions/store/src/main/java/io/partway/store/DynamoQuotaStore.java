package io.partway.store;

import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.QuotaStore;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Quotas, for showing them.
final class DynamoQuotaStore implements QuotaStore {
  private final Database database;

  @Inject
  DynamoQuotaStore(Database database) {
    this.database = database;
  }

  @Override
  public Map<QuotaScope, QuotaRegister> registers(Set<QuotaScope> scopes) {
    Map<Key, Item> found =
        database.read(scopes.stream().map(Keys::quota).toList(), Database.Reading.EVENTUAL);
    Map<QuotaScope, QuotaRegister> registers = new LinkedHashMap<>();
    for (QuotaScope scope : scopes) {
      Item item = found.get(Keys.quota(scope));
      registers.put(scope, item == null ? QuotaRegister.EMPTY : QuotaItem.read(item));
    }
    return registers;
  }
}
