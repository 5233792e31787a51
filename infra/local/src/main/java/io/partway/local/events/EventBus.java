package io.partway.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.local.functions.FunctionOutcome;
import io.partway.local.template.Rule;
import io.partway.local.template.Target;
import io.partway.platform.Bus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Stands for EventBridge's buses, the account's default one included: an event goes to the target
/// of every rule that it matches, at once and in order, and is remembered for the reader.
public final class EventBus {
  /// Of each source and type: an import tells thousands of the same, which would push out all
  /// others.
  private static final int REMEMBERED = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Rule> rules;
  private final Invocations invocations;
  private final DeadLetters deadLetters;
  private final InstantSource clock;
  private final Map<String, Deque<Numbered>> remembered = new HashMap<>();
  private long published;

  /// @param event with everything that the bus adds
  public record Publication(ObjectNode event, List<Delivery> deliveries) {}

  private record Numbered(long number, Publication publication) {}

  /// @param target the function or queue of the rule
  /// @param answer what the function answered, or why it did not
  public record Delivery(String rule, String target, boolean delivered, JsonNode answer) {}

  /// @param deadLetters where the targets' queues are, and those of what does not reach its target
  public EventBus(
      List<Rule> rules, Invocations invocations, DeadLetters deadLetters, InstantSource clock) {
    this.rules = List.copyOf(rules);
    this.invocations = invocations;
    this.deadLetters = deadLetters;
    this.clock = clock;
  }

  /// Publishes an event.
  ///
  /// @param sent an object with `source`, `detail-type`, `detail`; the bus adds what is missing of
  ///   the rest
  public Publication publish(ObjectNode sent) {
    var event = JsonNodeFactory.instance.objectNode();
    event.put("version", "0");
    event.put("id", UUID.randomUUID().toString());
    event.put("account", "000000000000");
    event.put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", "eu-west-1");
    event.putArray("resources");
    event.setAll(sent);
    var deliveries = new ArrayList<Delivery>();
    for (var rule : rules) {
      if (rule.pattern().matches(event)) {
        deliveries.add(deliver(rule, event));
      }
    }
    var publication = new Publication(event, List.copyOf(deliveries));
    remember(publication);
    return publication;
  }

  /// Publishes what a function puts on the bus.
  public Publication publish(Bus.Entry entry) {
    ObjectNode sent = JsonNodeFactory.instance.objectNode();
    sent.put("source", entry.source());
    sent.put("detail-type", entry.detailType());
    sent.set("detail", JSON.valueToTree(entry.detail()));
    return publish(sent);
  }

  /// The newest of each source and type.
  public List<Publication> newestFirst() {
    synchronized (remembered) {
      return remembered.values().stream()
          .flatMap(Deque::stream)
          .sorted(Comparator.comparingLong(Numbered::number).reversed())
          .map(Numbered::publication)
          .toList();
    }
  }

  private void remember(Publication publication) {
    var event = publication.event();
    var kind = event.path("source").asText() + " " + event.path("detail-type").asText();
    synchronized (remembered) {
      var newestFirst = remembered.computeIfAbsent(kind, _ -> new ArrayDeque<>());
      newestFirst.addFirst(new Numbered(published++, publication));
      if (newestFirst.size() > REMEMBERED) {
        newestFirst.removeLast();
      }
    }
  }

  private Delivery deliver(Rule rule, ObjectNode event) {
    return switch (rule.target()) {
      case Target.Queue(var queue) -> {
        deadLetters.put(queue, JsonNodeFactory.instance.objectNode(), event);
        yield new Delivery(rule.name(), queue, true, told("put into the queue"));
      }
      case Target.Function(var function) ->
          switch (invocations.invoke(function, event)) {
            case FunctionOutcome.Answered(var output) ->
                new Delivery(rule.name(), function, true, json(output));
            case FunctionOutcome.Failed(var why) ->
                new Delivery(rule.name(), function, false, told(why));
            case FunctionOutcome.Unreachable(var why) -> {
              putAside(rule, event, why);
              yield new Delivery(rule.name(), function, false, told(why));
            }
          };
    };
  }

  private void putAside(Rule rule, ObjectNode event, String why) {
    var attributes =
        JsonNodeFactory.instance
            .objectNode()
            .put("RULE_ARN", "arn:aws:events:eu-west-1:000000000000:rule/partway/" + rule.name())
            .put(
                "TARGET_ARN",
                "arn:aws:lambda:eu-west-1:000000000000:function:" + rule.target().name())
            .put("ERROR_MESSAGE", why);
    rule.deadLetters().ifPresent(queue -> deadLetters.put(queue, attributes, event));
  }

  private static JsonNode told(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }

  static JsonNode json(byte[] output) {
    try {
      return JSON.readTree(output);
    } catch (IOException _) {
      return JsonNodeFactory.instance.textNode(new String(output, StandardCharsets.UTF_8));
    }
  }
}
