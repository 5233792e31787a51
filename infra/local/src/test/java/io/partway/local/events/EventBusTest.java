package io.partway.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.local.functions.FunctionOutcome;
import io.partway.local.functions.Functions;
import io.partway.local.template.EventPattern;
import io.partway.local.template.FunctionDefinition;
import io.partway.local.template.Rule;
import io.partway.local.template.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventBusTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-31T10:00:00Z"));

  @TempDir private Path folder;

  private final Deque<FunctionOutcome> outcomes = new ArrayDeque<>();
  private final List<String> invoked = new ArrayList<>();
  private final Functions functions =
      (name, _) -> {
        invoked.add(name);
        return outcomes.removeFirst();
      };

  private DeadLetters deadLetters;

  @BeforeEach
  void open() throws IOException {
    deadLetters = DeadLetters.open(folder.resolve("dead-letters.jsonl"), CLOCK);
  }

  private EventBus bus() throws IOException {
    return new EventBus(
        List.of(
            rule("Upstream", new Target.Function("Ingest"), "partway.upstream"),
            rule("CameBack", new Target.Queue("Unsent"), "aws.ses")),
        invocations(),
        deadLetters,
        CLOCK);
  }

  private Invocations invocations() {
    var ingest =
        new FunctionDefinition(
            "Ingest", "io.Ingest", Map.of(), Duration.ofSeconds(10), 3, Optional.of("Refused"));
    return new Invocations(functions, Map.of("Ingest", ingest), deadLetters, CLOCK);
  }

  private static Rule rule(String name, Target target, String source) throws IOException {
    var pattern = JSON.readTree("{\"source\": [\"" + source + "\"]}");
    return new Rule(name, target, new EventPattern(pattern), Optional.of("Undelivered"));
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
    assertThat(refused.answer().asText()).isEqualTo("version: Give a whole number.");

    for (var i = 0; i < 3; i++) {
      outcomes.add(new FunctionOutcome.Unreachable("nobody there"));
    }
    var unreachable = bus().publish(event("partway.upstream")).deliveries().getFirst();
    assertThat(unreachable.delivered()).isFalse();
    assertThat(unreachable.answer().asText()).isEqualTo("nobody there");
  }

  @Test
  void whatFailsForGoodIsPutAsideWithItsReason() throws Exception {
    failing(new FunctionOutcome.Failed("email: MessageRejected"));
    var delivery = bus().publish(event("partway.upstream")).deliveries().getFirst();

    assertThat(delivery.answer().asText()).isEqualTo("email: MessageRejected");
    assertThat(invoked).hasSize(3);
    assertThat(deadLetters.newestFirst())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.queue()).isEqualTo("Refused");
          assertThat(letter.body().at("/requestPayload/source").asText())
              .isEqualTo("partway.upstream");
          assertThat(letter.body().at("/responsePayload/errorMessage").asText())
              .isEqualTo("email: MessageRejected");
          assertThat(letter.body().at("/requestContext/approximateInvokeCount").asInt())
              .isEqualTo(3);
        });
  }

  @Test
  void whatNeverReachedTheFunctionLiesInTheRulesQueueAsItIs() throws Exception {
    failing(new FunctionOutcome.Unreachable("connection refused"));
    bus().publish(event("partway.upstream"));

    assertThat(deadLetters.newestFirst())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.queue()).isEqualTo("Undelivered");
          assertThat(letter.body().path("source").asText()).isEqualTo("partway.upstream");
          assertThat(letter.attributes().path("TARGET_ARN").asText()).endsWith(":Ingest");
        });
  }

  @Test
  void aRuleMayPutEventsIntoAQueue() throws Exception {
    var delivery = bus().publish(event("aws.ses")).deliveries().getFirst();

    assertThat(delivery.target()).isEqualTo("Unsent");
    assertThat(delivery.delivered()).isTrue();
    assertThat(deadLetters.count("Unsent")).isEqualTo(1);
  }

  @Test
  void whatWasPutAsideCanBeSentAgain() throws Exception {
    failing(new FunctionOutcome.Failed("no"));
    failing(new FunctionOutcome.Unreachable("no"));
    var bus = bus();
    bus.publish(event("partway.upstream"));
    bus.publish(event("partway.upstream"));
    bus.publish(event("aws.ses"));
    var redelivery = new Redelivery(deadLetters, invocations());
    var letters = deadLetters.newestFirst();
    assertThat(letters).hasSize(3);

    failing(new FunctionOutcome.Failed("still no"));
    assertThat(redelivery.sendAgain(letters.get(2).id()))
        .isEqualTo(new Redelivery.Result.Failed("still no"));
    assertThat(deadLetters.count("Refused")).isEqualTo(1);
    failing(new FunctionOutcome.Unreachable("still no"));
    assertThat(redelivery.sendAgain(letters.get(1).id()))
        .isEqualTo(new Redelivery.Result.Failed("still no"));
    assertThat(deadLetters.count("Undelivered")).isEqualTo(1);

    for (var letter : deadLetters.newestFirst()) {
      if (letter.queue().equals("Unsent")) {
        assertThat(redelivery.sendAgain(letter.id()))
            .isInstanceOf(Redelivery.Result.Impossible.class);
        assertThat(redelivery.forget(letter.id())).isTrue();
      } else {
        outcomes.add(answered());
        assertThat(redelivery.sendAgain(letter.id())).isInstanceOf(Redelivery.Result.Taken.class);
      }
      assertThat(redelivery.sendAgain(letter.id())).isEqualTo(new Redelivery.Result.Unknown());
      assertThat(redelivery.forget(letter.id())).isFalse();
    }
    assertThat(deadLetters.newestFirst()).isEmpty();
  }

  @Test
  void deadLettersSurviveARestart() throws Exception {
    var bus = bus();
    bus.publish(event("aws.ses"));
    bus.publish(event("aws.ses"));
    var again = DeadLetters.open(folder.resolve("dead-letters.jsonl"), CLOCK);
    assertThat(again.newestFirst()).isEqualTo(deadLetters.newestFirst()).hasSize(2);
  }

  private void failing(FunctionOutcome outcome) {
    for (var attempt = 0; attempt < 3; attempt++) {
      outcomes.add(outcome);
    }
  }
}
