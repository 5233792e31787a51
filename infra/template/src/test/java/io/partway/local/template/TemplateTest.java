package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final String TEXT =
      """
      AWSTemplateFormatVersion: 2010-09-09
      Transform: AWS::Serverless-2016-10-31
      Parameters:
        SubmissionLimit: {Type: Number, Default: 3, MinValue: 1, MaxValue: 22, Description: Submissions in a window}
        PartnerQuotaScope: {Type: String, Default: INITIATOR, AllowedValues: [INITIATOR, PAIR]}
        AllowedOrigins: {Type: CommaDelimitedList, Default: ''}
        JwtAudience: {Type: String}
      Conditions:
        HasOrigins: !Not [!Equals [!Join ['', !Ref AllowedOrigins], '']]
      Globals:
        Function:
          Timeout: 10
          Environment:
            Variables:
              TABLE_NAME: !Ref Associations
              SUBMISSION_LIMIT: !Ref SubmissionLimit
              PARTNER_QUOTA_SCOPE: !Ref PartnerQuotaScope
              CURSOR_KEY_ARN: !Ref CursorKey
      Resources:
        Api:
          Type: AWS::Serverless::HttpApi
          Properties:
            Auth:
              DefaultAuthorizer: Jwt
              Authorizers:
                Jwt:
                  JwtConfiguration: {issuer: https://idp.example.test, audience: [!Ref JwtAudience]}
            CorsConfiguration: !If
              - HasOrigins
              - AllowOrigins: !Ref AllowedOrigins
                AllowMethods: [GET]
                ExposeHeaders: [ETag]
              - !Ref AWS::NoValue
        CursorKey: {Type: AWS::SecretsManager::Secret}
        List:
          Type: AWS::Serverless::Function
          Properties:
            Handler: io.partway.listrecords.ListRecordsFunction::handleRequest
            Environment: {Variables: {OWN: !GetAtt Associations.Arn}}
            Events:
              Records: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: '/v1/records'}}
              Open: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: GET, Path: /open, Auth: {Authorizer: NONE}}}
        Expire:
          Type: AWS::Serverless::Function
          Properties:
            Handler: io.partway.Expire
            Timeout: 60
            Events:
              Sweep: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 minute)}}
              Upstream:
                Type: EventBridgeRule
                Properties: {Pattern: {source: [partway.upstream], detail-type: [SpendReported]}}
        Associations:
          Type: AWS::DynamoDB::Table
          Properties:
            AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
            KeySchema: [{AttributeName: pk, KeyType: HASH}]
      """;

  private final Template template = Template.parse(TEXT);

  private Stack stack(Map<String, String> overrides) {
    return template.stack(overrides, "-1");
  }

  @Test
  void readsFunctionsWithTheirEnvironment() {
    var list = stack(Map.of("SubmissionLimit", "5")).functions().get("List");

    assertThat(list).isNotNull();
    assertThat(list.className()).isEqualTo("io.partway.listrecords.ListRecordsFunction");
    assertThat(list.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(list.environment())
        .containsEntry("TABLE_NAME", "Associations-1")
        .containsEntry("SUBMISSION_LIMIT", "5")
        .containsEntry("PARTNER_QUOTA_SCOPE", "INITIATOR")
        .containsEntry(
            "CURSOR_KEY_ARN", "arn:aws:secretsmanager:eu-west-1:000000000000:secret:CursorKey")
        .containsKey("OWN");
  }

  @Test
  void readsRoutes() {
    assertThat(stack(Map.of()).routes())
        .containsExactly(
            new Route("GET", "/v1/records", "List", true),
            new Route("GET", "/open", "List", false));
  }

  @Test
  void readsSchedulesAndRules() {
    var stack = stack(Map.of());

    assertThat(stack.schedules())
        .containsExactly(new Schedule("Sweep", "Expire", Duration.ofMinutes(1)));
    assertThat(stack.rules())
        .extracting(Rule::target)
        .containsExactly(new Target.Function("Expire"));
  }

  @Test
  void namesTablesApart() {
    assertThat(stack(Map.of()).tables())
        .extracting(TableDefinition::name)
        .containsExactly("Associations-1");
  }

  @Test
  void allowsNoOriginUnlessAskedTo() {
    assertThat(stack(Map.of()).cors()).isEmpty();
    assertThat(stack(Map.of("AllowedOrigins", "https://a.test,https://b.test")).cors())
        .hasValueSatisfying(cors -> {
          assertThat(cors.origins()).containsExactly("https://a.test", "https://b.test");
          assertThat(cors.exposed()).containsExactly("ETag");
        });
  }

  @Test
  void tellsPoliciesFromPlaces() {
    assertThat(template.parameters())
        .filteredOn(Parameter::policy)
        .extracting(Parameter::option)
        .containsExactly("--submission-limit", "--partner-quota-scope", "--allowed-origins");
  }

  @Test
  void refusesBadValues() {
    assertThatThrownBy(() -> stack(Map.of("SubmissionLimit", "0")))
        .isInstanceOf(BadTemplate.class)
        .hasMessageContaining("SubmissionLimit must be at least 1, not 0");
    assertThatThrownBy(() -> stack(Map.of("SubmissionLimit", "many")))
        .hasMessageContaining("must be a number");
    assertThatThrownBy(() -> stack(Map.of("PartnerQuotaScope", "pair")))
        .hasMessageContaining("must be one of INITIATOR, PAIR");
    assertThatThrownBy(() -> stack(Map.of("Nothing", "1")))
        .hasMessageContaining("no parameter is called Nothing");
  }

  @Test
  void refusesWhatItCannotStandInFor() {
    assertThatThrownBy(() -> Schedule.rate("cron(0 * * * ? *)")).isInstanceOf(BadTemplate.class);
    assertThatThrownBy(() -> Template.parse("a: [")).isInstanceOf(BadTemplate.class);
    assertThatThrownBy(() ->
            Template.parse(TEXT.replace("!Ref Associations", "!Ref Nothing")).stack(Map.of(), ""))
        .hasMessageContaining("Nothing, which is neither parameter nor resource");
  }
}
