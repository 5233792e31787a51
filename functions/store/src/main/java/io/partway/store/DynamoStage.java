package io.partway.store;

import io.partway.core.ingest.Known;
import io.partway.core.party.Party;
import io.partway.core.rehearsal.Cast;
import io.partway.core.rehearsal.Stage;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// What a rehearsal finds in the table. It is put there by an operation that nothing else uses and
/// no function's role allows, and all at once, which is more than a real table takes: even if it
/// got out, nothing would come of it.
final class DynamoStage implements Stage {
  private static final Key NOBODYS = new Key("REHEARSAL", "NOBODY");

  private final DynamoDbClient client;
  private final String table;
  private final Database database;

  @Inject
  DynamoStage(DynamoDbClient client, TableName table, Database database) {
    this.client = client;
    this.table = table.value();
    this.database = database;
  }

  @Override
  public void reach() {
    database.read(NOBODYS);
  }

  @Override
  public void set(Cast cast) {
    List<WriteRequest> puts =
        items(cast).stream()
            .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
            .toList();
    client.batchWriteItem(r -> r.requestItems(Map.of(table, puts)));
  }

  private static List<Map<String, AttributeValue>> items(Cast cast) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    cast.associations()
        .forEach(association -> {
          items.add(AssociationItem.of(association, 1));
          items.add(SpendItem.of(association.pair(), cast.spend()));
          items.add(
              FactsItem.of(
                  association.pair(), new Known(association, 1, null, cast.facts(), null, 1), 1));
        });
    items.add(RecordItem.of(cast.asked()));
    items.add(RecordItem.of(cast.agreed()));
    items.add(
        SettingsItem.of(
            Keys.partySettings(Party.PARTNER, cast.idOf(Party.PARTNER)), cast.settings()));
    items.add(NotificationItem.of(cast.notification()));
    items.add(GrantItem.of(cast.grant()));
    cast.codes().forEach((purpose, code) -> items.add(Codes.item(purpose, code)));
    return items;
  }
}
