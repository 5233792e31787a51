package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partway.platform.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How the template deals with secrets: it names them, and never holds one.
class SecretsTest {
  private static final Path FILE = Path.of("../../template.yaml");

  private final JsonNode resources;
  private final String text;

  SecretsTest() throws IOException {
    text = Files.readString(FILE);
    resources = CloudFormationYaml.read(text).path("Resources");
  }

  private Stream<Map.Entry<String, JsonNode>> ofType(String type) {
    return resources.properties().stream()
        .filter(each -> each.getValue().path("Type").asText().equals(type));
  }

  private static List<String> references(JsonNode node) {
    var references = new ArrayList<String>();
    if (node.has("Ref")) {
      references.add(node.get("Ref").asText());
    }
    node.forEach(each -> references.addAll(references(each)));
    return references;
  }

  private static boolean allows(JsonNode statement, String action) {
    var actions = statement.path("Action");
    return actions.asText().equals(action)
        || actions.valueStream().anyMatch(each -> each.asText().equals(action));
  }

  /// The secrets that a function may read.
  private List<String> readable(String function) {
    var secrets = new ArrayList<String>();
    for (var policy : resources.path(function + "Role").at("/Properties/Policies")) {
      for (var statement : policy.at("/PolicyDocument/Statement")) {
        if (allows(statement, "secretsmanager:GetSecretValue")) {
          secrets.addAll(references(statement.path("Resource")));
        }
      }
    }
    return secrets;
  }

  @Test
  void noneIsPutInWhereItWouldStay() {
    assertThat(text).doesNotContain("{{resolve:");
  }

  @Test
  void everyOneIsMadeAndRotated() {
    var names = new TreeSet<String>();
    ofType("AWS::SecretsManager::Secret").forEach(each -> names.add(each.getKey()));
    assertThat(names).hasSize(Secret.values().length);

    assertThat(ofType("AWS::SecretsManager::RotationSchedule"))
        .allSatisfy(each -> {
          assertThat(each.getValue().at("/Properties/RotationLambdaARN/Ref").asText())
              .isEqualTo("RotateSecrets.Alias");
          assertThat(each.getValue().path("DependsOn").asText()).isEqualTo("RotationPermission");
        })
        .extracting(each -> each.getValue().at("/Properties/SecretId/Ref").asText())
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void aFunctionReadsThoseThatItIsToldOfAndNoOthers() {
    var unread = new TreeMap<String, List<String>>();
    ofType("AWS::Serverless::Function")
        .forEach(each -> {
          var variables = each.getValue().at("/Properties/Environment/Variables");
          var told = new ArrayList<String>();
          for (var secret : Secret.values()) {
            told.addAll(references(variables.path(secret.variable())));
          }
          var read = readable(each.getKey());
          assertThat(told).as(each.getKey()).containsAll(read);
          told.removeAll(read);
          if (!told.isEmpty()) {
            unread.put(each.getKey(), told);
          }
        });
    assertThat(ofType("AWS::Serverless::Function").flatMap(f -> readable(f.getKey()).stream()))
        .contains("CursorKey", "HistoryKey", "CodePepper");
    // It judges acts before they are done, by what does them; that writes histories, this does not.
    assertThat(unread).isEqualTo(Map.of("VerifyIdentity", List.of("HistoryKey")));
  }
}
