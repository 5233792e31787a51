package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partway.core.Deadline;
import io.partway.core.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class RetryTest {
  private final List<Duration> pauses = new ArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private final Retry retry = new Retry(new Random(1), pauses::add);

  private String failing(int times, RuntimeException fault) {
    return retry.call(() -> {
      if (attempts.incrementAndGet() <= times) {
        throw fault;
      }
      return "through";
    });
  }

  private static DynamoDbException answered(String code, int status) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .statusCode(status)
            .build();
  }

  private static TransactionCanceledException cancelled(String... codes) {
    return TransactionCanceledException.builder()
        .cancellationReasons(
            List.of(codes).stream()
                .map(code -> CancellationReason.builder().code(code).build())
                .toList())
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ThrottlingException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "TransactionConflictException",
        "TransactionInProgressException"
      })
  void whatPassesIsAttemptedAgain(String code) {
    assertThat(failing(3, answered(code, 400))).isEqualTo("through");
    assertThat(attempts).hasValue(4);
  }

  @Test
  void soIsAnOutageALostAnswerAndACancellationByOthers() {
    assertThat(failing(1, answered("Whatever", 503))).isEqualTo("through");
    attempts.set(0);
    assertThat(failing(1, SdkClientException.create("reset"))).isEqualTo("through");
    attempts.set(0);
    assertThat(failing(1, cancelled("None", "TransactionConflict"))).isEqualTo("through");
    attempts.set(0);
    assertThat(failing(1, new Retry.Unprocessed())).isEqualTo("through");
  }

  @Test
  void aMistakeIsNot() {
    assertThatThrownBy(() -> failing(1, answered("ValidationException", 400)))
        .isInstanceOf(DynamoDbException.class);
    assertThatThrownBy(() -> failing(9, cancelled("ValidationError", "None")))
        .isInstanceOf(TransactionCanceledException.class);
    assertThatThrownBy(() -> failing(9, new IllegalStateException()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void attemptsAreBoundedAndPausesGrowWithJitter() {
    assertThatThrownBy(() -> failing(99, SdkClientException.create("reset")))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(attempts).hasValue(10);
    assertThat(pauses).hasSize(9);
    assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofSeconds(1)) < 0);
    assertThat(pauses.getFirst()).isLessThan(Duration.ofMillis(20));
    assertThat(pauses).doesNotHaveDuplicates();
  }

  @Test
  void noPauseOutlastsTheDeadline() {
    ScopedValue.where(Deadline.CURRENT, () -> Duration.ZERO)
        .run(() ->
            assertThatThrownBy(() -> failing(99, SdkClientException.create("reset")))
                .isInstanceOf(StoreUnavailable.class));
    assertThat(attempts).hasValue(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void anInterruptEndsIt() {
    Retry interrupted =
        new Retry(
            new Random(1),
            pause -> {
              throw new InterruptedException();
            });
    assertThatThrownBy(() ->
            interrupted.call(() -> {
              throw SdkClientException.create("reset");
            }))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aTokenFitsAndIsNewEachTime() {
    assertThat(retry.token()).hasSize(32).isNotEqualTo(retry.token());
  }
}
