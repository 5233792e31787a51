package io.partway.store;

import dagger.Binds;
import dagger.Module;
import io.partway.core.association.AssociationStore;
import io.partway.core.event.ChangeSource;
import io.partway.core.event.TickStore;
import io.partway.core.grant.GrantStore;
import io.partway.core.ingest.Checkpoints;
import io.partway.core.ingest.FactStore;
import io.partway.core.notification.DeliveryStore;
import io.partway.core.notification.NotificationStore;
import io.partway.core.operations.OperationsStore;
import io.partway.core.quota.QuotaStore;
import io.partway.core.record.HistoryStore;
import io.partway.core.record.RecordStore;
import io.partway.core.record.TraceStore;
import io.partway.core.rehearsal.Stage;
import io.partway.core.request.RequestStore;
import io.partway.core.reveal.RevealStore;
import io.partway.core.search.CustomerSearch;
import io.partway.core.settings.SettingsStore;
import io.partway.core.verification.CodeStore;

/// Port by port, the adapter that implements it; without [Retry], whose pauses tests do not wait
/// for.
@Module
public interface StoreBindings {
  @Binds
  Stage stage(DynamoStage stage);

  @Binds
  RequestStore requests(DynamoRequestStore store);

  @Binds
  QuotaStore quotas(DynamoQuotaStore store);

  @Binds
  GrantStore grants(DynamoGrantStore store);

  @Binds
  AssociationStore associations(DynamoAssociationStore store);

  @Binds
  RecordStore records(DynamoRecordStore store);

  @Binds
  HistoryStore histories(DynamoHistoryStore store);

  @Binds
  TraceStore traces(DynamoTraceStore store);

  @Binds
  CustomerSearch search(QueryingCustomerSearch search);

  @Binds
  RevealStore reveals(DynamoRevealStore store);

  @Binds
  FactStore facts(DynamoFactStore store);

  @Binds
  CodeStore codes(DynamoCodeStore store);

  @Binds
  SettingsStore settings(DynamoSettingsStore store);

  @Binds
  Checkpoints checkpoints(DynamoCheckpoints store);

  @Binds
  NotificationStore notifications(DynamoNotificationStore store);

  @Binds
  DeliveryStore deliveries(DynamoDeliveryStore store);

  @Binds
  ChangeSource changes(DynamoChangeSource source);

  @Binds
  TickStore ticks(DynamoTickStore store);

  @Binds
  OperationsStore operations(DynamoOperationsStore store);
}
