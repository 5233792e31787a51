package io.partway.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.local.functions.FunctionOutcome;
import io.partway.local.functions.Functions;
import io.partway.local.template.Pipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// Stands for EventBridge's Pipe: follows a table's stream, filters, has a function make events of
/// batches of records, and puts those on the bus.
///
/// What fails three times is told and left behind, as in the deployed system, with a message in the
/// Pipe's queue that says which records that were; republishing makes it good.
public final class StreamPipe implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Pipe pipe;
  private final TableStream stream;
  private final Functions functions;
  private final EventBus bus;
  private final DeadLetters deadLetters;
  private final Consumer<Throwable> failures;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pipe").factory());

  /// @param table what the table is called that it follows
  /// @param deadLetters gets what was left behind
  /// @param failures told of it
  public StreamPipe(
      Pipe pipe,
      String table,
      DynamoDbClient dynamoDb,
      DynamoDbStreamsClient streams,
      Functions functions,
      EventBus bus,
      DeadLetters deadLetters,
      Consumer<Throwable> failures) {
    this.pipe = pipe;
    this.stream = new TableStream(dynamoDb, streams, table);
    this.functions = functions;
    this.bus = bus;
    this.deadLetters = deadLetters;
    this.failures = failures;
  }

  /// Starts following.
  public void start() {
    var _ =
        executor.scheduleWithFixedDelay(
            this::catchUpOrTell, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Has everything told that was written before this call; while more is written all the time, as
  /// by an import, not for longer than a moment.
  public void catchUp() {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (tellNext() && System.nanoTime() - end < 0) {
      // There may be more.
    }
  }

  private synchronized boolean tellNext() {
    var records = stream.read();
    var told = records.stream().filter(this::passes).toList();
    for (var start = 0; start < told.size(); start += pipe.batchSize()) {
      deliver(told.subList(start, Math.min(start + pipe.batchSize(), told.size())));
    }
    return !records.isEmpty();
  }

  private void catchUpOrTell() {
    try {
      catchUp();
    } catch (SdkException e) {
      failures.accept(e); // The next time reads on from the same place.
    }
  }

  private boolean passes(JsonNode record) {
    return pipe.filters().isEmpty()
        || pipe.filters().stream().anyMatch(filter -> filter.matches(record));
  }

  private void deliver(List<ObjectNode> records) {
    var batch = JsonNodeFactory.instance.arrayNode().addAll(records);
    var input = batch.toString().getBytes(StandardCharsets.UTF_8);
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (functions.invoke(pipe.function(), input)
          instanceof FunctionOutcome.Answered(var output)) {
        publish(output);
        return;
      }
    }
    pipe.deadLetters()
        .ifPresent(queue ->
            deadLetters.put(queue, JsonNodeFactory.instance.objectNode(), givenUp(records)));
    failures.accept(
        new IllegalStateException(
            pipe.name()
                + " left "
                + records.size()
                + " changes untold; ./partway republish helps"));
  }

  /// What a Pipe tells of records that it gave up: which, and not what they held.
  private static ObjectNode givenUp(List<ObjectNode> records) {
    var message = JsonNodeFactory.instance.objectNode().put("version", "1.0");
    message
        .putObject("DDBStreamBatchInfo")
        .put("startSequenceNumber", sequenceNumber(records.getFirst()))
        .put("endSequenceNumber", sequenceNumber(records.getLast()))
        .put("batchSize", records.size());
    return message;
  }

  private static String sequenceNumber(ObjectNode record) {
    return record.at("/dynamodb/SequenceNumber").asText();
  }

  private void publish(byte[] output) {
    try {
      for (var detail : JSON.readTree(output)) {
        var event = JsonNodeFactory.instance.objectNode();
        event.put("source", pipe.source());
        event.put("detail-type", detailType(detail));
        event.set("detail", detail);
        bus.publish(event);
      }
    } catch (IOException e) {
      failures.accept(e);
    }
  }

  private String detailType(JsonNode detail) {
    return pipe.detailType().startsWith("$.")
        ? detail.path(pipe.detailType().substring(2)).asText()
        : pipe.detailType();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
