package io.partway.ingestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.gateway.EventFailed;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The bus keeps no order and delivers more than once; what fails comes again later. The end is
/// always the same.
@ExtendWith(EmbeddedDynamoDb.class)
class DeliveryOrderTest {
  private static final String START =
      "\"associationType\":\"reseller\",\"associatedAt\":\"2026-01-01T00:00:00Z\",\"name\":\"A\"";
  private static final List<String> HISTORY =
      List.of(
          event("AssociationEstablished", 10, START),
          event("CustomerFactsReported", 11, "\"name\":\"B\",\"tags\":[\"x\"]"),
          event("CustomerFactsReported", 20, "\"manuallyFrozen\":true"),
          event("CustomerFactsReported", 21, "\"manuallyFrozen\":false,\"autoFrozen\":true"),
          event(
              "CustomerFactsReported",
              15,
              "\"reservedInstances\":[{\"id\":\"r\",\"until\":\"2027-01-01T00:00:00Z\"}]"),
          event("SpendReported", 12, "\"expenditure\":1,\"currency\":\"EUR\""),
          event("SpendReported", 30, "\"expenditure\":\"2.5\",\"currency\":\"EUR\""));
  private static final String END =
      event("AssociationEnded", 40, "\"endedAt\":\"2026-03-01T00:00:00Z\"");

  private final DynamoDbEngine engine;

  DeliveryOrderTest(DynamoDbEngine engine) {
    this.engine = engine;
  }

  @Test
  void allOrdersEndInTheSameState() throws IOException {
    Map<String, Map<String, AttributeValue>> inOrder = delivered(HISTORY);
    Random random = new Random(1);

    for (int round = 0; round < 25; round++) {
      List<String> events = new ArrayList<>(HISTORY);
      events.addAll(HISTORY.subList(random.nextInt(3), 3 + random.nextInt(4)));
      Collections.shuffle(events, random);

      assertThat(delivered(events)).as("round %d", round).isEqualTo(inOrder);
    }
  }

  @Test
  void anEndThatOvertakesItsStartEndsTheSameAssociation() throws IOException {
    List<String> events = List.of(HISTORY.getFirst(), HISTORY.get(3), HISTORY.get(6), END);
    Map<String, Map<String, AttributeValue>> inOrder = delivered(events);

    for (List<String> order : permutations(events)) {
      List<String> twice = new ArrayList<>(order);
      twice.addAll(order);
      assertThat(delivered(twice)).as("%s", order).isEqualTo(inOrder);
    }
  }

  /// The state of the pair after these deliveries, those that failed repeated at the end.
  private Map<String, Map<String, AttributeValue>> delivered(List<String> events)
      throws IOException {
    Machine machine = new Machine(engine);
    Deque<String> queue = new ArrayDeque<>(events);
    int deliveries = 0;
    while (!queue.isEmpty()) {
      String event = queue.removeFirst();
      assertThat(++deliveries).isLessThan(200);
      try {
        machine.invoke(event);
      } catch (EventFailed e) {
        queue.addLast(event);
      }
    }
    return machine.items();
  }

  private static List<List<String>> permutations(List<String> events) {
    if (events.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> all = new ArrayList<>();
    for (String first : events) {
      List<String> rest =
          events.stream().filter(e -> !e.equals(first)).collect(Collectors.toList());
      for (List<String> more : permutations(rest)) {
        List<String> one = new ArrayList<>();
        one.add(first);
        one.addAll(more);
        all.add(one);
      }
    }
    return all;
  }

  private static String event(String detailType, int version, String members) {
    return Events.upstream(
        detailType,
        "{\"customerId\":\"c1\",\"partnerId\":\"p1\",\"version\":" + version + "," + members + "}");
  }
}
