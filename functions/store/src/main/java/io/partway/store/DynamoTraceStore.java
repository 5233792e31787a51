package io.partway.store;

import io.partway.core.Deadline;
import io.partway.core.party.Party;
import io.partway.core.record.TraceStore;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A user's own items. His verification codes, and what counts them and his reveals, are deleted by
/// their TTL in a few days.
final class DynamoTraceStore implements TraceStore {
  /// What an erasure leaves of the invocation's time for its last writes and its answer.
  private static final Duration RESERVE = Duration.ofSeconds(2);

  /// Read marks deleted at once.
  private static final int BATCH = 25;

  private final Database database;

  @Inject
  DynamoTraceStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean erase(Party party, String partyId, String subject) {
    String marks = Keys.readMarks(party, partyId, subject);
    List<Map<String, AttributeValue>> page = page(marks);
    while (!page.isEmpty()) {
      Transaction deletion = new Transaction();
      for (Map<String, AttributeValue> mark : page) {
        Key key = Item.of(mark).key();
        deletion.with(key.sk(), Write.delete(key));
      }
      database.commit(deletion);
      if (Deadline.current().remaining().compareTo(RESERVE) <= 0) {
        return false;
      }
      page = page(marks);
    }
    database.commit(
        new Transaction()
            .with("settings", Write.delete(Keys.userSettings(party, partyId, subject))));
    return true;
  }

  private List<Map<String, AttributeValue>> page(String marks) {
    return database
        .query(q ->
            q.consistentRead(true)
                .keyConditionExpression("#pk = :marks")
                .projectionExpression("#pk, #sk")
                .expressionAttributeNames(
                    Map.of("#pk", Attribute.PK.stored(), "#sk", Attribute.SK.stored()))
                .expressionAttributeValues(Map.of(":marks", Writer.value(marks)))
                .limit(BATCH))
        .items();
  }
}
