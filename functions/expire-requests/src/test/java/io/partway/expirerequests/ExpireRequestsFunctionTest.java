package io.partway.expirerequests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dagger.Component;
import io.partway.core.KeyRing;
import io.partway.core.SecretKeys;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.history.Head;
import io.partway.core.history.Ledger;
import io.partway.core.ingest.FactStore;
import io.partway.core.ingest.Known;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.RequestStatus;
import io.partway.core.request.RequestStore;
import io.partway.core.request.RequestStore.Commit;
import io.partway.gateway.EventFailed;
import io.partway.platform.Host;
import io.partway.platform.PlatformModule;
import io.partway.platform.Secret;
import io.partway.platform.Secrets;
import io.partway.store.StoreModule;
import io.partway.store.TableName;
import io.partway.store.Tables;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.EmbeddedDynamoDb;
import io.partway.testkit.FaultyDynamoDb;
import io.partway.testkit.MutableClock;
import io.partway.testkit.function.BareHost;
import io.partway.testkit.function.KnownSecrets;
import io.partway.testkit.function.RoleOf;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A tick in, counts out, everything between as deployed.
@ExtendWith(EmbeddedDynamoDb.class)
class ExpireRequestsFunctionTest {
  private static final String HISTORY_KEY = "histories-in-tests-and-nothing-else";
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant DEADLINE = NOW.plus(Duration.ofDays(15));
  private static final Pair PAIR = new Pair(new CustomerId("c1"), new PartnerId("p1"));
  private static final RequestId REQUEST = RequestId.derive(Party.PARTNER, PAIR, "key");

  private final MutableClock clock = new MutableClock(NOW);
  private final List<String> log = new ArrayList<>();
  private final DynamoDbClient client;
  private final TableName table;
  private final RequestStore requests;
  private IntSupplier remainingMillis = () -> 60_000;

  ExpireRequestsFunctionTest(DynamoDbEngine engine) {
    client = engine.client();
    table = new TableName(engine.newTableName());
    Tables.create(client, table);
    Stores stores = DaggerExpireRequestsFunctionTest_Stores.factory().create(host(client));
    requests = stores.requests();
    submit(stores.facts());
  }

  /// What sets the scene.
  @Singleton
  @Component(
      dependencies = Host.class,
      modules = {PlatformModule.class, StoreModule.class, ExpireRequestsComponent.Names.class})
  interface Stores {
    FactStore facts();

    RequestStore requests();

    @Component.Factory
    interface Factory {
      Stores create(Host host);
    }
  }

  private record TestHost(DynamoDbClient dynamoDb, TableName table, MutableClock clock)
      implements BareHost {
    @Override
    public Map<String, String> environment() {
      return Map.of(
          Secret.HISTORY_KEY.variable(),
          KnownSecrets.arn(Secret.HISTORY_KEY),
          "TABLE_NAME",
          table.value());
    }

    @Override
    public SecureRandom random() {
      return new SecureRandom();
    }

    @Override
    public Secrets secrets() {
      return arn -> HISTORY_KEY;
    }

    @Override
    public Consumer<String> log() {
      return line -> {
        throw new AssertionError(line);
      };
    }
  }

  private Host host(DynamoDbClient over) {
    return new TestHost(over, table, clock);
  }

