package io.partway.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Lambda function that something else than a call drives: the clock, a bus, a queue, a bucket.
public abstract class EventFunction implements RequestStreamHandler {
  private final EventBoundary boundary;

  protected EventFunction(EventBoundary boundary) {
    this.boundary = boundary;
  }

  /// Handles an event within the invocation's [io.partway.core.Deadline].
  ///
  /// @param event as it was sent
  /// @return the answer's members; those that are numbers and flags are logged, too
  /// @throws EventFailed with a reason that may be shown
  /// @throws IOException as any other exception, when the event is to be sent again
  protected abstract Map<String, @Nullable Object> handle(byte[] event) throws IOException;

  @Override
  public final void handleRequest(InputStream in, OutputStream out, Context context)
      throws IOException {
    boundary.handle(sent -> new EventAnswer.Members(handle(sent)), in, out, context);
  }
}
