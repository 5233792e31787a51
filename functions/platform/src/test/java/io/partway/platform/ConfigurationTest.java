package io.partway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigurationTest {
  private static final String ARN =
      "arn:aws:secretsmanager:eu-west-1:000000000000:secret:HistoryKey-AbCdEf";

  @Test
  void takesEveryPolicyValueAtItsDefault() {
    Configuration configuration =
        Configuration.of(Map.of("TABLE_NAME", "Associations", "SUBMISSION_LIMIT", " "));

    assertThat(configuration.tableName()).isEqualTo("Associations");
    assertThat(configuration.policy()).isEqualTo(Policy.standard());
    assertThat(configuration.secrets()).isEmpty();
  }

  @Test
  void takesWhatADeploymentSays() {
    Policy policy =
        Configuration.of(
                Map.of(
                    "TABLE_NAME", "t",
                    "SUBMISSION_LIMIT", "24",
                    "SUBMISSION_WINDOW_MONTHS", "1",
                    "PARTNER_QUOTA_SCOPE", "PAIR",
                    "CUSTOMER_QUOTA_SCOPE", "INITIATOR",
                    "REQUEST_EXPIRY_DAYS", "30",
                    "REVEALS_PER_HOUR", "7",
                    "GRANT_UNCONFIRMED", "0"))
            .policy();

    assertThat(policy)
        .isEqualTo(
            new Policy(
                24, 1, Policy.Scope.PAIR, Policy.Scope.INITIATOR, Duration.ofDays(30), 7, 0));
  }

  @Test
  void tellsEverythingThatIsWrongAtOnceAndNoValue() {
    assertThatThrownBy(() ->
            Configuration.of(
                Map.of(
                    "CURSOR_KEY_ARN", "a-value-of-it-itself",
                    "SUBMISSION_LIMIT", "25",
                    "SUBMISSION_WINDOW_MONTHS", "many",
                    "PARTNER_QUOTA_SCOPE", "pair",
                    "REQUEST_EXPIRY_DAYS", "0",
                    "REVEALS_PER_HOUR", "-1",
                    "GRANT_UNCONFIRMED", "25",
                    "AWS_ENDPOINT_URL_DYNAMODB", "localhost:8000")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContainingAll(
            "TABLE_NAME is missing",
            "CURSOR_KEY_ARN must be the ARN of a secret",
            "SUBMISSION_LIMIT must be a whole number from 1 to 24",
            "SUBMISSION_WINDOW_MONTHS",
            "PARTNER_QUOTA_SCOPE must be one of [INITIATOR, PAIR]",
            "REQUEST_EXPIRY_DAYS",
            "REVEALS_PER_HOUR",
            "GRANT_UNCONFIRMED",
            "AWS_ENDPOINT_URL_DYNAMODB")
        .message()
        .doesNotContain("a-value", "many");
  }

  @Test
  void takesWhereSecretsLie() {
    Configuration configuration =
        Configuration.of(Map.of("TABLE_NAME", "t", "HISTORY_KEY_ARN", ARN));

    assertThat(configuration.secrets()).containsExactly(Map.entry(Secret.HISTORY_KEY, ARN));
  }

  @Test
  void missesASecretThatAFunctionNeeds() {
    Configuration configuration = Configuration.of(Map.of("TABLE_NAME", "t"));

    assertThatThrownBy(() ->
            PlatformModule.cursorKey(
                configuration,
                () -> {
                  throw new AssertionError("asked for no secret");
                },
                Instant::now,
                line -> {}))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("CURSOR_KEY_ARN is missing");
  }

  @Test
  void readsNamedValues() {
    assertThat(
            Configuration.of(
                    Map.of(
                        "TABLE_NAME", "t", "DEAD_LETTER_QUEUES", " b=https://q/1?a=b \n a=Queue "))
                .deadLetterQueues())
        .isEqualTo(Map.of("a", "Queue", "b", "https://q/1?a=b"));
    assertThat(Configuration.of(Map.of("TABLE_NAME", "t")).deadLetterQueues()).isEmpty();
    for (String bad : List.of("a", "=b", "a=", "a=b a=c")) {
      assertThatThrownBy(
              () -> Configuration.of(Map.of("TABLE_NAME", "t", "DEAD_LETTER_QUEUES", bad)))
          .isInstanceOf(BadConfiguration.class)
          .hasMessageContaining("DEAD_LETTER_QUEUES must be pairs name=value");
    }
  }

  @Test
  void asksForTheRegionOnLambdaOnly() {
    assertThatThrownBy(() -> LambdaHost.of(Map.of("TABLE_NAME", "t")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("AWS_REGION is missing");
  }
}
