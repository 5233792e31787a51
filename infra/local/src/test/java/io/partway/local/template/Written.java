package io.partway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The resources of `template.yaml`, as they are written there.
public final class Written {
  private final JsonNode resources;

  private Written(JsonNode resources) {
    this.resources = resources;
  }

  public static Written read() throws IOException {
    return new Written(
        CloudFormationYaml.read(Files.readString(Path.of("../../template.yaml")))
            .path("Resources"));
  }

  /// The properties of all resources of this type, by logical id.
  public Map<String, JsonNode> properties(String type) {
    var found = new TreeMap<String, JsonNode>();
    resources
        .properties()
        .forEach(each -> {
          if (each.getValue().path("Type").asText().equals(type)) {
            found.put(each.getKey(), each.getValue().path("Properties"));
          }
        });
    return found;
  }
}
