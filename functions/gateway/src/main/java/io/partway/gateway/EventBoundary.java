package io.partway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import io.partway.core.Deadline;
import io.partway.core.KeysUnavailable;
import io.partway.core.Ticker;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happens around every event: one line is logged, and a failure is thrown in a form that
/// tells nothing of what was sent.
@Singleton
public final class EventBoundary {
  /// Kept back from the invocation's time for writing the answer.
  private static final Duration RESERVE = Duration.ofMillis(250);

  private final JsonText json;
  private final Log log;
  private final Ticker ticker;

  @SuppressWarnings("unused") // held for the runtime, which does not
  private final Snapshot snapshot;

  @Inject
  EventBoundary(JsonText json, Log log, Ticker ticker) {
    this.json = json;
    this.log = log;
    this.ticker = ticker;
    this.snapshot = Snapshot.of(() -> rehearse(json, log, ticker), () -> {});
  }

  /// Writes an answer and a line of the log. No more: nobody waits for what events drive, and what
  /// handles them writes.
  private static void rehearse(JsonText json, Log log, Ticker ticker) {
    Context invocation = RehearsedInvocation.rehearsal(ticker);
    try {
      Map<String, @Nullable Object> line =
          Log.head("info", invocation, invocation.getAwsRequestId());
      line.put("answer", json.text(line));
      log.write(invocation, line);
    } catch (RuntimeException | LinkageError e) {
      log.write(invocation, Log.failure("error", invocation, invocation.getAwsRequestId(), e));
    }
  }

  /// What handles an event within the invocation's [Deadline].
  @FunctionalInterface
  public interface Handler {
    /// @param event as it was sent
    /// @throws EventFailed with a reason that may be shown
    /// @throws IOException as any other exception, when the event is to be sent again
    EventAnswer handle(byte[] event) throws IOException;
  }

  /// Handles one event.
  public void handle(Handler handler, InputStream in, OutputStream out, Context context)
      throws IOException {
    long start = ticker.nanos();
    String requestId = context.getAwsRequestId();
    byte[] event = in.readAllBytes();
    Deadline deadline = () -> Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    EventAnswer answer;
    try {
      answer =
          ScopedValue.where(Deadline.CURRENT, deadline)
              .<EventAnswer, IOException>call(() -> handler.handle(event));
    } catch (EventFailed e) {
      Map<String, @Nullable Object> line = Log.head("warn", context, requestId);
      line.put("reason", e.getMessage());
      log.write(context, line);
      throw e;
    } catch (IOException | RuntimeException e) {
      Map<String, @Nullable Object> line = Log.failure("error", context, requestId, e);
      if (e instanceof KeysUnavailable) {
        line.put("reason", e.getMessage());
      }
      log.write(context, line);
      throw new EventFailed(e.getClass().getSimpleName());
    }
    Map<String, @Nullable Object> line = Log.head("info", context, requestId);
    switch (answer) {
      case EventAnswer.Members(var members) -> {
        out.write(json.text(members).getBytes(UTF_8));
        members.forEach((name, value) -> {
          if (value instanceof Number || value instanceof Boolean) {
            line.put(name, value);
          }
        });
      }
      case EventAnswer.Items(var items, var measures) -> {
        out.write(json.text(items).getBytes(UTF_8));
        line.put("items", items.size());
        line.putAll(measures);
      }
    }
    line.put("durationMillis", Duration.ofNanos(ticker.nanos() - start).toMillis());
    log.write(context, line);
  }
}
