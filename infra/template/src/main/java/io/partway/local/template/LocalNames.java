package io.partway.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/// What the resources of a template are called locally.
///
/// @param tableSuffix appended to table names, so that several systems can share one DynamoDB
///   Local; may be empty
public record LocalNames(String tableSuffix) {
  static final String REGION = "eu-west-1";
  static final String ACCOUNT = "000000000000";

  /// What a `Ref` to a resource comes to.
  String physical(String logicalId, JsonNode resource) {
    return switch (resource.path("Type").asText()) {
      case "AWS::DynamoDB::Table" -> logicalId + tableSuffix;
      case "AWS::SecretsManager::Secret" -> secret(logicalId);
      default -> logicalId;
    };
  }

  /// The ARN of a secret.
  public static String secret(String logicalId) {
    return arn("secretsmanager", "secret:" + logicalId);
  }

  /// Whether this is the ARN of a secret.
  public static boolean isSecret(String value) {
    return value.startsWith(secret(""));
  }

  /// The name at the end of an ARN.
  public static String name(String arn) {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  static String arn(String service, String name) {
    return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + name;
  }
}
