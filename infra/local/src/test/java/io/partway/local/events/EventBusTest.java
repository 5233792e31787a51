package io.partway.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.local.functions.FunctionOutcome;
import io.partway.local.functions.Functions;
import io.partway.local.template.EventPattern;
import io.partway.local.template.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBusTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Deque<FunctionOutcome> outcomes = new ArrayDeque<>();
  private final List<String> invoked = new ArrayList<>();
  private final Functions functions =
      (name, _) -> {
        invoked.add(name);
        return outcomes.removeFirst();
      };

  private EventBus bus() throws Exception {
    var pattern = JSON.readTree("{\"source\": [\"partway.upstream\"]}");
    return new EventBus(
        List.of(new Rule("Upstream", "Ingest", new EventPattern(pattern))),
        functions,
        InstantSource.fixed(Instant.parse("2026-01-31T10:00:00Z")));
  }

  private static ObjectNode event(String source) {
    var event = JSON.createObjectNode().put("source", source).put("detail-type", "X");
    event.putObject("detail");
    return event;
  }

  private static FunctionOutcome answered() {
    return new FunctionOutcome.Answered("{\"accepted\": 1}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void invokesTheFunctionOfAMatchingRule() throws Exception {
    outcomes.add(answered());
    var bus = bus();

    var publication = bus.publish(event("partway.upstream"));

    assertThat(publication.event().get("time").asText()).isEqualTo("2026-01-31T10:00:00Z");
    assertThat(publication.event().get("source").asText()).isEqualTo("partway.upstream");
    assertThat(publication.deliveries())
        .singleElement()
        .satisfies(delivery -> {
          assertThat(delivery.delivered()).isTrue();
          assertThat(delivery.answer().get("accepted").asInt()).isEqualTo(1);
        });
    assertThat(bus.newestFirst()).containsExactly(publication);
  }

  @Test
  void leavesOthersAlone() throws Exception {
    assertThat(bus().publish(event("partway")).deliveries()).isEmpty();
    assertThat(invoked).isEmpty();
  }

  @Test
  void whatComesByTheThousandPushesOutNothingElse() throws Exception {
    var bus = bus();
    var first = bus.publish(event("partway"));
    for (var i = 0; i < 501; i++) {
      bus.publish(event("partway").put("detail-type", "Y"));
    }
    var last = bus.publish(event("partway"));

    assertThat(bus.newestFirst()).hasSize(502).startsWith(last).endsWith(first);
  }

  @Test
  void triesAgainAndThenSaysSo() throws Exception {
    outcomes.add(new FunctionOutcome.Failed(""));
    outcomes.add(answered());
    assertThat(bus().publish(event("partway.upstream")).deliveries().getFirst().delivered())
        .isTrue();

    for (var i = 0; i < 3; i++) {
      outcomes.add(new FunctionOutcome.Failed("version: Give a whole number."));
    }
    var refused = bus().publish(event("partway.upstream")).deliveries().getFirst();
    assertThat(refused.delivered()).isFalse();
    assertThat(refused.answer().asText())
        .isEqualTo("the function failed: version: Give a whole number.");

    for (var i = 0; i < 3; i++) {
      outcomes.add(new FunctionOutcome.Unreachable("nobody there"));
    }
    var unreachable = bus().publish(event("partway.upstream")).deliveries().getFirst();
    assertThat(unreachable.delivered()).isFalse();
    assertThat(unreachable.answer().asText())
        .isEqualTo("the function could not be reached: nobody there");
  }
}
