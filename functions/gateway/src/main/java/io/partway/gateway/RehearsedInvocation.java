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

/// What a rehearsal has in place of an invocation. Of what is logged in it, only what is worth
/// reading gets through.
final class RehearsedInvocation implements Context {
  /// For all of it: publishing a version waits.
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Ticker ticker;
  private final long start;

  private RehearsedInvocation(Ticker ticker, long start) {
    this.ticker = ticker;
    this.start = start;
  }

  /// One that begins now.
  static RehearsedInvocation begun(Ticker ticker) {
    return new RehearsedInvocation(ticker, ticker.nanos());
  }

  @Override
  public int getRemainingTimeInMillis() {
    return Math.max(0, (int) LIMIT.minusNanos(ticker.nanos() - start).toMillis());
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
    return "rehearsal";
  }

  @Override
  public String getFunctionName() {
    return "rehearsal";
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
