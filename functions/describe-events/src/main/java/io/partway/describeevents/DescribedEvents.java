package io.partway.describeevents;

import io.partway.core.event.Announcement;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.EventBus;
import io.partway.platform.Bus;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;

/// Puts events on the bus in the form in which the Pipe puts them there.
final class DescribedEvents implements EventBus {
  private final Bus bus;

  @Inject
  DescribedEvents(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void put(List<Announcement> events) throws IOException {
    bus.put(
        events.stream()
            .map(told ->
                new Bus.Entry(DomainEvent.SOURCE, told.event().type().text(), EventDetail.of(told)))
            .toList());
  }
}
