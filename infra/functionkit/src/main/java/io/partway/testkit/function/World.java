package io.partway.testkit.function;

import io.partway.core.Limit;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.eligibility.Facts;
import io.partway.core.event.DomainEvent;
import io.partway.core.event.Events;
import io.partway.core.grant.GrantQuota;
import io.partway.core.ingest.IngestFacts;
import io.partway.core.ingest.IntakeObjects;
import io.partway.core.ingest.Report;
import io.partway.core.message.Language;
import io.partway.core.message.MessageSender;
import io.partway.core.notification.Notification;
import io.partway.core.operations.DeadLetters;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Origin;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Principal.Operator;
import io.partway.core.party.Role;
import io.partway.core.record.HistoryRecord;
import io.partway.core.record.RecordLine;
import io.partway.core.record.RecordQuery;
import io.partway.core.record.ViewHistory;
import io.partway.core.request.Access;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.Decision;
import io.partway.core.request.Statement;
import io.partway.core.request.SubmitDisassociation;
import io.partway.core.search.Spend;
import io.partway.core.settings.Contact;
import io.partway.core.settings.PartySettings;
import io.partway.core.verification.CodeIssuer;
import io.partway.core.verification.Purpose;
import io.partway.platform.Bus;
import io.partway.platform.Host;
import io.partway.platform.Secret;
import io.partway.platform.SecretVersions;
import io.partway.platform.Secrets;
import io.partway.store.TableName;
import io.partway.store.Tables;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.MutableClock;
import java.io.InputStream;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A table of its own, a clock that stands still until it is moved, and a machine made of both for
/// functions to run on.
public final class World {
  /// When every world begins.
  public static final Instant START = Instant.parse("2026-03-02T09:30:00Z");

  /// Since when its associations are.
  public static final Instant SINCE = Instant.parse("2025-06-30T08:00:00Z");

  /// The personal data of every customer: nothing of it may turn up where it should not.
  public static final List<String> SECRETS =
      List.of("Müller Logistik GmbH", "mueller-logistik", "+49 151 123456 42");

  private static final Origin ORIGIN = new Origin("192.0.2.1", "world");

  private final MutableClock clock = new MutableClock(START);
  private final AtomicLong versions = new AtomicLong();
  private final RecordedMessages messages = new RecordedMessages();
  private final List<DeadLetters.Depth> deadLetters = new ArrayList<>();
  private final KnownSecrets secrets = new KnownSecrets();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Host host;
  private final WorldComponent component;

  private World(DynamoDbClient client, String table, Map<String, String> more) {
    Map<String, String> environment =
        new HashMap<>(Map.of("TABLE_NAME", table, "SENDER_ADDRESS", RoleOf.SENDER));
    for (Secret secret : Secret.values()) {
      environment.put(secret.variable(), KnownSecrets.arn(secret));
    }
    environment.putAll(more);
    host =
        new Machine(
            Map.copyOf(environment),
            clock,
            new SecureRandom(),
            client,
            messages,
            () -> List.copyOf(deadLetters),
            secrets,
            log::add);
    component = DaggerWorldComponent.factory().create(host);
  }

  /// A new one.
  ///
  /// @param variables of the environment, beside those that every function needs
  public static World in(DynamoDbEngine engine, Map<String, String> variables) {
    String table = engine.newTableName();
    Tables.create(engine.client(), new TableName(table));
    return new World(engine.client(), table, variables);
  }

  /// A new one with every policy value at its default.
  public static World in(DynamoDbEngine engine) {
    return in(engine, Map.of());
  }

  /// The client of its table, for what no function does.
  public DynamoDbClient client() {
    return host.dynamoDb();
  }

  /// What its table is called.
  public String table() {
    return host.environment().getOrDefault("TABLE_NAME", "");
  }

  /// The machine, on which the function that this class handles can do what its role in the
  /// template allows, and nothing else.
  public Host host(Class<?> handler) {
    return guarded(handler, host);
  }

  /// The same with another client for the same table.
  public Host host(Class<?> handler, DynamoDbClient client) {
    return guarded(handler, hostWith(client));
  }

  /// The machine, had the template forgotten this action.
  ///
  /// @param action such as `dynamodb:PutItem`
  public Host hostWithout(String action, Class<?> handler) {
    return RoleOf.templateWithout(action, table()).holds(handler, host);
  }

  private Host guarded(Class<?> handler, Host machine) {
    return RoleOf.template(table()).holds(handler, machine);
  }

  /// The same machine with another client for the same table.
  private Host hostWith(DynamoDbClient client) {
    return new Machine(
        host.environment(),
        clock,
        host.random(),
        client,
        messages,
        host.deadLetters(),
        secrets,
        log::add);
  }

  /// What has been sent from it.
  public RecordedMessages messages() {
    return messages;
  }

  /// Its secrets.
  public KnownSecrets secrets() {
    return secrets;
  }

  /// What its machines have logged outside of invocations.
  public List<String> log() {
    return List.copyOf(log);
  }

