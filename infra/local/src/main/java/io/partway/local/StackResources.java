package io.partway.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// What CloudFormation tells of the resources of a stack.
final class StackResources {
  private StackResources() {}

  /// The physical ids by logical id.
  ///
  /// @param file what `aws cloudformation describe-stack-resources` prints
  /// @throws IOException when it cannot be read, or lists no resources
  static Map<String, String> names(Path file) throws IOException {
    return names(Files.readString(file));
  }

  static Map<String, String> names(String json) throws IOException {
    var resources = new ObjectMapper().readTree(json).path("StackResources");
    if (!resources.isArray()) {
      throw new IOException("it has no StackResources");
    }
    var names = new TreeMap<String, String>();
    for (var each : resources) {
      names.put(each.path("LogicalResourceId").asText(), each.path("PhysicalResourceId").asText());
    }
    return names;
  }
}
