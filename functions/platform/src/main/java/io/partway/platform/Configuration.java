package io.partway.platform;

import io.partway.core.Limit;
import io.partway.core.policy.Policy;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that a deployment says to its functions.
///
/// @param secrets the ARNs of the function's secrets; those that it has nothing to do with are
///   missing
/// @param senderAddress what e-mails are sent from; null for functions that send none
/// @param mailSet the configuration set of SES that tells what becomes of e-mails; null where
///   nobody follows them
/// @param region null where the machine's owner has built the clients himself
/// @param busName the bus that events are put on; null for functions that put none
/// @param deadLetterQueues the URLs of the queues for what was given up, by their names; empty for
///   functions that look into none
/// @param restored whether this process goes through snapshots, and so has no credentials in its
///   environment
/// @param dynamoDbEndpoint null for the region's own, as are the other ones
public record Configuration(
    String tableName,
    Map<Secret, String> secrets,
    Policy policy,
    @Nullable String senderAddress,
    @Nullable String mailSet,
    @Nullable String region,
    @Nullable String busName,
    Map<String, String> deadLetterQueues,
    boolean restored,
    @Nullable URI dynamoDbEndpoint,
    @Nullable URI s3Endpoint,
    @Nullable URI eventsEndpoint,
    @Nullable URI sesEndpoint,
    @Nullable URI snsEndpoint,
    @Nullable URI sqsEndpoint,
    @Nullable URI secretsEndpoint) {
  public Configuration {
    secrets = Map.copyOf(secrets);
  }

  /// Reads environment variables.
  ///
  /// @throws BadConfiguration naming everything that is wrong with them
  public static Configuration of(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    Configuration configuration =
        new Configuration(
            environment.required("TABLE_NAME"),
            secrets(environment),
            policy(environment),
            environment.optional("SENDER_ADDRESS"),
            environment.optional("MAIL_CONFIGURATION_SET"),
            environment.optional("AWS_REGION"),
            environment.optional("BUS_NAME"),
            environment.named("DEAD_LETTER_QUEUES"),
            environment.optional(RoleCredentials.ENDPOINT) != null,
            environment.endpoint("AWS_ENDPOINT_URL_DYNAMODB"),
            environment.endpoint("AWS_ENDPOINT_URL_S3"),
            environment.endpoint("AWS_ENDPOINT_URL_EVENTBRIDGE"),
            environment.endpoint("AWS_ENDPOINT_URL_SESV2"),
            environment.endpoint("AWS_ENDPOINT_URL_SNS"),
            environment.endpoint("AWS_ENDPOINT_URL_SQS"),
            environment.endpoint("AWS_ENDPOINT_URL_SECRETS_MANAGER"));
    environment.check();
    return configuration;
  }

  private static Map<Secret, String> secrets(Environment environment) {
    Map<Secret, String> secrets = new EnumMap<>(Secret.class);
    for (Secret secret : Secret.values()) {
      String arn = environment.secret(secret.variable());
      if (arn != null) {
        secrets.put(secret, arn);
      }
    }
    return secrets;
  }

  private static Policy policy(Environment environment) {
    Policy standard = Policy.standard();
    return new Policy(
        environment.number(
            "SUBMISSION_LIMIT", standard.submissionLimit(), 1, Limit.SUBMISSION_SLOTS.standard()),
        environment.number("SUBMISSION_WINDOW_MONTHS", standard.submissionWindowMonths(), 1, 120),
        environment.constant("PARTNER_QUOTA_SCOPE", standard.partnerScope()),
        environment.constant("CUSTOMER_QUOTA_SCOPE", standard.customerScope()),
        Duration.ofDays(
            environment.number(
                "REQUEST_EXPIRY_DAYS", Limit.REQUEST_EXPIRY_DAYS.standard(), 1, 365)),
        environment.number("REVEALS_PER_HOUR", standard.revealsPerHour(), 1, 1_000_000),
        environment.number(
            "GRANT_UNCONFIRMED",
            standard.unconfirmedGrant(),
            0,
            Limit.SUBMISSION_SLOTS.standard()));
  }

  /// The region, which Lambda always tells.
  String onLambda() {
    if (region == null) {
      throw new BadConfiguration(List.of("AWS_REGION is missing"));
    }
    return region;
  }

  @Override
  public String toString() {
    return "Configuration[" + tableName + "]";
  }
}