  /// Its time.
  public MutableClock clock() {
    return clock;
  }

  /// From now on this party's acts need a verification code, or need none. In a world customers
  /// need none until this is said, unlike those out there.
  public void verification(Party party, String partyId, boolean required) {
    PartySettings before = component.settings().party(party, partyId);
    if (before.verificationRequired() != required) {
      keep(party, partyId, new PartySettings(required, before.contacts(), before.version() + 1));
    }
  }

  /// From now on these are told of what happens to this party.
  public void contacts(Party party, String partyId, Contact... contacts) {
    PartySettings before = component.settings().party(party, partyId);
    keep(
        party,
        partyId,
        new PartySettings(before.verificationRequired(), List.of(contacts), before.version() + 1));
  }

  private void keep(Party party, String partyId, PartySettings settings) {
    Member admin = new Member("u-settings", party, partyId, Role.ADMIN);
    if (!component.settings().write(admin, settings, null, null)) {
      throw new AssertionError("settings not written");
    }
  }

  /// A code that has been sent to somebody for this.
  public String code(Purpose purpose) {
    if (component.codes().issue(purpose, clock.instant())
        instanceof CodeIssuer.Issue.Issued issued) {
      return issued.code();
    }
    throw new AssertionError("no code issued");
  }

  /// A customer and a partner, associated since [#SINCE], with nothing in the way of the end.
  public void establish(String customerId, String partnerId) {
    establish(
        customerId,
        partnerId,
        new Report.Relation(AssociationType.RESELLER, SINCE, profile("u-chen")),
        new Spend(
            new BigDecimal("1280.50"),
            "EUR",
            new BigDecimal("83.5"),
            Instant.parse("2026-09-01T00:00:00Z")));
  }

  /// The same with what matters to a search.
  public void establish(
      String customerId, String partnerId, Report.Relation relation, @Nullable Spend spend) {
    report(
        new Report.Observed(
            pair(customerId, partnerId),
            versions.incrementAndGet(),
            relation,
            new Facts.Account(false, List.of(), false, false),
            new Facts.Billing(List.of(), List.of(), List.of(), List.of()),
            spend));
    verification(Party.CUSTOMER, customerId, false);
  }

  /// A customer known by name alone: nobody has reported his facts.
  public void establishUnreported(String customerId, String partnerId) {
    report(
        new Report.Observed(
            pair(customerId, partnerId),
            versions.incrementAndGet(),
            new Report.Relation(
                AssociationType.REFERRAL,
                SINCE,
                new Profile(null, null, null, null, null, null, List.of())),
            null,
            null,
            null));
    verification(Party.CUSTOMER, customerId, false);
  }

  /// From now on this reserved instance is in the way.
  public void reserve(String customerId, String partnerId, String instance, Instant until) {
    report(
        new Report.Observed(
            pair(customerId, partnerId),
            versions.incrementAndGet(),
            null,
            null,
            new Facts.Billing(
                List.of(new Facts.Term(instance, until)), List.of(), List.of(), List.of()),
            null));
  }

  /// Upstream ends the association now.
  public void end(String customerId, String partnerId) {
    report(
        new Report.Ended(pair(customerId, partnerId), versions.incrementAndGet(), clock.instant()));
  }

  /// The profile that customers of a world have.
  ///
  /// @param managerId whom the customer is assigned to
  public static Profile profile(@Nullable String managerId) {
    return new Profile(
        "Northwind Cloud",
        SECRETS.get(0),
        SECRETS.get(1),
        SECRETS.get(2),
        managerId,
        "Li Chen",
        List.of("retail", "emea"));
  }

  /// What upstream says, taken in.
  public void report(Report report) {
    IngestFacts.Outcome outcome = component.ingest().ingest(report);
    if (!(outcome instanceof IngestFacts.Outcome.Accepted)) {
      throw new AssertionError("not taken in: " + outcome);
    }
  }

  /// An admin of this side asks to end the association.
  ///
  /// @return the id of the request
  public String submit(String customerId, String partnerId, Party initiator) {
    Member admin = admin(customerId, partnerId, initiator);
    String counterpartyId = pair(customerId, partnerId).idOf(initiator.other());
    String key = "key-" + versions.incrementAndGet();
    if (component.submit().open(admin, ORIGIN, counterpartyId, key)
            instanceof Access.Granted<SubmitDisassociation.Opened>(var opened)
        && component
                .submit()
                .submit(
                    opened,
                    new SubmitDisassociation.Command(
                        "A reason.",
                        Statement.current(Statement.Act.SUBMIT, initiator, Language.EN).version(),
                        null),
                    "hash")
            instanceof SubmitDisassociation.Outcome.Submitted(var request)) {
      return request.id().value();
    }
    throw new AssertionError("not submitted");
  }

