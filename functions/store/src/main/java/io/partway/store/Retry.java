package io.partway.store;

import io.partway.core.Deadline;
import io.partway.core.StoreUnavailable;
import io.partway.core.rehearsal.Rehearsal;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Attempts a call again where contention, throttling, an outage or a lost answer stood in its way,
/// after pauses of full jitter that grow, as long as the invocation's deadline allows; then gives
/// up with [StoreUnavailable].
///
/// The client's own retries should be off: this counts attempts on the assumption that each is one
/// call.
public final class Retry {
  private static final int ATTEMPTS = 10;
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final int INTERNAL_ERROR = 500;

  /// Error codes, of calls and of cancelled transactions' items, that pass by themselves.
  private static final Set<String> PASSING =
      Set.of(
          "InternalServerError",
          "InternalServerErrorException",
          "LimitExceededException",
          "ProvisionedThroughputExceeded",
          "ProvisionedThroughputExceededException",
          "ReplicatedWriteConflictException",
          "RequestLimitExceeded",
          "ServiceUnavailable",
          "ThrottlingError",
          "ThrottlingException",
          "TransactionConflict",
          "TransactionConflictException",
          "TransactionInProgressException");

  private final RandomGenerator random;
  private final Pause pause;

  /// @param random for jitter and tokens
  public Retry(RandomGenerator random, Pause pause) {
    this.random = random;
    this.pause = pause;
  }

  /// Part of a batch was left undone for lack of throughput; the attempt remembers which.
  static final class Unprocessed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unprocessed() {
      super("unprocessed keys");
    }
  }

  /// The result of the first attempt that comes through.
  ///
  /// @throws StoreUnavailable when none does in time
  <T> T call(Supplier<T> attempt) {
    for (int number = 1; ; number++) {
      try {
        return attempt.get();
      } catch (SdkException | Unprocessed e) {
        if (!passes(e)) {
          throw e;
        }
        pause(number, e);
      }
    }
  }

  /// Marks one write over all its attempts, so that one whose answer was lost is not done twice.
  String token() {
    return HexFormat.of().toHexDigits(random.nextLong())
        + HexFormat.of().toHexDigits(random.nextLong());
  }

  private void pause(int attempts, RuntimeException cause) {
    if (Rehearsal.running()) {
      throw new StoreUnavailable("no answer from the table in a rehearsal", cause);
    }
    Duration longest = SHORTEST.multipliedBy(1L << attempts);
    long bound = Math.min(longest.toNanos(), LONGEST.toNanos());
    Duration jittered = Duration.ofNanos(random.nextLong(bound));
    if (attempts == ATTEMPTS || Deadline.current().remaining().compareTo(jittered) <= 0) {
      throw new StoreUnavailable("no answer from the table after " + attempts + " attempts", cause);
    }
    try {
      pause.last(jittered);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted", e);
    }
  }

  private static boolean passes(RuntimeException e) {
    return switch (e) {
      case TransactionCanceledException cancelled ->
          cancelled.cancellationReasons().stream()
              .map(CancellationReason::code)
              .allMatch(code -> code == null || code.equals("None") || PASSING.contains(code));
      case AwsServiceException answered ->
          answered.statusCode() >= INTERNAL_ERROR
              || (answered.awsErrorDetails() != null
                  && PASSING.contains(answered.awsErrorDetails().errorCode()));
      case SdkClientException _, Unprocessed _ -> true;
      default -> false;
    };
  }
}