  private void submit(FactStore facts) {
    Association association =
        new Association(
            PAIR,
            AssociationState.ACTIVE,
            AssociationType.RESELLER,
            NOW.minus(Duration.ofDays(90)),
            null,
            new Profile(null, "Jane Doe", null, null, null, null, List.of()),
            null,
            null,
            Clearance.of(Facts.NONE),
            Head.NONE,
            1);
    Facts reported =
        new Facts(
            new Facts.Reported<>(new Facts.Account(false, List.of(), false, false), 1, NOW),
            new Facts.Reported<>(
                new Facts.Billing(List.of(), List.of(), List.of(), List.of()), 1, NOW));
    Association free = association.withFacts(reported);
    facts.write(
        new FactStore.Change(
            PAIR,
            new Known(null, 0, null, Facts.NONE, null, 0),
            new Known(free, 1, null, reported, null, 0),
            List.of(),
            null));
    DisassociationRequest request =
        DisassociationRequest.submitted(REQUEST, free, Party.PARTNER, "why", "hash", NOW, DEADLINE)
            .entered(
                new Ledger(SecretKeys.of(KeyRing.of(HISTORY_KEY)), new SecureRandom()),
                Head.NONE,
                free.state(),
                null,
                null);
    QuotaScope scope = new QuotaScope(Party.PARTNER, "p1", null);
    Submission slot = new Submission(REQUEST, "c1", NOW.plus(Duration.ofDays(90)));
    assertThat(
            requests.submit(
                new RequestStore.NewRequest(request, scope, slot, 3, 0, Head.NONE, null)))
        .isEqualTo(Commit.DONE);
  }

  @Test
  void writesDownWhatIsOverdueOnce() throws IOException {
    clock.set(DEADLINE.minusMillis(1));
    assertThat(tick(client))
        .isEqualTo("{\"expired\":0,\"overtaken\":0,\"reminders\":1,\"complete\":true}");
    clock.set(DEADLINE.plusSeconds(30));
    assertThat(tick(client))
        .isEqualTo("{\"expired\":1,\"overtaken\":0,\"reminders\":0,\"complete\":true}");
    assertThat(tick(client))
        .isEqualTo("{\"expired\":0,\"overtaken\":0,\"reminders\":0,\"complete\":true}");

    DisassociationRequest expired = requests.read(PAIR, null, REQUEST).request();
    assertThat(expired).isNotNull();
    assertThat(expired.status()).isEqualTo(RequestStatus.EXPIRED);
    assertThat(expired.decidedAt()).isEqualTo(DEADLINE);
    assertThat(log)
        .hasSize(3)
        .allMatch(line -> line.contains("\"level\":\"info\"") && line.contains("\"expired\":"))
        .noneMatch(line -> line.contains("Jane"));
  }

  @Test
  void theNextTickGoesOnWhereTimeRanOut() throws IOException {
    clock.set(DEADLINE);
    remainingMillis = () -> 0;
    assertThat(tick(client))
        .isEqualTo("{\"expired\":0,\"overtaken\":0,\"reminders\":0,\"complete\":false}");
    remainingMillis = () -> 60_000;
    assertThat(tick(client))
        .isEqualTo("{\"expired\":1,\"overtaken\":0,\"reminders\":0,\"complete\":true}");
  }

  @Test
  void anOutageFailsTheTickWithoutAWordOfWhatIsStored() {
    clock.set(DEADLINE);
    AtomicInteger looks = new AtomicInteger();
    // Enough to begin with, but none to try again in.
    remainingMillis = () -> looks.getAndIncrement() == 0 ? 60_000 : 1;

    assertThatThrownBy(() -> tick(new FaultyDynamoDb(client, 1, 1).client()))
        .isInstanceOf(EventFailed.class)
        .hasMessage("StoreUnavailable");
  }

  private String tick(DynamoDbClient over) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] event = "{\"source\":\"aws.scheduler\",\"detail\":{}}".getBytes(UTF_8);
    new ExpireRequestsFunction(
            RoleOf.template(table.value()).holds(ExpireRequestsFunction.class, host(over)))
        .handleRequest(new ByteArrayInputStream(event), out, context());
    return out.toString(UTF_8);
  }

  /// The few things of a context that a function asks for.
  private Context context() {
    LambdaLogger logger =
        new LambdaLogger() {
          @Override
          public void log(String message) {
            log.add(message);
          }

          @Override
          public void log(byte[] message) {
            log.add(new String(message, UTF_8));
          }
        };
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getRemainingTimeInMillis" -> remainingMillis.getAsInt();
                  case "getLogger" -> logger;
                  case "getFunctionName" -> "ExpireRequests";
                  case "getAwsRequestId" -> "invocation-1";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
