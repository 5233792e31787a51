package io.partway.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.avaje.jsonb.Jsonb;
import io.partway.core.operations.DeadLetters;
import io.partway.core.rehearsal.Rehearsal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Queues of SQS (operation `GetQueueAttributes`), all asked at once; one that does not answer in
/// time is not waited for.
final class SqsDeadLetters implements DeadLetters {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Map<String, String> GET_QUEUE_ATTRIBUTES =
      Map.of("X-Amz-Target", "AmazonSQS.GetQueueAttributes");

  /// A message that somebody is looking at is not visible, and is there all the same.
  private static final List<String> COUNTS =
      List.of("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible");

  private final Supplier<SignedCalls> calls;
  private final Map<String, String> queues;
  private final Jsonb jsonb = Jsonb.builder().build();
  private @Nullable SignedCalls sqs;

  /// @param calls asked for when the first queue is
  /// @param queues their URLs by their names
  SqsDeadLetters(Supplier<SignedCalls> calls, Map<String, String> queues) {
    this.calls = calls;
    this.queues = new TreeMap<>(queues);
  }

  @Override
  public List<Depth> depths() {
    List<Depth> depths = new ArrayList<>();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      Map<String, Future<Optional<Long>>> asked = new TreeMap<>();
      queues.forEach((name, url) ->
          asked.put(name, threads.submit(Rehearsal.handedOn(() -> counted(url))::get)));
      long end = System.nanoTime() + PATIENCE.toNanos();
      asked.forEach((name, answer) -> depths.add(new Depth(name, inTime(answer, end))));
    } finally {
      threads.shutdownNow();
    }
    return List.copyOf(depths);
  }

  private static @Nullable Long inTime(Future<Optional<Long>> answer, long end) {
    try {
      return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS).orElse(null);
    } catch (ExecutionException | TimeoutException _) {
      return null;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private Optional<Long> counted(String url) {
    try {
      return Optional.of(messages(url));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private long messages(String url) throws IOException {
    SignedCalls.Reply reply =
        sqs()
            .post(
                "application/x-amz-json-1.0",
                GET_QUEUE_ATTRIBUTES,
                jsonb.toJson(Map.of("QueueUrl", url, "AttributeNames", COUNTS)).getBytes(UTF_8));
    if (reply.ok()
        && jsonb.type(Object.class).fromJson(new String(reply.body(), UTF_8))
            instanceof Map<?, ?> answer
        && answer.get("Attributes") instanceof Map<?, ?> attributes) {
      long messages = 0;
      for (String count : COUNTS) {
        messages += Long.parseLong(String.valueOf(attributes.get(count)));
      }
      return messages;
    }
    throw new IOException("status " + reply.status());
  }

  private synchronized SignedCalls sqs() {
    if (sqs == null) {
      sqs = calls.get();
    }
    return sqs;
  }
}
