package io.partway.describeevents;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dagger.Lazy;
import io.partway.core.event.Change;
import io.partway.core.event.Events;
import io.partway.core.event.RepublishEvents;
import io.partway.core.event.RepublishEvents.Progress;
import io.partway.core.operations.Heartbeat;
import io.partway.gateway.EventAnswer;
import io.partway.gateway.EventBoundary;
import io.partway.gateway.EventFailed;
import io.partway.platform.Host;
import io.partway.store.StreamRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tells the events that the table's changes are: the enrichment of the Pipe between the table's
/// stream and the bus. A list of stream records in, the list of what goes into `detail` out, one
/// element for each event.
///
/// Of the schedule's ticks, which come through the stream like everything else, it only notes that
/// they have come.
///
/// Asked to `republish`, `from` one instant `to` another, both included, it derives the events of
/// all that is stored again and puts them on the bus itself. It then answers `events` (how many),
/// `unreadable` (how many records could not be told of), `complete`, and `after`: while there is
/// more, what the next call is to be given as `after`.
public final class DescribeEventsFunction implements RequestStreamHandler {
  /// What the bus takes at once. A Pipe whose enrichment returns more loses all of it without a
  /// word.
  private static final int TARGET = 10;

  private final EventBoundary boundary;
  private final InstantSource clock;
  private final Lazy<RepublishEvents> republish;
  private final Lazy<Heartbeat> heartbeat;

  /// On Lambda.
  public DescribeEventsFunction() {
    this(Host.lambda());
  }

  /// On this machine.
  public DescribeEventsFunction(Host host) {
    this(DaggerDescribeEventsComponent.factory().create(host));
  }

  private DescribeEventsFunction(DescribeEventsComponent component) {
    this.boundary = component.boundary();
    this.clock = component.clock();
    this.republish = component.republish();
    this.heartbeat = component.heartbeat();
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    boundary.handle(this::answer, in, out, context);
  }

  private EventAnswer answer(byte[] event) throws IOException {
    return switch (Input.of(event)) {
      case Input.Batch(var records) -> describe(records);
      case Input.Republish(var from, var to, var after) ->
          members(republish.get().republish(from, to, after));
    };
  }

  private EventAnswer describe(List<Map<?, ?>> records) {
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    List<Instant> ticks = new ArrayList<>();
    for (Map<?, ?> record : records) {
      Change change = StreamRecords.change(record).orElse(null);
      if (change instanceof Change.Ticked(var at)) {
        ticks.add(at);
      } else if (change != null) {
        Events.announced(change).stream().map(EventDetail::of).forEach(events::add);
      }
    }
    if (events.size() > TARGET) {
      // Sent again in smaller batches.
      throw new EventFailed("more events than the bus takes at once");
    }
    ticks.stream().max(Comparator.naturalOrder()).ifPresent(this::heard);
    return new EventAnswer.Items(events, age(records));
  }

  /// How long ago the oldest of these changes happened: a Pipe itself has no measure of how late it
  /// is.
  private Map<String, Long> age(List<Map<?, ?>> records) {
    return records.stream()
        .map(record -> record.get("ApproximateCreationDateTime"))
        .filter(Objects::nonNull)
        .map(seconds -> new BigDecimal(seconds.toString()).movePointRight(3).longValue())
        .min(Comparator.naturalOrder())
        .map(oldest -> Map.of("ageMillis", Math.max(0, clock.millis() - oldest)))
        .orElse(Map.of());
  }

  /// What is wrong with the measuring, be it a missing permission, must not stop what it measures;
  /// the health check shows that nothing was heard.
  private void heard(Instant tick) {
    try {
      heartbeat.get().heard(tick);
    } catch (RuntimeException _) {
      // Told by what it leaves undone.
    }
  }

  private static EventAnswer members(Progress progress) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("events", progress.events());
    answer.put("unreadable", progress.unreadable());
    answer.put("complete", progress.next() == null);
    answer.put("after", progress.next() == null ? null : progress.next().text());
    return new EventAnswer.Members(answer);
  }
}
