package io.partway.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/// What the resources of a template are called locally.
///
/// @param tableSuffix appended to table names, so that several systems can share one DynamoDB
///   Local; may be empty
record LocalNames(String tableSuffix) {
  static final String REGION = "eu-west-1";
  static final String ACCOUNT = "000000000000";

  String physical(String logicalId, JsonNode resource) {
    return resource.path("Type").asText().equals("AWS::DynamoDB::Table")
        ? logicalId + tableSuffix
        : logicalId;
  }

  static String arn(String service, String name) {
    return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + name;
  }
}
