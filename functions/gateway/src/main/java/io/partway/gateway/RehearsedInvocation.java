package io.partway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import io.partway.core.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a rehearsal, or what follows a restore, has in place of an invocation. Of what is logged in
/// it, only what is worth reading gets through.
final class RehearsedInvocation implements Context {
  /// For all of a rehearsal: publishing a version waits.
  private static final Duration REHEARSAL = Duration.ofSeconds(20);

  /// For what follows a restore: a caller waits, and what has failed by then is tried again in his
  /// call.
  private static final Duration RESTORE = Duration.ofSeconds(2);

  private final String name;
  private final Duration limit;
  private final Ticker ticker;
  private final long start;

  private RehearsedInvocation(String name, Duration limit, Ticker ticker, long start) {
    this.name = name;
    this.limit = limit;
    this.ticker = ticker;
    this.start = start;
  }

  /// A rehearsal that begins now.
  static RehearsedInvocation rehearsal(Ticker ticker) {
    return new RehearsedInvocation("rehearsal", REHEARSAL, ticker, ticker.nanos());
  }

  /// What begins now, after a restore.
  static RehearsedInvocation restore(Ticker ticker) {
    return new RehearsedInvocation("restore", RESTORE, ticker, ticker.nanos());
  }

  @Override
  public int getRemainingTimeInMillis() {
    return Math.max(0, (int) limit.minusNanos(ticker.nanos() - start).toMillis());
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        log(message.getBytes(UTF_8));
      }

      @Override
      public void log(byte[] message) {
        if (!new String(message, UTF_8).contains("\"level\":\"info\"")) {
          LambdaRuntime.getLogger().log(message);
        }
      }
    };
  }

  @Override
  public String getAwsRequestId() {
    return name;
  }

  @Override
  public String getFunctionName() {
    return name;
  }

  @Override
  public String getLogGroupName() {
    return "";
  }

  @Override
  public String getLogStreamName() {
    return "";
  }

  @Override
  public String getFunctionVersion() {
    return "";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "";
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getMemoryLimitInMB() {
    return 0;
  }
}
