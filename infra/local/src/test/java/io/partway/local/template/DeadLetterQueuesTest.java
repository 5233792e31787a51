package io.partway.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The health check looks into every queue for what was given up that the template has.
class DeadLetterQueuesTest {
  private static final Set<String> TARGETS =
      Set.of("DeadLetterConfig", "OnFailure", "RedrivePolicy");

  private final JsonNode template;

  DeadLetterQueuesTest() throws IOException {
    template = CloudFormationYaml.read(Files.readString(Path.of("../../template.yaml")));
  }

  /// The resources that something is put aside in, by their logical ids.
  private static void aside(JsonNode node, boolean target, Set<String> into) {
    if (target && node.has("Fn::GetAtt")) {
      into.add(node.path("Fn::GetAtt").path(0).asText());
    }
    node.properties()
        .forEach(
            member -> aside(member.getValue(), target || TARGETS.contains(member.getKey()), into));
    node.forEach(element -> {
      if (node.isArray()) {
        aside(element, target, into);
      }
    });
  }

  private JsonNode lister() {
    return template.path("Resources").path("ListRecords").path("Properties");
  }

  @Test
  void allAreNamedToTheFunctionThatLooksIntoThem() {
    var queues = new TreeSet<String>();
    aside(template.path("Resources"), false, queues);
    assertThat(queues).contains("UntoldChanges", "RefusedFacts");

    var named = lister().at("/Environment/Variables/DEAD_LETTER_QUEUES/Fn::Sub").asText();
    assertThat(
            Arrays.stream(named.split("\\s+", -1))
                .map(pair -> pair.replaceFirst("[^=]+=\\$\\{(\\w+)}", "$1"))
                .collect(Collectors.toSet()))
        .isEqualTo(queues);
    assertThat(named.split("\\s+", -1)).allMatch(pair -> pair.equals(kebab(pair)));
  }

  /// `untold-changes=${UntoldChanges}`: the name is the logical id in another spelling.
  private static String kebab(String pair) {
    var id = pair.replaceFirst(".*\\$\\{(\\w+)}", "$1");
    return id.replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT)
        + "=${"
        + id
        + "}";
  }

  @Test
  void allMayBeLookedInto() {
    var queues = new TreeSet<String>();
    aside(template.path("Resources"), false, queues);
    var allowed = new TreeSet<String>();
    for (var statement :
        template.at("/Resources/ListRecordsRole/Properties/Policies/0/PolicyDocument/Statement")) {
      if (statement.path("Action").asText().equals("sqs:GetQueueAttributes")) {
        statement
            .path("Resource")
            .forEach(resource -> allowed.add(resource.path("Fn::GetAtt").path(0).asText()));
      }
    }
    assertThat(allowed).isEqualTo(queues);
  }
}
