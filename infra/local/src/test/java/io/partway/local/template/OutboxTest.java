package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.core.Limit;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.EventType;
import io.partway.core.event.Events;
import io.partway.store.StreamRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The template's way from the table to those who are told.
class OutboxTest {
  private static final int BUS_TAKES = 10;

  private final Stack stack = Template.read(Path.of("../../template.yaml")).stack(Map.of(), "");

  private static JsonNode event(String source, String detailType) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("source", source)
        .put("detail-type", detailType)
        .set("detail", JsonNodeFactory.instance.objectNode());
  }

  private List<Target> targetsOf(JsonNode event) {
    return stack.rules().stream()
        .filter(rule -> rule.pattern().matches(event))
        .map(Rule::target)
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
  void noEventGoesWhereThoseOfTheOtherSideGo() {
    var inbound =
        List.of(
            "AssociationEstablished", "AssociationEnded", "CustomerFactsReported", "SpendReported");
    for (var type : inbound) {
      assertThat(targetsOf(event("partway.upstream", type)))
          .as(type)
          .containsExactly(new Target.Function("IngestFacts"));
    }
    for (var type : EventType.values()) {
      assertThat(targetsOf(event(DomainEvent.SOURCE, type.text())))
          .as(type.text())
          .doesNotContain(new Target.Function("IngestFacts"))
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void whoCanBeToldOfAnEventIsAndOfTheOthersTheFunctionDoesNotHear() {
    var heard =
        Arrays.stream(EventType.values())
            .filter(type ->
                targetsOf(event(DomainEvent.SOURCE, type.text()))
                    .contains(new Target.Function("NotifyParties")))
            .toList();
    assertThat(heard)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(
                EnumSet.of(EventType.ASSOCIATION_ESTABLISHED, EventType.CUSTOMER_REVEALED)));
    assertThat(targetsOf(event("partway.upstream", "AssociationEnded")))
        .doesNotContain(new Target.Function("NotifyParties"));
  }

  @Test
  void whatDoesNotGoOutLiesInOneQueue() {
    var function = stack.functions().get("NotifyParties");
    assertThat(function).isNotNull();
    assertThat(function.onFailure()).contains("UnsentMessages");
    assertThat(function.attempts()).isEqualTo(3);
    // A claim that is older than any invocation can be is a dead one's.
    assertThat(function.timeout())
        .isLessThan(Duration.ofSeconds(Limit.DELIVERY_CLAIM_SECONDS.standard()));
    assertThat(stack.rules())
        .filteredOn(rule -> rule.target().name().equals("NotifyParties"))
        .singleElement()
        .satisfies(rule -> assertThat(rule.deadLetters()).contains("UnsentMessages"));
    assertThat(stack.pipes().getFirst().deadLetters()).contains("UntoldChanges");
    assertThat(stack.queues()).contains("UnsentMessages", "UntoldChanges", "RefusedFacts");
  }

  @Test
  void mailsThatComeBackLieThereToo() {
    var mine = event("aws.ses", "Email Bounced");
    ((ObjectNode) mine.path("detail"))
        .putObject("mail")
        .putObject("tags")
        .putArray("ses:configuration-set")
        .add("Mails");
    assertThat(targetsOf(mine)).containsExactly(new Target.Queue("UnsentMessages"));
    var others = mine.deepCopy();
    ((ObjectNode) others.at("/detail/mail/tags"))
        .putArray("ses:configuration-set")
        .add("another-stack");
    assertThat(targetsOf(others)).isEmpty();
    assertThat(Objects.requireNonNull(stack.functions().get("NotifyParties")).environment())
        .containsEntry("MAIL_CONFIGURATION_SET", "Mails");
  }
}
