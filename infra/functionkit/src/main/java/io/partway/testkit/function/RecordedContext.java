package io.partway.testkit.function;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/// An invocation that keeps what was logged.
public final class RecordedContext implements Context {
  private final List<String> lines = new ArrayList<>();
  private final IntSupplier remainingMillis;

  /// @param remainingMillis what is left of the invocation, whenever it is asked for
  public RecordedContext(int remainingMillis) {
    this(() -> remainingMillis);
  }

  /// @param remainingMillis tells what is left of the invocation
  public RecordedContext(IntSupplier remainingMillis) {
    this.remainingMillis = remainingMillis;
  }

  /// What was logged, line by line.
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        throw new AssertionError("Lambda would wrap this into a line of its own: " + message);
      }

      @Override
      public void log(byte[] message) {
        lines.add(new String(message, StandardCharsets.UTF_8));
      }
    };
  }

  @Override
  public String getAwsRequestId() {
    return "invocation-1";
  }

  @Override
  public String getLogGroupName() {
    return "group";
  }

  @Override
  public String getLogStreamName() {
    return "stream";
  }

  @Override
  public String getFunctionName() {
    return "function-under-test";
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:eu-west-1:000000000000:function:function-under-test";
  }

  @Override
  @SuppressWarnings("NullAway") // Nobody signs in through the mobile SDK.
  public CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  @SuppressWarnings("NullAway") // Nobody signs in through the mobile SDK.
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return remainingMillis.getAsInt();
  }

  @Override
  public int getMemoryLimitInMB() {
    return 1_769;
  }
}
