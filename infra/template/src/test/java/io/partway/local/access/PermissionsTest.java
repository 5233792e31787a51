package io.partway.local.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Policies read as IAM reads them.
class PermissionsTest {
  private static final String STATEMENTS =
      """
      [{"Effect": "Allow", "Action": ["dynamodb:PutItem", "dynamodb:Batch*"], "Resource": "arn:t"},
       {"Effect": "Allow", "Action": "dynamodb:Query", "Resource": ["arn:t/index/a", "arn:t/index/b"]},
       {"Effect": "Allow", "Action": "dynamodb:DeleteItem", "Resource": "arn:t",
        "Condition": {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["READ#*", "X"]}}},
       {"Effect": "Allow", "Action": "ses:SendEmail", "Resource": "*",
        "Condition": {"StringEquals": {"ses:FromAddress": "a@b.example"}}},
       {"Effect": "Allow", "Action": "sns:Publish", "NotResource": "arn:aws:sns:*:*:*"},
       {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:b/*"},
       {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "arn:b/locked/*"}]
      """;

  private static Permissions permissions() throws JsonProcessingException {
    return Permissions.of("Function", new ObjectMapper().readTree(STATEMENTS));
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb:PutItem, arn:t, true",
    "DynamoDB:putitem, arn:t, true",
    "dynamodb:PutItem, arn:T, false",
    "dynamodb:PutItem, arn:t/index/a, false",
    "dynamodb:PutItems, arn:t, false",
    "dynamodb:BatchGetItem, arn:t, true",
    "dynamodb:GetItem, arn:t, false",
    "dynamodb:Query, arn:t, false",
    "dynamodb:Query, arn:t/index/b, true",
    "dynamodb:Query, arn:t/index/c, false",
    "sns:Publish, +4915112345, true",
    "sns:Publish, arn:aws:sns:eu-west-1:1:topic, false",
    "s3:GetObject, arn:b/locked/x, true",
    "s3:PutObject, arn:b/x, true",
    "s3:PutObject, arn:b/locked/x, false",
    "s3:GetObject, arn:b, false",
  })
  void actionsAndResources(String action, String resource, boolean allowed) throws Exception {
    assertThat(permissions().allow(Access.of(action, resource))).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dynamodb:DeleteItem | arn:t | dynamodb:LeadingKeys | READ#1 | true",
        "dynamodb:DeleteItem | arn:t | dynamodb:LeadingKeys | READ#1,X | true",
        "dynamodb:DeleteItem | arn:t | dynamodb:LeadingKeys | READ#1,Y | false",
        "dynamodb:DeleteItem | arn:t | dynamodb:LeadingKeys | C#1 | false",
        "ses:SendEmail | id | ses:FromAddress | a@b.example | true",
        "ses:SendEmail | id | ses:FromAddress | c@b.example | false",
        "ses:SendEmail | id | other | a@b.example | false",
      })
  void conditions(String action, String resource, String key, String values, boolean allowed)
      throws Exception {
    var context = Map.of(key, List.of(values.split(",", -1)));
    assertThat(permissions().allow(new Access(action, resource, context))).isEqualTo(allowed);
  }

  @Test
  void saysWhatOfItWasUsed() throws Exception {
    assertThat(permissions().used(Access.of("dynamodb:Query", "arn:t/index/b")))
        .containsExactly(new Grant("Function", "dynamodb:Query", "arn:t/index/b"));
    assertThat(permissions().used(Access.of("dynamodb:BatchGetItem", "arn:t")))
        .containsExactly(new Grant("Function", "dynamodb:Batch*", "arn:t"));
    assertThat(permissions().grants()).hasSize(8);
  }

  @Test
  void refusesToGuess() throws Exception {
    for (var unknown :
        List.of(
            "[{\"Effect\": \"Allow\", \"NotAction\": \"a:b\", \"Resource\": \"*\"}]",
            "[{\"Effect\": \"Allow\", \"Action\": \"a:b\", \"Resource\": \"*\","
                + " \"Condition\": {\"IpAddress\": {\"aws:SourceIp\": \"10.0.0.0/8\"}}}]")) {
      var json = new ObjectMapper().readTree(unknown);
      assertThatThrownBy(() -> Permissions.of("F", json).allow(Access.of("a:b", "c")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
