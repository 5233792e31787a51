package io.partway.notifyparties;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import io.partway.core.notification.NotifyParties;
import io.partway.gateway.EventBoundary;
import io.partway.platform.Configuration;
import io.partway.platform.Host;
import io.partway.platform.PlatformModule;
import io.partway.store.StoreModule;
import io.partway.store.TableName;
import jakarta.inject.Singleton;

/// What the function is made of.
@Singleton
@Component(
    dependencies = Host.class,
    modules = {PlatformModule.class, StoreModule.class, NotifyPartiesComponent.Names.class})
interface NotifyPartiesComponent {
  EventBoundary boundary();

  NotifyParties notification();

  /// Makes one on a machine.
  @Component.Factory
  interface Factory {
    NotifyPartiesComponent create(Host host);
  }

  /// What the store calls what the platform reads.
  @Module
  interface Names {
    @Provides
    static TableName tableName(Configuration configuration) {
      return new TableName(configuration.tableName());
    }
  }
}
