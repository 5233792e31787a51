package io.partway.expirerequests;

import io.partway.core.event.RunTick;
import io.partway.core.event.Tick;
import io.partway.gateway.EventFunction;
import io.partway.platform.Host;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes down, whenever the schedule ticks, that requests have expired, and that deciders are to
/// be reminded. What the event says does not matter.
///
/// Answers `expired`, `overtaken` (found overdue, but brought to their end by somebody else),
/// `reminders` and `complete`: false when there was no time for all of it, which the next tick
/// makes good.
public final class ExpireRequestsFunction extends EventFunction {
  private final RunTick schedule;

  /// On Lambda.
  public ExpireRequestsFunction() {
    this(Host.lambda());
  }

  /// On this machine.
  public ExpireRequestsFunction(Host host) {
    this(DaggerExpireRequestsComponent.factory().create(host));
  }

  private ExpireRequestsFunction(ExpireRequestsComponent component) {
    super(component.boundary());
    this.schedule = component.tick();
  }

  @Override
  protected Map<String, @Nullable Object> handle(byte[] event) {
    Tick tick = schedule.run();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("expired", tick.expired());
    answer.put("overtaken", tick.overtaken());
    answer.put("reminders", tick.reminders());
    answer.put("complete", tick.complete());
    return answer;
  }
}
