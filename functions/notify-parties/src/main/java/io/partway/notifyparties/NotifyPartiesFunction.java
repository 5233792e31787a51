package io.partway.notifyparties;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.partway.core.notification.NotifyParties;
import io.partway.core.notification.NotifyParties.Told;
import io.partway.gateway.EventFailed;
import io.partway.gateway.EventFunction;
import io.partway.platform.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tells the parties of one event of the bus (source `partway`): in their lists, by e-mail and by
/// text message.
///
/// Answers `listed` (new in the lists), `sent`, `repeated` (those of the sent that may have gone
/// out before) and `alreadySent`. If a single message did not go out it fails, with a reason for
/// each: then the same event has to come again, and what has gone out is left alone.
public final class NotifyPartiesFunction extends EventFunction {
  private final NotifyParties notification;

  /// On Lambda.
  public NotifyPartiesFunction() {
    this(Host.lambda());
  }

  /// On this machine.
  public NotifyPartiesFunction(Host host) {
    this(DaggerNotifyPartiesComponent.factory().create(host));
  }

  private NotifyPartiesFunction(NotifyPartiesComponent component) {
    super(component.boundary());
    this.notification = component.notification();
  }

  @Override
  protected Map<String, @Nullable Object> handle(byte[] event) {
    Told told = notification.tell(ToldEvent.of(event));
    if (!told.failures().isEmpty()) {
      throw new EventFailed(reasons(told.failures()));
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("listed", told.listed());
    answer.put("sent", told.sent());
    answer.put("repeated", told.repeated());
    answer.put("alreadySent", told.alreadySent());
    return answer;
  }

  /// Each once, with how often where that is more: an outage gives all messages the same.
  private static String reasons(List<String> failures) {
    return failures.stream()
        .collect(groupingBy(each -> each, TreeMap::new, counting()))
        .entrySet()
        .stream()
        .map(each ->
            each.getValue() == 1 ? each.getKey() : each.getKey() + " (" + each.getValue() + ")")
        .collect(joining("; "));
  }
}
