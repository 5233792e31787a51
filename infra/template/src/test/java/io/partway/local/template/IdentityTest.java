package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The optional user pool: nobody makes himself somebody else.
class IdentityTest {
  private static final String PART = "infra/template/identity.yaml";
  private static final Set<String> WHO = Set.of("party", "party_id", "role");

  /// What its owner may write without anybody being harmed.
  private static final Set<String> HARMLESS = Set.of("locale", "zoneinfo");

  @Test
  void nobodyMakesHimselfSomebodyElse() {
    assertThat(faults(Deployed.asWritten())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AllowAdminCreateUserOnly: true | AllowAdminCreateUserOnly: false | anybody can sign up",
        "AdminCreateUserConfig: {AllowAdminCreateUserOnly: true} | AliasAttributes: [] | anybody"
            + " can sign up",
        "WriteAttributes: [locale, zoneinfo] | WriteAttributes: [locale, 'custom:role'] | Portal"
            + " writes custom:role",
        "WriteAttributes: [locale, zoneinfo] | WriteAttributes: [email] | Portal writes email",
        "WriteAttributes: [locale, zoneinfo] | AnalyticsConfiguration: {} | Portal writes whatever"
            + " is standard",
        "ExplicitAuthFlows: [ALLOW_REFRESH_TOKEN_AUTH] | ExplicitAuthFlows: [ALLOW_USER_SRP_AUTH] |"
            + " Portal takes passwords",
        "AllowedOAuthFlows: [code] | AllowedOAuthFlows: [implicit] | Portal hands tokens to the"
            + " address bar",
        "AllowedOAuthScopes: [openid] | AllowedOAuthScopes: [aws.cognito.signin.user.admin] |"
            + " Portal lets people change themselves",
        "GenerateSecret: false | GenerateSecret: true | Portal has a secret that every browser"
            + " would know",
        "MfaConfiguration: 'ON' | MfaConfiguration: OPTIONAL | a password is enough",
        "LambdaVersion: V2_0 | LambdaVersion: V1_0 | access tokens have no claims",
      })
  void aWeakenedPoolIsNoticed(String right, String wrong, String fault) {
    assertThat(faults(Deployed.with(wrong, right))).contains(fault);
  }

  @Test
  void theApiTakesTheTokensOfThePoolOrOfTheGivenIssuerNeverOfBoth() {
    var template = Template.parse(Deployed.text());
    var own = template.stack(Map.of(), "");
    var given =
        template.stack(Map.of("JwtIssuer", "https://idp.example", "JwtAudience", "one,two"), "");
    assertThat(own.audience()).containsExactly("Identity.Outputs.ClientId");
    assertThat(given.audience()).containsExactly("one", "two");
    assertThat(own.functions()).containsKey("IssueClaims");
    assertThat(given.functions()).doesNotContainKey("IssueClaims");
    var stack = Deployed.asWritten().template().at("/Resources/Identity");
    assertThat(stack.path("Condition").asText()).isEqualTo("OwnIdentities");
    assertThat(Deployed.named(stack.at("/Properties/Parameters/IssueClaims")))
        .isEqualTo("IssueClaims.Alias");
  }

  private static List<String> faults(Deployed deployed) {
    var faults = new ArrayList<String>();
    var part = deployed.template(PART);
    for (var pool : Deployed.resources(part, "AWS::Cognito::UserPool").values()) {
      pool(pool.path("Properties"), faults);
    }
    Deployed.resources(part, "AWS::Cognito::UserPoolClient")
        .forEach((name, client) -> client(name, client.path("Properties"), faults));
    return faults;
  }

  private static void pool(JsonNode pool, List<String> faults) {
    if (!pool.at("/AdminCreateUserConfig/AllowAdminCreateUserOnly").asBoolean()) {
      faults.add("anybody can sign up");
    }
    if (!pool.path("MfaConfiguration").asText().equals("ON")) {
      faults.add("a password is enough");
    }
    if (!pool.at("/LambdaConfig/PreTokenGenerationConfig/LambdaVersion").asText().equals("V2_0")
        || pool.path("UserPoolTier").asText().equals("LITE")) {
      faults.add("access tokens have no claims");
    }
    var kept = new ArrayList<String>();
    pool.path("Schema").forEach(attribute -> kept.add(attribute.path("Name").asText()));
    if (!kept.containsAll(WHO)) {
      faults.add("the pool does not say for whom somebody acts");
    }
  }

  private static void client(String name, JsonNode client, List<String> faults) {
    if (!client.has("WriteAttributes")) {
      faults.add(name + " writes whatever is standard");
    }
    for (var attribute : client.path("WriteAttributes")) {
      if (!HARMLESS.contains(attribute.asText())) {
        faults.add(name + " writes " + attribute.asText());
      }
    }
    for (var flow : client.path("ExplicitAuthFlows")) {
      if (!flow.asText().equals("ALLOW_REFRESH_TOKEN_AUTH")) {
        faults.add(name + " takes passwords");
      }
    }
    if (!client.path("AllowedOAuthFlows").toString().equals("[\"code\"]")) {
      faults.add(name + " hands tokens to the address bar");
    }
    if (client.path("AllowedOAuthScopes").toString().contains("aws.cognito.signin.user.admin")) {
      faults.add(name + " lets people change themselves");
    }
    if (client.path("GenerateSecret").asBoolean()) {
      faults.add(name + " has a secret that every browser would know");
    }
  }
}
