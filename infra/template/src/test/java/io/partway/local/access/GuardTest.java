package io.partway.local.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.local.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// A request to DynamoDB is let through exactly when the role allows all that it consists of.
class GuardTest {
  private static final String TEMPLATE =
      """
      Resources:
        Items: {Type: AWS::DynamoDB::Table}
        Files: {Type: AWS::S3::Bucket}
        Bus: {Type: AWS::Events::EventBus}
        Function:
          Type: AWS::Serverless::Function
          Properties: {Handler: io.partway.Handler, Role: !GetAtt FunctionRole.Arn}
        FunctionRole:
          Type: AWS::IAM::Role
          Properties:
            Policies:
              - PolicyName: own
                PolicyDocument:
                  Statement:
                    - {Effect: Allow, Action: [ACTIONS], Resource: RESOURCE}
      """;

  private static final Map<String, AttributeValue> KEY =
      Map.of("PK", AttributeValue.fromS("C#1"), "SK", AttributeValue.fromS("x"));

  private final List<Grant> used = new ArrayList<>();

  private Guard guard(String actions, String resource) {
    var roles =
        Template.parse(TEMPLATE.replace("ACTIONS", actions).replace("RESOURCE", resource))
            .roles(Map.of(), "");
    return new Guards(roles, Map.of("items-1", "Items"), used::add).of("Function");
  }

  private static TransactWriteItem part(TransactWriteItem.Builder part) {
    return part.build();
  }

  private static DynamoDbRequest transaction(TransactWriteItem... parts) {
    return TransactWriteItemsRequest.builder().transactItems(parts).build();
  }

  private static final TransactWriteItem PUT =
      part(TransactWriteItem.builder().put(Put.builder().tableName("items-1").item(KEY).build()));
  private static final TransactWriteItem UPDATE =
      part(
          TransactWriteItem.builder()
              .update(Update.builder().tableName("items-1").key(KEY).build()));
  private static final TransactWriteItem DELETE =
      part(
          TransactWriteItem.builder()
              .delete(Delete.builder().tableName("items-1").key(KEY).build()));
  private static final TransactWriteItem CHECK =
      part(
          TransactWriteItem.builder()
              .conditionCheck(ConditionCheck.builder().tableName("items-1").key(KEY).build()));

  private static QueryRequest query(@Nullable String index) {
    return QueryRequest.builder()
        .tableName("items-1")
        .indexName(index)
        .keyConditionExpression("#pk = :pk AND begins_with(#sk, :sk)")
        .expressionAttributeNames(Map.of("#pk", "PK", "#sk", "SK"))
        .expressionAttributeValues(
            Map.of(":pk", AttributeValue.fromS("C#1"), ":sk", AttributeValue.fromS("x")))
        .build();
  }

  /// A request, the actions that it needs, and on what.
  record Need(DynamoDbRequest request, List<String> actions, String resource) {
    static Need of(DynamoDbRequest request, String... actions) {
      return new Need(request, List.of(actions), "!GetAtt Items.Arn");
    }
  }

  static Stream<Need> needs() {
    return Stream.of(
        Need.of(GetItemRequest.builder().tableName("items-1").key(KEY).build(), "GetItem"),
        Need.of(
            BatchGetItemRequest.builder()
                .requestItems(
                    Map.of("items-1", KeysAndAttributes.builder().keys(List.of(KEY)).build()))
                .build(),
            "BatchGetItem"),
        Need.of(ScanRequest.builder().tableName("items-1").build(), "Scan"),
        Need.of(query(null), "Query"),
        new Need(query("byAge"), List.of("Query"), "!Sub '${Items.Arn}/index/byAge'"),
        Need.of(transaction(PUT), "PutItem"),
        Need.of(
            transaction(PUT, UPDATE, DELETE, CHECK),
            "PutItem",
            "UpdateItem",
            "DeleteItem",
            "ConditionCheckItem"));
  }

  @ParameterizedTest
  @MethodSource("needs")
  void passesWithAllThatItNeedsAndNothingLess(Need need) {
    var all = need.actions().stream().map(action -> "dynamodb:" + action).toList();
    guard(String.join(", ", all), need.resource()).check(need.request());
    assertThat(used).extracting(Grant::action).containsExactlyElementsOf(all);

    for (var missing : all) {
      var rest = all.stream().filter(action -> !action.equals(missing)).toList();
      var guard =
          guard(rest.isEmpty() ? "dynamodb:Other" : String.join(", ", rest), need.resource());
      assertThatThrownBy(() -> guard.check(need.request()))
          .isInstanceOfSatisfying(
              DynamoDbException.class,
              refused ->
                  assertThat(refused.awsErrorDetails().errorCode())
                      .isEqualTo("AccessDeniedException"))
          .hasMessageContaining(missing);
    }
  }

  @Test
  void anIndexIsNotItsTable() {
    assertThatThrownBy(() -> guard("dynamodb:Query", "!GetAtt Items.Arn").check(query("byAge")))
        .isInstanceOf(DynamoDbException.class);
    assertThatThrownBy(
            () -> guard("dynamodb:Query", "!Sub '${Items.Arn}/index/byAge'").check(query(null)))
        .isInstanceOf(DynamoDbException.class);
  }

  @Test
  void anotherTableIsNotThisOne() {
    var other = ScanRequest.builder().tableName("items-2").build();
    assertThatThrownBy(() -> guard("dynamodb:Scan", "!GetAtt Items.Arn").check(other))
        .isInstanceOf(DynamoDbException.class);
  }

  @Test
  void keysAreSeenInEveryPart() {
    var only =
        """
        !GetAtt Items.Arn, Condition: {'ForAllValues:StringLike': {'dynamodb:LeadingKeys': ['READ#*']}}\
        """;
    var mark =
        part(
            TransactWriteItem.builder()
                .put(
                    Put.builder()
                        .tableName("items-1")
                        .item(Map.of("PK", AttributeValue.fromS("READ#1")))
                        .build()));
    guard("dynamodb:PutItem", only).check(transaction(mark));
    assertThatThrownBy(() -> guard("dynamodb:PutItem", only).check(transaction(mark, PUT)))
        .isInstanceOf(DynamoDbException.class);
    assertThatThrownBy(() -> guard("dynamodb:Query", only).check(query(null)))
        .isInstanceOf(DynamoDbException.class);
  }
}
