package io.partway.testkit.function;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import io.partway.core.event.RunTick;
import io.partway.core.event.TickStore;
import io.partway.core.grant.GrantQuota;
import io.partway.core.ingest.IngestFacts;
import io.partway.core.notification.NotificationStore;
import io.partway.core.operations.OperationsStore;
import io.partway.core.record.RecordStore;
import io.partway.core.record.ViewHistory;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.ExpireRequests;
import io.partway.core.request.SubmitDisassociation;
import io.partway.core.settings.SettingsStore;
import io.partway.core.verification.CodeIssuer;
import io.partway.platform.Configuration;
import io.partway.platform.Host;
import io.partway.platform.PlatformModule;
import io.partway.store.StoreModule;
import io.partway.store.TableName;
import jakarta.inject.Singleton;

/// What brings facts into a world, and time's effects.
@Singleton
@Component(
    dependencies = Host.class,
    modules = {PlatformModule.class, StoreModule.class, WorldComponent.Names.class})
interface WorldComponent {
  IngestFacts ingest();

  ExpireRequests expire();

  RunTick schedule();

  TickStore ticks();

  OperationsStore operations();

  SubmitDisassociation submit();

  DecideRequest decide();

  GrantQuota grants();

  RecordStore records();

  NotificationStore notifications();

  SettingsStore settings();

  CodeIssuer codes();

  ViewHistory histories();

  /// Makes one on a machine.
  @Component.Factory
  interface Factory {
    WorldComponent create(Host host);
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
