package io.partway.store;

import dagger.BindsInstance;
import dagger.Component;
import io.partway.core.IdSource;
import io.partway.core.KeyRing;
import io.partway.core.SecretKeys;
import io.partway.core.Ticker;
import io.partway.core.association.AssociationStore;
import io.partway.core.event.ChangeSource;
import io.partway.core.event.RunTick;
import io.partway.core.event.TickStore;
import io.partway.core.grant.ConfirmGrant;
import io.partway.core.grant.GrantQuota;
import io.partway.core.grant.GrantStore;
import io.partway.core.grant.ListGrants;
import io.partway.core.history.Ledger;
import io.partway.core.ingest.Checkpoints;
import io.partway.core.ingest.FactStore;
import io.partway.core.ingest.IngestFacts;
import io.partway.core.message.MessageSender;
import io.partway.core.notification.DeliveryStore;
import io.partway.core.notification.NotificationStore;
import io.partway.core.notification.NotifyParties;
import io.partway.core.operations.OperationsStore;
import io.partway.core.policy.Policy;
import io.partway.core.quota.QuotaStore;
import io.partway.core.record.ErasePerson;
import io.partway.core.record.ViewHistory;
import io.partway.core.request.CheckEligibility;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.ExpireRequests;
import io.partway.core.request.RequestStore;
import io.partway.core.request.SubmitDisassociation;
import io.partway.core.request.ViewPair;
import io.partway.core.reveal.RevealCustomers;
import io.partway.core.reveal.RevealStore;
import io.partway.core.settings.SettingsStore;
import io.partway.core.verification.CodeIssuer;
import io.partway.core.verification.CodeSource;
import io.partway.core.verification.CodeStore;
import io.partway.core.verification.Verifier;
import jakarta.inject.Named;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The use cases and their stores over one client: what a function's component is on Lambda.
@Component(modules = StoreBindings.class)
public interface Partway {
  ViewHistory histories();

  ErasePerson erasures();

  SubmitDisassociation submits();

  DecideRequest decides();

  ExpireRequests expiries();

  CheckEligibility checks();

  ViewPair views();

  RevealCustomers reveals();

  IngestFacts ingests();

  RequestStore requests();

  FactStore facts();

  QuotaStore quotas();

  AssociationStore associations();

  RevealStore looks();

  Checkpoints checkpoints();

  NotificationStore notifications();

  DeliveryStore deliveries();

  NotifyParties notification();

  ChangeSource changes();

  RunTick tick();

  TickStore ticks();

  OperationsStore operations();

  GrantQuota grants();

  ConfirmGrant confirmations();

  ListGrants grantLists();

  GrantStore grantStore();

  CodeStore codes();

  SettingsStore settings();

  Verifier verifier();

  CodeIssuer issuer();

  /// One over this client, whose retries wait for nothing, and that sends nothing.
  static Partway over(
      DynamoDbClient client, TableName table, InstantSource clock, Policy policy, long seed) {
    return over(client, table, clock, policy, Scene.LEDGER, seed);
  }

  /// The same with another ledger.
  static Partway over(
      DynamoDbClient client,
      TableName table,
      InstantSource clock,
      Policy policy,
      Ledger ledger,
      long seed) {
    return over(
        client,
        table,
        clock,
        policy,
        ledger,
        seed,
        message -> {
          throw new UnsupportedOperationException("sends nothing");
        });
  }

  /// The same by a carrier that sends.
  static Partway over(
      DynamoDbClient client,
      TableName table,
      InstantSource clock,
      Policy policy,
      Ledger ledger,
      long seed,
      MessageSender sender) {
    AtomicInteger ids = new AtomicInteger();
    return DaggerPartway.factory()
        .create(
            client,
            table,
            clock,
            policy,
            ledger,
            () -> "id-" + seed + "-" + ids.incrementAndGet(),
            SecretKeys.of(KeyRing.of("a-pepper-for-tests")),
            () -> Integer.toString(123_456 + ids.incrementAndGet()),
            sender,
            // Tokens must differ between tables: they are the account's.
            new Retry(new Random((seed << 32) ^ table.value().hashCode()), duration -> {}),
            () -> 0);
  }

  @Component.Factory
  interface Factory {
    Partway create(
        @BindsInstance DynamoDbClient client,
        @BindsInstance TableName table,
        @BindsInstance InstantSource clock,
        @BindsInstance Policy policy,
        @BindsInstance Ledger ledger,
        @BindsInstance IdSource ids,
        @BindsInstance @Named("CODE_PEPPER") SecretKeys pepper,
        @BindsInstance CodeSource codes,
        @BindsInstance MessageSender sender,
        @BindsInstance Retry retry,
        @BindsInstance Ticker ticker);
  }
}
