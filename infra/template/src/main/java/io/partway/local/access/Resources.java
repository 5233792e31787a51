package io.partway.local.access;

import java.util.Map;

/// The ARNs of what functions work with, as the template's policies spell them.
///
/// @param tables by name
/// @param queues by the names that functions know them by: `RefusedFacts` is `refused-facts`
/// @param bucket of bulk facts, the only one
/// @param bus the only one
public record Resources(
    Map<String, String> tables, Map<String, String> queues, String bucket, String bus) {
  private static final String SES = "arn:aws:ses:eu-west-1:000000000000:";

  /// What SES sends from: an address, or its domain.
  static String identity(String sender) {
    return SES + "identity/" + sender;
  }

  /// What SES keeps for mails of one kind.
  static String configurationSet(String name) {
    return SES + "configuration-set/" + name;
  }

  String queue(String name) {
    return queues.getOrDefault(name, "arn:aws:sqs:::" + name);
  }

  String table(String name) {
    return tables.getOrDefault(name, "arn:aws:dynamodb:::table/" + name);
  }
}
