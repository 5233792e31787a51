package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What roles and resources let others do is named one by one.
class PoliciesTest {
  private static final String DOMAIN =
      "SES sends in the name of the address or of its domain; held to one sender by its condition";
  private static final String TELEPHONE =
      "a telephone number is no resource; what is left out are topics";

  /// Statements with a wildcard, by where they stand and what they are called, and why.
  private static final Map<String, String> WILDCARDS =
      Map.of(
          "Trace", "X-Ray's writes know no resources",
          "OutboxRole FindStream", "DynamoDB's ListStreams knows no resources",
          "IntakePolicy EncryptedTransportOnly", "denies, and so the more the better",
          "VerifyIdentityRole Mail", DOMAIN,
          "VerifyIdentityRole Text", TELEPHONE,
          "NotifyPartiesRole Mail", DOMAIN,
          "NotifyPartiesRole Text", TELEPHONE);

  @Test
  void nothingIsAllowedByWildcardButWhatIsNamedHere() {
    assertThat(wildcards(Deployed.asWritten())).isSubsetOf(WILDCARDS.keySet());
    assertThat(wildcards(Deployed.asWritten()))
        .as("what is named here and not there any more")
        .containsAll(WILDCARDS.keySet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Action: dynamodb:Scan | Action: dynamodb:* | DescribeEventsRole ReadAllToTellAgain",
        "Action: dynamodb:Scan | NotAction: iam:PassRole | DescribeEventsRole ReadAllToTellAgain",
        "Resource: !GetAtt PartwayBus.Arn | Resource: '*' | DescribeEventsRole TellAgain",
        "Resource: !Sub ${Associations.Arn}/index/byDue | Resource: !Sub"
            + " ${Associations.Arn}/index/* | ExpireRequestsRole FindOverdue",
      })
  void aWildcardIsNoticed(String right, String wrong, String statement) {
    assertThat(wildcards(Deployed.with(wrong, right))).contains(statement);
  }

  /// Objects are named by upstream, and messages of a log by Lambda.
  private static final List<String> NAMED_BY_OTHERS = List.of("${Intake.Arn}/*");

  private static List<String> wildcards(Deployed deployed) {
    var found = new ArrayList<String>();
    for (var resource : deployed.template().path("Resources").properties()) {
      for (var statement : statements(resource.getValue().path("Properties"))) {
        if (isWide(statement)) {
          var sid = statement.path("Sid").asText("without a name");
          found.add(sid.equals("Trace") ? sid : resource.getKey() + " " + sid);
        }
      }
    }
    return found.stream().distinct().toList();
  }

  private static List<JsonNode> statements(JsonNode properties) {
    var statements = new ArrayList<JsonNode>();
    properties
        .path("Policies")
        .forEach(policy -> policy.at("/PolicyDocument/Statement").forEach(statements::add));
    properties.at("/PolicyDocument/Statement").forEach(statements::add);
    return statements;
  }

  private static boolean isWide(JsonNode statement) {
    return statement.has("NotAction")
        || statement.has("NotResource")
        || statement.path("Action").toString().contains("*")
        || withoutNamed(statement.path("Resource").toString()).contains("*");
  }

  private static String withoutNamed(String resources) {
    var rest = resources;
    for (var named : NAMED_BY_OTHERS) {
      rest = rest.replace(named, "");
    }
    return rest;
  }
}
