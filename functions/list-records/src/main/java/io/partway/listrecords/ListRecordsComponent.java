package io.partway.listrecords;

import dagger.Component;
import dagger.Module;
import dagger.Provides;
import io.partway.gateway.Boundary;
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
    modules = {PlatformModule.class, StoreModule.class, ListRecordsComponent.Names.class})
interface ListRecordsComponent {
  Boundary boundary();

  AssociationsEndpoint associations();

  AssociationEndpoint association();

  RequestEndpoint request();

  RecordsEndpoint records();

  HistoryEndpoint history();

  ReceiptEndpoint receipt();

  ReceiptKeysEndpoint receiptKeys();

  NotificationsEndpoint notifications();

  ReadMarkEndpoint readMark();

  HealthEndpoint health();

  /// Makes one on a machine.
  @Component.Factory
  interface Factory {
    ListRecordsComponent create(Host host);
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
