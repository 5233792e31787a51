package io.partway.expirerequests;

import io.partway.core.request.ExpireRequests;
import io.partway.core.request.ExpireRequests.Sweep;
import io.partway.gateway.EventFunction;
import io.partway.platform.Host;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes down, whenever the schedule ticks, that requests have expired. What the event says does
/// not matter.
///
/// Answers `expired`, `overtaken` (found overdue, but brought to their end by somebody else) and
/// `complete`: false when there was no time for all of them, which the next tick makes good.
public final class ExpireRequestsFunction extends EventFunction {
  private final ExpireRequests requests;

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
    this.requests = component.requests();
  }

  @Override
  protected Map<String, @Nullable Object> handle(byte[] event) {
    Sweep sweep = requests.sweep();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("expired", sweep.expired());
    answer.put("overtaken", sweep.overtaken());
    answer.put("complete", sweep.complete());
    return answer;
  }
}