  /// An admin of the side that may decides so.
  public void decide(
      String customerId, String partnerId, String requestId, Party decider, Decision decision) {
    Member admin = admin(customerId, partnerId, decider);
    String counterpartyId = pair(customerId, partnerId).idOf(decider.other());
    if (!(component.decide().open(admin, ORIGIN, counterpartyId, requestId)
            instanceof Access.Granted<DecideRequest.Opened>(var opened)
        && component
                .decide()
                .decide(
                    opened,
                    new DecideRequest.Command(
                        decision.word(),
                        "A reason.",
                        Statement.current(Statement.Act.AGREE, decider, Language.EN).version(),
                        null),
                    new DecideRequest.Precondition.Version(1))
            instanceof DecideRequest.Outcome.Decided)) {
      throw new AssertionError("not decided");
    }
  }

  /// The support desk grants more submissions to a party as a whole; more than a policy value wait
  /// for a second operator.
  ///
  /// @return the id of the grant
  public String grant(Party party, String partyId, int extra, String ticketNumber, Instant endsAt) {
    if (component
            .grants()
            .grant(
                new Operator("u-otto", Role.ADMIN),
                "key-" + versions.incrementAndGet(),
                new GrantQuota.Command(
                    party.word(),
                    partyId,
                    null,
                    (long) extra,
                    ticketNumber,
                    "A merger.",
                    endsAt.toString()),
                "hash")
        instanceof GrantQuota.Outcome.Entered(var grant)) {
      return grant.id().value();
    }
    throw new AssertionError("not granted");
  }

  private static Member admin(String customerId, String partnerId, Party party) {
    String partyId = pair(customerId, partnerId).idOf(party);
    return new Member("u-admin-" + partyId, party, partyId, Role.ADMIN);
  }

  /// From now on so many messages lie in a queue for what was given up.
  ///
  /// @param messages null for a queue that does not answer
  public void deadLetters(String queue, @Nullable Long messages) {
    deadLetters.removeIf(depth -> depth.queue().equals(queue));
    deadLetters.add(new DeadLetters.Depth(queue, messages));
  }

  /// The schedule ticks.
  public void tick() {
    component.schedule().run();
  }

  /// The last tick comes through the outbox.
  public void hear() {
    component.operations().hear(Objects.requireNonNull(component.ticks().last()).at());
  }

  /// Runs the sweep.
  public void sweep() {
    component.expire().sweep();
  }

  /// The history of the two as an admin of this side reads it.
  public ViewHistory.History history(String customerId, String partnerId, Party reader) {
    String counterpartyId = pair(customerId, partnerId).idOf(reader.other());
    if (component.histories().history(admin(customerId, partnerId, reader), counterpartyId)
        instanceof Access.Granted<ViewHistory.History>(var history)) {
      return history;
    }
    throw new AssertionError("no history");
  }

  /// All that has happened to a customer, as the events that it is.
  public List<DomainEvent> events(String customerId) {
    List<DomainEvent> events = new ArrayList<>();
    RecordQuery all =
        new RecordQuery(Party.CUSTOMER, customerId, null, null, null, null, null, null);
    // As of the first instant: nothing that readers would see as expired is expired before the
    // sweep.
    for (RecordLine line :
        component
            .records()
            .page(all, Instant.EPOCH, null, Limit.PAGE_SIZE_MAX.standard())
            .lines()) {
      if (line instanceof HistoryRecord record) {
        events.addAll(Events.of(null, record));
      }
    }
    events.sort(Comparator.comparing(DomainEvent::at));
    return List.copyOf(events);
  }

  /// Puts what an event tells into the parties' lists, and nothing else.
  public void list(DomainEvent event) {
    Notification.of(event).forEach(component.notifications()::keep);
  }

  /// A party's list of notifications, newest first.
  public List<Notification> notifications(Party party, String partyId) {
    return component
        .notifications()
        .page(party, partyId, null, Limit.PAGE_SIZE_MAX.standard())
        .notifications();
  }

  private static Pair pair(String customerId, String partnerId) {
    return new Pair(new CustomerId(customerId), new PartnerId(partnerId));
  }

  private record Machine(
      Map<String, String> environment,
      InstantSource clock,
      SecureRandom random,
      DynamoDbClient dynamoDb,
      MessageSender messages,
      DeadLetters deadLetters,
      Secrets secrets,
      Consumer<String> log)
      implements Host {
    @Override
    public IntakeObjects intake() {
      return new NoObjects();
    }

    @Override
    public SecretVersions secretVersions() {
      throw new UnsupportedOperationException("this machine rotates nothing");
    }

    @Override
    public Bus bus() {
      throw new UnsupportedOperationException("this machine has no bus");
    }
  }

  private static final class NoObjects implements IntakeObjects {
    @Override
    public InputStream open(Ref object, long offset) throws Gone {
      throw new Gone("this machine has no files");
    }

    @Override
    public long size(Ref object) throws Gone {
      throw new Gone("this machine has no files");
    }

    @Override
    public void putBeside(Ref object, String suffix, byte[] content) {
      throw new UnsupportedOperationException("this machine has no files");
    }
  }
}
