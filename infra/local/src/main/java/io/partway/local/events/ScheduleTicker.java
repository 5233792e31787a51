package io.partway.local.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.partway.local.functions.Functions;
import io.partway.local.template.Schedule;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Stands for EventBridge's schedule. It ticks by real time, whatever the system's clock says; a
/// jump of that clock calls [#runOnce()].
public final class ScheduleTicker implements AutoCloseable {
  private final List<Schedule> schedules;
  private final Functions functions;
  private final InstantSource clock;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("schedule").factory());

  /// @param clock whose time the events carry
  public ScheduleTicker(List<Schedule> schedules, Functions functions, InstantSource clock) {
    this.schedules = List.copyOf(schedules);
    this.functions = functions;
    this.clock = clock;
  }

  /// Starts ticking.
  public void start() {
    for (var schedule : schedules) {
      var every = schedule.every().toMillis();
      var _ =
          executor.scheduleWithFixedDelay(() -> run(schedule), every, every, TimeUnit.MILLISECONDS);
    }
  }

  /// Invokes every scheduled function once and waits for it.
  public void runOnce() {
    schedules.forEach(this::run);
  }

  private synchronized void run(Schedule schedule) {
    var event = JsonNodeFactory.instance.objectNode();
    event.put("version", "0");
    event.put("id", UUID.randomUUID().toString());
    event.put("detail-type", "Scheduled Event");
    event.put("source", "aws.scheduler");
    event.put("account", "000000000000");
    event.put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", "eu-west-1");
    event
        .putArray("resources")
        .add("arn:aws:scheduler:eu-west-1:000000000000:schedule/default/" + schedule.name());
    event.put("detail", "{}");
    // A failure is told on the console by the functions themselves; the next tick tries again.
    var _ =
        functions.invoke(schedule.function(), event.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
