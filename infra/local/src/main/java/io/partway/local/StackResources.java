package io.partway.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What CloudFormation tells of the resources of a stack.
public final class StackResources {
  private static final String ALIAS = "AWS::Lambda::Alias";

  private StackResources() {}

  /// What resources are called, by logical id. A function that has an alias is called by it, as its
  /// callers call it: what it points to is what is in force.
  ///
  /// @param json what `aws cloudformation describe-stack-resources` prints
  /// @throws IOException when it cannot be read, or lists no resources
  public static Map<String, String> names(String json) throws IOException {
    var resources = new ObjectMapper().readTree(json).path("StackResources");
    if (!resources.isArray()) {
      throw new IOException("it has no StackResources");
    }
    var aliases = new HashMap<String, String>();
    for (var each : resources) {
      if (each.path("ResourceType").asText().equals(ALIAS)) {
        var arn = physical(each);
        aliases.put(function(arn), arn);
      }
    }
    var names = new TreeMap<String, String>();
    for (var each : resources) {
      var name = physical(each);
      names.put(each.path("LogicalResourceId").asText(), aliases.getOrDefault(name, name));
    }
    return names;
  }

  private static String physical(JsonNode resource) {
    return resource.path("PhysicalResourceId").asText();
  }

  /// The name in `arn:aws:lambda:REGION:ACCOUNT:function:NAME:ALIAS`.
  private static String function(String alias) throws IOException {
    var parts = alias.split(":", -1);
    if (parts.length < 2) {
      throw new IOException(alias + " is not the ARN of an alias");
    }
    return parts[parts.length - 2];
  }
}
