package io.partway.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.core.Word;
import io.partway.gateway.ProblemCode;
import io.partway.local.template.Route;
import io.partway.local.template.Stack;
import io.partway.local.template.Template;
import io.partway.store.TableName;
import io.partway.store.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;

/// What says the same thing twice must not come to say two things.
class DriftTest {
  private final OpenApi openApi = OpenApi.committed();
  private final Stack stack =
      Template.read(OpenApi.sourceTree().resolve("template.yaml")).stack(Map.of(), "");

  @Test
  void theTemplateHasTheRoutesOfTheContract() {
    assertThat(stack.routes().stream().map(Route::key))
        .containsExactlyInAnyOrderElementsOf(
            openApi.operations().stream().map(OpenApi.Operation::key).toList());
    assertThat(stack.routes())
        .filteredOn(route -> !route.authorized())
        .extracting(Route::key)
        .containsExactly("GET /v1/receipt-keys");
  }

  @Test
  void theContractHasTheProblemCodesOfTheGateway() {
    assertThat(openApi.problemCodes())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemCode.values()).map(Word::word).toList());
  }

  @Test
  void everyExampleIsWhatItsSchemaSays() {
    for (var operation : openApi.operations()) {
      assertThat(openApi.examples(operation))
          .as(operation.key())
          .isNotEmpty()
          .allSatisfy((example, faults) -> assertThat(faults).as(example).isEmpty());
    }
  }

  @Test
  void everyProblemCodeHasAnExample() {
    var shown = new TreeSet<String>();
    openApi.operations().forEach(operation -> shown.addAll(openApi.exampleCodes(operation)));
    assertThat(shown).isEqualTo(openApi.problemCodes());
  }

  @Test
  void theTemplateHasTheTableOfTheStore() {
    var deployed = stack.tables().getFirst().properties();
    var inCode = Tables.associations(new TableName("Associations"));

    assertThat(stack.tables()).hasSize(1);
    assertThat(pairs(deployed.path("AttributeDefinitions"), "AttributeName", "AttributeType"))
        .isEqualTo(
            inCode.attributeDefinitions().stream()
                .map(a -> a.attributeName() + ":" + a.attributeTypeAsString())
                .collect(Collectors.toSet()));
    assertThat(keys(deployed.path("KeySchema"))).isEqualTo(keys(inCode.keySchema()));
    assertThat(indexes(deployed.path("GlobalSecondaryIndexes")))
        .isEqualTo(
            inCode.globalSecondaryIndexes().stream()
                .collect(Collectors.toMap(GlobalSecondaryIndex::indexName, DriftTest::described)));
    assertThat(deployed.at("/BillingMode").asText()).isEqualTo(inCode.billingModeAsString());
    assertThat(deployed.at("/StreamSpecification/StreamViewType").asText())
        .isEqualTo(inCode.streamSpecification().streamViewTypeAsString());
    assertThat(deployed.at("/TimeToLiveSpecification/AttributeName").asText())
        .isEqualTo(
            Tables.timeToLive(new TableName("Associations"))
                .timeToLiveSpecification()
                .attributeName());
  }

  private static Set<String> pairs(JsonNode array, String left, String right) {
    var pairs = new TreeSet<String>();
    array.forEach(each -> pairs.add(each.get(left).asText() + ":" + each.get(right).asText()));
    return pairs;
  }

  private static List<String> keys(JsonNode keySchema) {
    return keySchema
        .valueStream()
        .map(key -> key.get("KeyType").asText() + " " + key.get("AttributeName").asText())
        .toList();
  }

  private static List<String> keys(List<KeySchemaElement> keySchema) {
    return keySchema.stream()
        .map(key -> key.keyTypeAsString() + " " + key.attributeName())
        .toList();
  }

  private static Map<String, String> indexes(JsonNode indexes) {
    var described = new TreeMap<String, String>();
    for (var index : indexes) {
      var projection = index.path("Projection");
      var names = new TreeSet<String>();
      projection.path("NonKeyAttributes").forEach(name -> names.add(name.asText()));
      described.put(
          index.get("IndexName").asText(),
          keys(index.get("KeySchema")) + " " + projection.get("ProjectionType").asText() + names);
    }
    return described;
  }

  private static String described(GlobalSecondaryIndex index) {
    Projection projection = index.projection();
    return keys(index.keySchema())
        + " "
        + projection.projectionTypeAsString()
        + new TreeSet<>(projection.nonKeyAttributes());
  }
}
