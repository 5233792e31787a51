package io.partway.describeevents;

import dagger.Binds;
import dagger.Component;
import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import io.partway.core.event.EventBus;
import io.partway.core.event.RepublishEvents;
import io.partway.core.operations.Heartbeat;
import io.partway.gateway.EventBoundary;
import io.partway.platform.Configuration;
import io.partway.platform.Host;
import io.partway.platform.PlatformModule;
import io.partway.store.StoreModule;
import io.partway.store.TableName;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// What the function is made of.
@Singleton
@Component(
    dependencies = Host.class,
    modules = {PlatformModule.class, StoreModule.class, DescribeEventsComponent.Names.class})
interface DescribeEventsComponent {
  EventBoundary boundary();

  InstantSource clock();

  /// Made when asked for: the Pipe, which asks all the time, needs no bus, and the table once a
  /// minute.
  Lazy<RepublishEvents> republish();

  /// Made when the first tick of the schedule comes by.
  Lazy<Heartbeat> heartbeat();

  /// Makes one on a machine.
  @Component.Factory
  interface Factory {
    DescribeEventsComponent create(Host host);
  }

  /// What the store calls what the platform reads, and where events go.
  @Module
  interface Names {
    @Provides
    static TableName tableName(Configuration configuration) {
      return new TableName(configuration.tableName());
    }

    @Binds
    EventBus bus(DescribedEvents bus);
  }
}
