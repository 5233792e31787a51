package io.partway.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.core.operations.DeadLetters.Depth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// Stands for the queues of what could not be delivered: it lies there until somebody has looked.
public final class DeadLetters {
  private static final int KEPT = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final InstantSource clock;
  private final Deque<Letter> newestFirst = new ArrayDeque<>();

  /// A message of a queue.
  ///
  /// @param queue its logical id in the template
  /// @param attributes what came beside the body; of an event that a rule has sent, where to and
  ///   why it did not get there
  public record Letter(String id, String queue, Instant at, ObjectNode attributes, JsonNode body) {
    /// As it is shown, and kept.
    public ObjectNode json() {
      var json = JsonNodeFactory.instance.objectNode();
      json.put("id", id).put("queue", queue).put("at", at.toString());
      json.set("attributes", attributes);
      json.set("body", body);
      return json;
    }

    private static Letter read(JsonNode json) {
      return new Letter(
          json.path("id").asText(),
          json.path("queue").asText(),
          Instant.parse(json.path("at").asText()),
          (ObjectNode) json.path("attributes"),
          json.path("body"));
    }
  }

  private DeadLetters(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /// Opens the queues that lie in this file, one message a line.
  ///
  /// @param file made with the first message
  public static DeadLetters open(Path file, InstantSource clock) throws IOException {
    var queues = new DeadLetters(file, clock);
    if (Files.exists(file)) {
      for (var line : Files.readAllLines(file)) {
        queues.newestFirst.addLast(Letter.read(JSON.readTree(line)));
      }
    }
    return queues;
  }

  /// Puts a message into a queue.
  public void put(String queue, ObjectNode attributes, JsonNode body) {
    var id = UUID.randomUUID().toString();
    var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    synchronized (this) {
      newestFirst.addFirst(new Letter(id, queue, at, attributes, body));
      if (newestFirst.size() > KEPT) {
        newestFirst.removeLast();
      }
      keep();
    }
  }

  /// Takes a message away; empty where there is none of this id.
  public synchronized Optional<Letter> take(String id) {
    var found = newestFirst.stream().filter(letter -> letter.id().equals(id)).findFirst();
    found.ifPresent(letter -> {
      newestFirst.remove(letter);
      keep();
    });
    return found;
  }

  /// All that lie in any queue.
  public synchronized List<Letter> newestFirst() {
    return List.copyOf(newestFirst);
  }

  /// How many lie in a queue.
  public synchronized int count(String queue) {
    return (int) newestFirst.stream().filter(letter -> letter.queue().equals(queue)).count();
  }

  /// How a function sees its queues.
  ///
  /// @param queues their logical ids, by the names that the function has for them
  public io.partway.core.operations.DeadLetters seenAs(Map<String, String> queues) {
    return () ->
        new TreeMap<>(queues)
            .entrySet().stream()
                .map(each -> new Depth(each.getKey(), (long) count(each.getValue())))
                .toList();
  }

  private void keep() {
    try {
      var next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(
          next,
          newestFirst.stream().map(letter -> letter.json() + "\n").collect(Collectors.joining()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
