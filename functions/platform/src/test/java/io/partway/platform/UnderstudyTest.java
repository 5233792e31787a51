package io.partway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.rehearsal.Rehearsal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// What a rehearsal that nothing gets out of takes for the table.
class UnderstudyTest {
  private final DynamoDbClient table =
      DynamoDbClient.builder()
          .region(Region.EU_WEST_1)
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .httpClient(new StagedHttpClient(new Nobody()))
          .build();

  private static final class Nobody implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      throw new AssertionError("it got out");
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void close() {
    table.close();
  }

  private static Map<String, AttributeValue> item(String pk, String sk) {
    return Map.of(
        "PK",
        AttributeValue.fromS(pk),
        "SK",
        AttributeValue.fromS(sk),
        "n",
        AttributeValue.fromN("1"));
  }

  private void put(List<Map<String, AttributeValue>> items) {
    table.batchWriteItem(r ->
        r.requestItems(
            Map.of(
                "t",
                items.stream()
                    .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
                    .toList())));
  }

  private List<Map<String, AttributeValue>> got(String pk, String sk) {
    Map<String, AttributeValue> key =
        Map.of("PK", AttributeValue.fromS(pk), "SK", AttributeValue.fromS(sk));
    return table
        .batchGetItem(r ->
            r.requestItems(Map.of("t", KeysAndAttributes.builder().keys(List.of(key)).build())))
        .responses()
        .getOrDefault("t", List.of());
  }

  private List<Map<String, AttributeValue>> queried(
      String condition, Map<String, AttributeValue> values) {
    return table
        .query(q ->
            q.tableName("t")
                .keyConditionExpression(condition)
                .expressionAttributeNames(Map.of("#pk", "PK", "#sk", "SK"))
                .expressionAttributeValues(values))
        .items();
  }

  @Test
  void findsWhatWasPutByItsKeyAndByQueries() {
    Rehearsal.stage(() -> {
      put(List.of(item("a", "x1"), item("a", "y1"), item("b", "x1")));

      assertThat(got("a", "y1")).containsExactly(item("a", "y1"));
      assertThat(got("c", "y1")).isEmpty();
      assertThat(queried("#pk = :a", Map.of(":a", AttributeValue.fromS("a"))))
          .containsExactly(item("a", "x1"), item("a", "y1"));
      assertThat(
              table
                  .query(q ->
                      q.tableName("t")
                          .keyConditionExpression("#pk = :a")
                          .expressionAttributeNames(Map.of("#pk", "PK"))
                          .expressionAttributeValues(Map.of(":a", AttributeValue.fromS("a")))
                          .scanIndexForward(false))
                  .items())
          .containsExactly(item("a", "y1"), item("a", "x1"));
      assertThat(
              queried(
                  "#pk = :a AND begins_with(#sk, :x)",
                  Map.of(":a", AttributeValue.fromS("a"), ":x", AttributeValue.fromS("x"))))
          .containsExactly(item("a", "x1"));
      assertThat(
              queried(
                  "#pk = :a AND #sk BETWEEN :x AND :y",
                  Map.of(
                      ":a", AttributeValue.fromS("b"),
                      ":x", AttributeValue.fromS("x"),
                      ":y", AttributeValue.fromS("y"))))
          .as("of ranges it knows nothing")
          .containsExactly(item("b", "x1"));
    });
  }

  @Test
  void forgetsWhatFunctionsWriteAndAtTheEndEverything() {
    Rehearsal.stage(() -> {
      put(List.of(item("a", "x1")));
      table.transactWriteItems(r ->
          r.transactItems(
              TransactWriteItem.builder()
                  .put(put -> put.tableName("t").item(item("a", "x2")))
                  .build()));

      assertThat(got("a", "x2")).isEmpty();
      assertThat(got("a", "x1")).hasSize(1);
    });

    Rehearsal.stage(() -> assertThat(got("a", "x1")).isEmpty());
  }
}
