package io.partway.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// The stream of a table of DynamoDB Local, read from its first record on, as the JSON that the
/// deployed system hands over.
final class TableStream {
  private final DynamoDbStreamsClient streams;
  private final String arn;

  /// By shard, what to read it on with; in the order in which the shards came up.
  private final Map<String, String> iterators = new LinkedHashMap<>();

  private final Map<String, String> lastRead = new LinkedHashMap<>();
  private final Set<String> closed = new HashSet<>();

  TableStream(DynamoDbClient dynamoDb, DynamoDbStreamsClient streams, String table) {
    this.streams = streams;
    this.arn = dynamoDb.describeTable(r -> r.tableName(table)).table().latestStreamArn();
  }

  /// The records that have come since; none when there are none at the moment.
  List<ObjectNode> read() {
    findShards();
    var records = new ArrayList<ObjectNode>();
    for (var shard : List.copyOf(iterators.keySet())) {
      read(shard, records);
    }
    return records;
  }

  private void findShards() {
    if (!iterators.isEmpty()) {
      return;
    }
    var last = Optional.<String>empty();
    do {
      var after = last.orElse(null);
      var page =
          streams
              .describeStream(r -> r.streamArn(arn).exclusiveStartShardId(after))
              .streamDescription();
      for (var shard : page.shards()) {
        if (!closed.contains(shard.shardId())) {
          iterators.put(shard.shardId(), iterator(shard.shardId()));
        }
      }
      last = Optional.ofNullable(page.lastEvaluatedShardId());
    } while (last.isPresent());
  }

  private String iterator(String shard) {
    var request = GetShardIteratorRequest.builder().streamArn(arn).shardId(shard);
    var read = lastRead.get(shard);
    if (read == null) {
      request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
    } else {
      request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER).sequenceNumber(read);
    }
    return streams.getShardIterator(request.build()).shardIterator();
  }

  private void read(String shard, List<ObjectNode> into) {
    try {
      var iterator = iterators.get(shard);
      var page = streams.getRecords(r -> r.shardIterator(iterator));
      for (var record : page.records()) {
        into.add(json(record));
        lastRead.put(shard, record.dynamodb().sequenceNumber());
      }
      if (page.nextShardIterator() == null) {
        iterators.remove(shard);
        closed.add(shard);
      } else {
        iterators.put(shard, page.nextShardIterator());
      }
    } catch (ExpiredIteratorException _) {
      iterators.put(shard, iterator(shard));
    } catch (TrimmedDataAccessException _) {
      lastRead.remove(shard);
      iterators.put(shard, iterator(shard));
    }
  }

  private ObjectNode json(Record record) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("eventID", record.eventID());
    json.put("eventName", record.eventNameAsString());
    json.put("eventVersion", record.eventVersion());
    json.put("eventSource", "aws:dynamodb");
    json.put("awsRegion", record.awsRegion());
    json.put("eventSourceARN", arn);
    var dynamodb = json.putObject("dynamodb");
    var change = record.dynamodb();
    dynamodb.set("Keys", json(change.keys()));
    if (change.hasNewImage()) {
      dynamodb.set("NewImage", json(change.newImage()));
    }
    if (change.hasOldImage()) {
      dynamodb.set("OldImage", json(change.oldImage()));
    }
    dynamodb.put("SequenceNumber", change.sequenceNumber());
    dynamodb.put("SizeBytes", change.sizeBytes());
    dynamodb.put("StreamViewType", change.streamViewTypeAsString());
    return json;
  }

  private static ObjectNode json(Map<String, AttributeValue> image) {
    var json = JsonNodeFactory.instance.objectNode();
    image.forEach((name, value) -> json.set(name, json(value)));
    return json;
  }

  private static ObjectNode json(AttributeValue value) {
    var json = JsonNodeFactory.instance.objectNode();
    switch (value.type()) {
      case S -> json.put("S", value.s());
      case N -> json.put("N", value.n());
      case B -> json.put("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
      case BOOL -> json.put("BOOL", value.bool());
      case NUL -> json.put("NULL", value.nul());
      case M -> json.set("M", json(value.m()));
      case L -> {
        ArrayNode list = json.putArray("L");
        value.l().forEach(element -> list.add(json(element)));
      }
      case SS -> json.set("SS", texts(value.ss()));
      case NS -> json.set("NS", texts(value.ns()));
      case BS ->
          json.set(
              "BS",
              texts(
                  value.bs().stream()
                      .map(bytes -> Base64.getEncoder().encodeToString(bytes.asByteArray()))
                      .toList()));
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("an attribute of no type");
    }
    return json;
  }

  private static JsonNode texts(List<String> texts) {
    var list = JsonNodeFactory.instance.arrayNode();
    texts.forEach(list::add);
    return list;
  }
}
