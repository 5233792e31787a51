package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.EventType;
import io.partway.core.event.Events;
import io.partway.store.StreamRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The template's way from the table to those who are told.
class OutboxTest {
  private static final int BUS_TAKES = 10;

  private final Stack stack =
      Template.read(Path.of("../../template.yaml"))
          .stack(Map.of(), name -> "secret-of-16-chars", "");

  private static JsonNode event(String source, String detailType) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("source", source)
        .put("detail-type", detailType)
        .set("detail", JsonNodeFactory.instance.objectNode());
  }

  private List<String> rulesFor(JsonNode event) {
    return stack.rules().stream()
        .filter(rule -> rule.pattern().matches(event))
        .map(Rule::name)
        .toList();
  }

  private static JsonNode record(String kind) {
    var record = JsonNodeFactory.instance.objectNode().put("eventName", "INSERT");
    record.putObject("dynamodb").putObject("NewImage").putObject("kind").put("S", kind);
    return record;
  }

  @Test
  void thePipeFollowsTheTableAndTellsByTheFunction() {
    assertThat(stack.pipes())
        .singleElement()
        .satisfies(pipe -> {
          assertThat(pipe.table().logicalId()).isEqualTo("Associations");
          assertThat(pipe.table().properties().at("/StreamSpecification/StreamViewType").asText())
              .isEqualTo("NEW_AND_OLD_IMAGES");
          assertThat(pipe.function()).isEqualTo("DescribeEvents");
          assertThat(pipe.source()).isEqualTo(DomainEvent.SOURCE);
          assertThat(pipe.detailType()).isEqualTo("$.type");
        });
  }

  @Test
  void aBatchNeverTellsMoreThanTheBusTakes() {
    assertThat(stack.pipes().getFirst().batchSize() * Events.PER_STEP)
        .isLessThanOrEqualTo(BUS_TAKES);
  }

  @Test
  void theFilterLetsThroughWhatTellsEventsAndNothingElse() {
    var kinds = new ArrayList<String>();
    for (var filter : stack.pipes().getFirst().filters()) {
      filter.json().at("/dynamodb/NewImage/kind/S").forEach(kind -> kinds.add(kind.textValue()));
    }
    assertThat(kinds).containsExactlyInAnyOrderElementsOf(StreamRecords.kinds());
    var filter = stack.pipes().getFirst().filters().getFirst();
    assertThat(StreamRecords.kinds()).allMatch(kind -> filter.matches(record(kind)));
    assertThat(List.of("relation", "spend", "")).noneMatch(kind -> filter.matches(record(kind)));
    assertThat(filter.matches(JsonNodeFactory.instance.objectNode())).isFalse();
  }

  @Test
  void noOutboundEventMatchesAnInboundRule() {
    var inbound =
        List.of(
            "AssociationEstablished", "AssociationEnded", "CustomerFactsReported", "SpendReported");
    var takenIn =
        inbound.stream()
            .flatMap(type -> rulesFor(event("partway.upstream", type)).stream())
            .toList();
    assertThat(takenIn).isNotEmpty();
    for (var type : EventType.values()) {
      assertThat(rulesFor(event(DomainEvent.SOURCE, type.text())))
          .as(type.text())
          .doesNotContainAnyElementsOf(takenIn);
    }
  }
}
