package io.partway.testkit;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// DynamoDB on a bad day, which no engine on one machine has by itself: contention, throttling, and
/// answers lost after the call took effect. Which calls fail, and how, follows from the seed and
/// their order.
public final class FaultyDynamoDb {
  private final Random random;
  private final double share;
  private final AtomicInteger faults = new AtomicInteger();
  private final DynamoDbClient client;
  private volatile boolean firstReasonOnly;

  /// @param share of calls that fail, 0 to 1
  public FaultyDynamoDb(DynamoDbClient client, long seed, double share) {
    this.random = new Random(seed);
    this.share = share;
    this.client = DynamoDbProxy.of(client, this::around);
  }

  /// One on which half of all calls fail.
  public static FaultyDynamoDb half(DynamoDbClient client, long seed) {
    return new FaultyDynamoDb(client, seed, 0.5);
  }

  /// One that fails nothing, but names of a cancelled transaction's failed conditions only the
  /// first, as the service may.
  public static FaultyDynamoDb terse(DynamoDbClient client) {
    FaultyDynamoDb faulty = new FaultyDynamoDb(client, 0, 0);
    faulty.firstReasonOnly = true;
    return faulty;
  }

  /// Names of failed conditions only the first from now on.
  public FaultyDynamoDb firstReasonOnly() {
    firstReasonOnly = true;
    return this;
  }

  /// The client that fails.
  public DynamoDbClient client() {
    return client;
  }

  /// How many calls have failed.
  public int faults() {
    return faults.get();
  }

  private enum Fault {
    CONFLICT,
    THROTTLE,
    LOST_REQUEST,
    LOST_ANSWER,
    ERROR_AFTER_EFFECT
  }

  private DynamoDbResponse around(
      String operation, DynamoDbRequest request, Supplier<DynamoDbResponse> call) {
    if (random.nextDouble() >= share) {
      return called(call);
    }
    faults.incrementAndGet();
    switch (Fault.values()[random.nextInt(Fault.values().length)]) {
      case CONFLICT -> throw conflict(request);
      case THROTTLE -> throw answered("ProvisionedThroughputExceededException", 400);
      case LOST_REQUEST -> throw SdkClientException.create("connection refused");
      case LOST_ANSWER -> {
        called(call);
        throw SdkClientException.create("connection reset");
      }
      case ERROR_AFTER_EFFECT -> {
        called(call);
        throw answered("InternalServerError", 500);
      }
    }
    throw new IllegalStateException("every fault throws");
  }

  private DynamoDbResponse called(Supplier<DynamoDbResponse> call) {
    try {
      return call.get();
    } catch (TransactionCanceledException e) {
      throw firstReasonOnly ? first(e) : e;
    }
  }

  private static DynamoDbException conflict(DynamoDbRequest request) {
    if (request instanceof TransactWriteItemsRequest transaction) {
      List<CancellationReason> reasons =
          transaction.transactItems().stream().map(item -> reason("TransactionConflict")).toList();
      return TransactionCanceledException.builder()
          .message("Transaction cancelled")
          .cancellationReasons(reasons)
          .awsErrorDetails(details("TransactionCanceledException"))
          .statusCode(400)
          .build();
    }
    return answered("TransactionConflictException", 400);
  }

  private static TransactionCanceledException first(TransactionCanceledException e) {
    boolean[] told = new boolean[1];
    List<CancellationReason> reasons =
        e.cancellationReasons().stream()
            .map(reason -> {
              if ("None".equals(reason.code()) || told[0]) {
                return reason("None");
              }
              told[0] = true;
              return reason;
            })
            .toList();
    return e.toBuilder().cancellationReasons(reasons).build();
  }

  private static DynamoDbException answered(String code, int status) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .message(code)
            .awsErrorDetails(details(code))
            .statusCode(status)
            .build();
  }

  private static CancellationReason reason(String code) {
    return CancellationReason.builder().code(code).build();
  }

  private static AwsErrorDetails details(String code) {
    return AwsErrorDetails.builder()
        .errorCode(code)
        .errorMessage(code)
        .serviceName("DynamoDb")
        .build();
  }
}
