package io.partway.store;

import io.partway.core.Word;
import io.partway.core.event.Change;
import io.partway.core.record.HistoryRecord;
import io.partway.core.record.RecordKind;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What the table's stream tells: changes of those items that tell events, out of the JSON that
/// Lambda and EventBridge Pipes hand a stream's records over in.
public final class StreamRecords {
  private StreamRecords() {}

  /// The values of the attribute `kind` of the items that tell events, and of the schedule's ticks;
  /// a filter on the stream lets no others through.
  public static Set<String> kinds() {
    Set<String> kinds = new LinkedHashSet<>();
    for (RecordKind kind : RecordKind.values()) {
      kinds.add(kind.word());
    }
    kinds.add(ReminderItem.KIND);
    kinds.add(DynamoTickStore.KIND);
    return kinds;
  }

  /// The change that one record tells of; empty where the item is none that tells events, or is
  /// gone.
  ///
  /// @param dynamodb the record's member of this name: its `OldImage` and `NewImage` in DynamoDB's
  ///   JSON, as maps, lists, texts, flags
  /// @throws RuntimeException when an image is no item of ours
  public static Optional<Change> change(Map<?, ?> dynamodb) {
    Map<String, AttributeValue> after = image(dynamodb.get("NewImage"));
    return after == null
        ? Optional.empty()
        : Optional.ofNullable(change(image(dynamodb.get("OldImage")), after));
  }

  /// @param before null for an item that is, or counts as, new
  /// @return null for an item that tells no events
  static @Nullable Change change(
      @Nullable Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    AttributeValue kind = after.get(Attribute.KIND.stored());
    if (kind == null || kind.s() == null) {
      return null;
    }
    if (kind.s().equals(ReminderItem.KIND)) {
      return before == null ? new Change.Reminded(ReminderItem.read(Item.of(after))) : null;
    }
    if (kind.s().equals(DynamoTickStore.KIND)) {
      return new Change.Ticked(Item.of(after).instant(Attribute.AT));
    }
    RecordKind record = Word.parse(RecordKind.class, kind.s()).orElse(null);
    return switch (record) {
      case null -> null;
      case GRANT ->
          new Change.Granted(
              before == null ? null : GrantItem.read(Item.of(before)),
              GrantItem.read(Item.of(after)));
      case ASSOCIATION, DISASSOCIATION, REVEAL ->
          new Change.Recorded(before == null ? null : record(before), record(after));
    };
  }

  private static HistoryRecord record(Map<String, AttributeValue> values) {
    return RecordItem.read(Item.of(values));
  }

  private static @Nullable Map<String, AttributeValue> image(@Nullable Object json) {
    return json == null ? null : map(json);
  }

  private static Map<String, AttributeValue> map(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> members)) {
      throw malformed();
    }
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    members.forEach((name, value) -> values.put((String) name, value(value)));
    return values;
  }

  private static AttributeValue value(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> typed) || typed.size() != 1) {
      throw malformed();
    }
    Map.Entry<?, ?> entry = typed.entrySet().iterator().next();
    Object value = entry.getValue();
    return switch ((String) entry.getKey()) {
      case "S" -> AttributeValue.fromS(text(value));
      case "N" -> AttributeValue.fromN(text(value));
      case "B" -> AttributeValue.fromB(bytes(value));
      case "BOOL" -> AttributeValue.fromBool((Boolean) value);
      case "NULL" -> AttributeValue.fromNul((Boolean) value);
      case "M" -> AttributeValue.fromM(map(value));
      case "L" -> AttributeValue.fromL(list(value).stream().map(StreamRecords::value).toList());
      case "SS" -> AttributeValue.fromSs(list(value).stream().map(StreamRecords::text).toList());
      case "NS" -> AttributeValue.fromNs(list(value).stream().map(StreamRecords::text).toList());
      case "BS" -> AttributeValue.fromBs(list(value).stream().map(StreamRecords::bytes).toList());
      default -> throw malformed();
    };
  }

  private static List<Object> list(@Nullable Object json) {
    if (json instanceof List<?> elements) {
      return new ArrayList<>(elements);
    }
    throw malformed();
  }

  private static String text(@Nullable Object json) {
    if (json instanceof String text) {
      return text;
    }
    throw malformed();
  }

  private static SdkBytes bytes(@Nullable Object json) {
    return SdkBytes.fromByteArray(Base64.getDecoder().decode(text(json)));
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("not DynamoDB's JSON");
  }
}
