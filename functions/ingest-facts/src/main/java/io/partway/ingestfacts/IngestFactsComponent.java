package io.partway.ingestfacts;

import dagger.Binds;
import dagger.Component;
import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import io.partway.core.ingest.ImportFile;
import io.partway.core.ingest.ImportFormat;
import io.partway.core.ingest.IngestFacts;
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
    modules = {PlatformModule.class, StoreModule.class, IngestFactsComponent.Bindings.class})
interface IngestFactsComponent {
  EventBoundary boundary();

  IngestFacts ingest();

  /// Made with the first file: events of the bus need no client of the bucket.
  Lazy<ImportFile> files();

  /// Makes one on a machine.
  @Component.Factory
  interface Factory {
    IngestFactsComponent create(Host host);
  }

  /// What no other function needs, and what the store calls what the platform reads.
  @Module
  interface Bindings {
    @Binds
    ImportFormat format(LineFormat format);

    @Provides
    static TableName tableName(Configuration configuration) {
      return new TableName(configuration.tableName());
    }
  }
}
