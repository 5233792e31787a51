package io.partway.store;

import io.partway.core.notification.Notification;
import io.partway.core.notification.NotificationId;
import io.partway.core.notification.NotificationStore;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.store.Transaction.Outcome;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Notifications and read marks, each in one partition a party or user, sorted by the same ids.
/// Both are read strongly consistent: what somebody has just marked he sees marked.
final class DynamoNotificationStore implements NotificationStore {
  private static final Map<String, String> KEY =
      Map.of("#pk", Attribute.PK.stored(), "#sk", Attribute.SK.stored());

  private final Database database;

  @Inject
  DynamoNotificationStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean keep(Notification notification) {
    Write put = Write.put(NotificationItem.of(notification)).whenNew();
    return switch (database.commit(new Transaction().with("notification", put))) {
      case Outcome.Done() -> true;
      case Outcome.Refused _ -> false;
    };
  }

  @Override
  public Slice page(Party party, String partyId, @Nullable NotificationId before, int limit) {
    QueryResponse page =
        database.query(q ->
            q.keyConditionExpression("#pk = :party")
                .expressionAttributeNames(Map.of("#pk", Attribute.PK.stored()))
                .expressionAttributeValues(
                    Map.of(":party", Writer.value(Keys.notifications(party, partyId))))
                .exclusiveStartKey(
                    before == null ? null : Keys.notification(party, partyId, before).attributes())
                .scanIndexForward(false)
                .consistentRead(true)
                // One more than asked for tells whether there is a next page.
                .limit(limit + 1));
    List<Notification> found =
        page.items().stream()
            .map(item -> NotificationItem.read(Item.of(item), party, partyId))
            .toList();
    return new Slice(
        found.subList(0, Math.min(limit, found.size())),
        found.size() > limit || !page.lastEvaluatedKey().isEmpty());
  }

  @Override
  public @Nullable Notification find(Party party, String partyId, NotificationId id) {
    Item item = database.read(Keys.notification(party, partyId, id));
    return item == null ? null : NotificationItem.read(item, party, partyId);
  }

  @Override
  public Set<NotificationId> read(Member reader, NotificationId oldest, NotificationId newest) {
    Set<NotificationId> read = new HashSet<>();
    Map<String, AttributeValue> start = Map.of();
    do {
      Map<String, AttributeValue> from = start;
      QueryResponse page =
          database.query(q ->
              q.keyConditionExpression("#pk = :reader AND #sk BETWEEN :oldest AND :newest")
                  .projectionExpression("#pk, #sk")
                  .expressionAttributeNames(KEY)
                  .expressionAttributeValues(
                      Map.of(
                          ":reader", Writer.value(Keys.readMarks(reader)),
                          ":oldest", Writer.value(oldest.value()),
                          ":newest", Writer.value(newest.value())))
                  .exclusiveStartKey(from.isEmpty() ? null : from)
                  .consistentRead(true));
      for (Map<String, AttributeValue> values : page.items()) {
        read.add(Item.of(values).id(Attribute.SK, NotificationId::new));
      }
      start = page.lastEvaluatedKey();
    } while (!start.isEmpty());
    return read;
  }

  @Override
  public void markRead(Member reader, Notification notification) {
    Map<String, AttributeValue> mark =
        Writer.of(Keys.readMark(reader, notification.id()))
            .number(Attribute.TTL, notification.forgettable().getEpochSecond())
            .item();
    database.commit(new Transaction().with("mark", Write.put(mark)));
  }
}
