package io.partway.issueclaims;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.gateway.EventFailed;
import io.partway.testkit.function.RecordedContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Raw events in, raw answers out.
class IssueClaimsFunctionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENT =
      """
      {
        "version": "2",
        "triggerSource": "TokenGeneration_HostedAuth",
        "region": "eu-west-1",
        "userPoolId": "eu-west-1_EXAMPLE",
        "userName": "4a5b6c7d",
        "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": "1example23456789"},
        "request": {
          "userAttributes": {
            "sub": "4a5b6c7d-0000-1111-2222-333344445555",
            "cognito:user_status": "CONFIRMED",
            "email": "ana.aurora@example.test",
            "email_verified": "true",
            "phone_number": "+4915112345642",
            "phone_number_verified": "false",
            "custom:party": "partner",
            "custom:party_id": "aurora",
            "custom:role": "admin"
          },
          "groupConfiguration": {"groupsToOverride": [], "iamRolesToOverride": [], "preferredRole": null},
          "scopes": ["openid"]
        },
        "response": {"claimsAndScopeOverrideDetails": null}
      }
      """;

  private final RecordedContext context = new RecordedContext(5_000);

  private JsonNode answer(JsonNode event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new IssueClaimsFunction()
        .handleRequest(new ByteArrayInputStream(event.toString().getBytes(UTF_8)), out, context);
    return JSON.readTree(out.toString(UTF_8));
  }

  private static ObjectNode event() throws IOException {
    return (ObjectNode) JSON.readTree(EVENT);
  }

  private static ObjectNode attributes(JsonNode event) {
    return (ObjectNode) event.at("/request/userAttributes");
  }

  private static JsonNode claims(JsonNode answer) {
    return answer.at(
        "/response/claimsAndScopeOverrideDetails/accessTokenGeneration/claimsToAddOrOverride");
  }

  @Test
  void theEventComesBackWithTheClaims() throws IOException {
    ObjectNode expected = event();
    expected.set(
        "response",
        JSON.readTree(
            """
            {"claimsAndScopeOverrideDetails": {"accessTokenGeneration": {"claimsToAddOrOverride": {
              "party": "partner", "party_id": "aurora", "role": "admin",
              "email": "ana.aurora@example.test", "email_verified": "true"}}}}
            """));

    assertThat(answer(event())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "partner, aurora, admin",
    "partner, aurora, account_manager",
    "partner, aurora, viewer",
    "customer, cedar-works, admin",
    "customer, cedar-works, viewer",
    "operator, desk, admin",
    "operator, , admin",
  })
  void everybodyWhomTheApiKnowsGetsHisClaims(String party, String partyId, String role)
      throws IOException {
    ObjectNode event = event();
    ObjectNode attributes = attributes(event).put("custom:party", party).put("custom:role", role);
    if (partyId == null) {
      attributes.remove("custom:party_id");
    } else {
      attributes.put("custom:party_id", partyId);
    }

    JsonNode claims = claims(answer(event));
    assertThat(claims.path("party").asText()).isEqualTo(party);
    assertThat(claims.path("party_id").asText(null)).isEqualTo(partyId);
    assertThat(claims.path("role").asText()).isEqualTo(role);
  }

  @ParameterizedTest
  @ValueSource(strings = {"custom:party", "custom:party_id", "custom:role", "sub"})
  void aMissingAttributeLeavesNoClaimAtAll(String missing) throws IOException {
    ObjectNode event = event();
    attributes(event).remove(missing);

    assertThat(claims(answer(event))).isEqualTo(JSON.createObjectNode());
  }

  @ParameterizedTest
  @CsvSource({
    "custom:party, Partner",
    "custom:party, reseller",
    "custom:party, ''",
    "custom:party_id, ''",
    "custom:party_id, ../cedar-works",
    "custom:party_id, a b",
    "custom:role, Admin",
    "custom:role, account-manager",
    "custom:role, owner",
    "custom:role, ''",
  })
  void aValueThatNobodyKnowsLeavesNoClaimAtAll(String attribute, String value) throws IOException {
    ObjectNode event = event();
    attributes(event).put(attribute, value);

    assertThat(claims(answer(event))).isEqualTo(JSON.createObjectNode());
  }

  @Test
  void anAttributeThatIsNoTextIsNone() throws IOException {
    ObjectNode event = event();
    attributes(event).putArray("custom:role").add("admin");

    assertThat(claims(answer(event))).isEqualTo(JSON.createObjectNode());
  }

  /// What its owner could write, or what a federated provider may bring, is not what administrators
  /// wrote.
  @ParameterizedTest
  @ValueSource(strings = {"party", "role", "party_id", "dev:custom:party", "profile"})
  void nothingButOurAttributesSaysWhoSomebodyIs(String other) throws IOException {
    ObjectNode event = event();
    attributes(event).remove("custom:party");
    attributes(event).put(other, "partner");

    assertThat(claims(answer(event))).isEqualTo(JSON.createObjectNode());
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "True, false",
    "TRUE, false",
    "1, false",
    "false, false",
    "'', false",
    ", false",
  })
  void onlyVerifiedAddressesAreNamed(String verified, boolean named) throws IOException {
    for (String address : new String[] {"email", "phone_number"}) {
      ObjectNode event = event();
      if (verified == null) {
        attributes(event).remove(address + "_verified");
      } else {
        attributes(event).put(address + "_verified", verified);
      }

      JsonNode claims = claims(answer(event));
      assertThat(claims.has(address)).as(address).isEqualTo(named);
      assertThat(claims.has(address + "_verified")).as(address).isEqualTo(named);
      assertThat(claims.path("party").asText()).isEqualTo("partner");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TokenGeneration_Authentication",
        "TokenGeneration_NewPasswordChallenge",
        "TokenGeneration_AuthenticateDevice",
        "TokenGeneration_RefreshTokens"
      })
  void howeverSomebodySignsIn(String trigger) throws IOException {
    assertThat(claims(answer(event().put("triggerSource", trigger))).path("role").asText())
        .isEqualTo("admin");
  }

  @Test
  void anythingElseGetsNoTokens() throws IOException {
    ObjectNode otherVersion = event().put("version", "1");
    ObjectNode otherTrigger = event().put("triggerSource", "PreSignUp_SignUp");
    ObjectNode noAttributes = event();
    ((ObjectNode) noAttributes.get("request")).remove("userAttributes");

    for (ObjectNode event : new ObjectNode[] {otherVersion, otherTrigger, noAttributes}) {
      assertThatThrownBy(() -> answer(event)).isInstanceOf(EventFailed.class);
    }
  }

  @Test
  void theLogNamesNobody() throws IOException {
    answer(event());

    assertThat(context.lines())
        .isNotEmpty()
        .noneMatch(line -> line.contains("ana.aurora") || line.contains("4a5b6c7d"));
  }
}
