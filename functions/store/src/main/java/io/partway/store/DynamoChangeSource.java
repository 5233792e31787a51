package io.partway.store;

import io.partway.core.event.Change;
import io.partway.core.event.ChangeSource;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/// Reads the whole table for what tells events: no index holds all of it, and it is read when
/// something has gone wrong, not every day.
final class DynamoChangeSource implements ChangeSource {
  /// Items looked at for one page; few of them tell events.
  private static final int PAGE = 500;

  private final Database database;

  @Inject
  DynamoChangeSource(Database database) {
    this.database = database;
  }

  @Override
  public Page page(@Nullable Position position) {
    List<String> placeholders = new ArrayList<>();
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    for (String kind : StreamRecords.kinds()) {
      String placeholder = ":k" + placeholders.size();
      placeholders.add(placeholder);
      values.put(placeholder, Writer.value(kind));
    }
    ScanResponse answer =
        database.scan(s ->
            s.consistentRead(true)
                .limit(PAGE)
                .exclusiveStartKey(position == null ? null : key(position).attributes())
                .filterExpression("#kind IN (" + String.join(", ", placeholders) + ")")
                .expressionAttributeNames(Map.of("#kind", Attribute.KIND.stored()))
                .expressionAttributeValues(values));
    List<Change> changes = new ArrayList<>();
    int unreadable = 0;
    for (Map<String, AttributeValue> item : answer.items()) {
      try {
        Change change = StreamRecords.change(null, item);
        if (change != null) {
          changes.add(change);
        }
      } catch (CorruptItem _) {
        unreadable++;
      }
    }
    return new Page(
        changes,
        unreadable,
        answer.lastEvaluatedKey().isEmpty() ? null : position(answer.lastEvaluatedKey()));
  }

  private static Position position(Map<String, AttributeValue> last) {
    Key key = Item.of(last).key();
    return new Position(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString((key.pk() + "\n" + key.sk()).getBytes(StandardCharsets.UTF_8)));
  }

  private static Key key(Position position) {
    String[] parts =
        new String(Base64.getUrlDecoder().decode(position.text()), StandardCharsets.UTF_8)
            .split("\n", 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("no position of this table");
    }
    return new Key(parts[0], parts[1]);
  }
}
