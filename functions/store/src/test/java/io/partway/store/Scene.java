package io.partway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.KeyRing;
import io.partway.core.SecretKeys;
import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.eligibility.Facts.Account;
import io.partway.core.eligibility.Facts.Billing;
import io.partway.core.grant.ConfirmGrant;
import io.partway.core.grant.GrantQuota;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.history.Head;
import io.partway.core.history.Ledger;
import io.partway.core.history.Step;
import io.partway.core.ingest.IngestFacts;
import io.partway.core.ingest.Known;
import io.partway.core.ingest.Report;
import io.partway.core.message.Language;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Origin;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Principal.Operator;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.quota.Grant;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.request.Access;
import io.partway.core.request.DecideRequest;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.Dossier;
import io.partway.core.request.Statement;
import io.partway.core.request.SubmitDisassociation;
import io.partway.core.search.Spend;
import io.partway.core.settings.PartySettings;
import io.partway.core.verification.CodeIssuer;
import io.partway.core.verification.Operation;
import io.partway.core.verification.Purpose;
import io.partway.testkit.DynamoDbEngine;
import io.partway.testkit.MutableClock;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// A table of its own with the people around it, for one test.
public final class Scene {
  static final Instant SINCE = Instant.parse("2025-01-01T00:00:00Z");
  static final Origin ORIGIN = new Origin("192.0.2.7", "tests");
  static final Ledger LEDGER =
      new Ledger(SecretKeys.of(KeyRing.of("a-key-for-tests-and-nothing-else")), new SecureRandom());
  static final Account NO_MEMBERS = new Account(false, List.of(), false, false);
  static final Billing NO_PLANS = new Billing(List.of(), List.of(), List.of(), List.of());
  static final Profile PROFILE =
      new Profile(
          "Acme", "Jane Doe", "jane@example.com", "+31612345678", "am-1", "Max", List.of("gold"));

  private static final int BATCH = 25;

  final MutableClock clock = MutableClock.at("2026-03-10T12:00:00Z");
  final DynamoDbClient client;
  final TableName table;
  final Policy policy;
  final Partway partway;

  Scene(DynamoDbEngine engine) {
    this(engine, Policy.standard());
  }

  Scene(DynamoDbEngine engine, Policy policy) {
    this.client = engine.client();
    this.table = new TableName(engine.newTableName());
    this.policy = policy;
    Tables.create(client, table);
    this.partway = over(client, 1);
  }

  /// The use cases on the same table through another client.
  Partway over(DynamoDbClient other, long seed) {
    return Partway.over(other, table, clock, policy, seed);
  }

  /// A policy whose scopes are all of this kind.
  static Policy scoped(Policy.Scope scope) {
    Policy standard = Policy.standard();
    return new Policy(
        standard.submissionLimit(),
        standard.submissionWindowMonths(),
        scope,
        scope,
        standard.requestExpiry(),
        standard.revealsPerHour(),
        standard.unconfirmedGrant());
  }

  static Pair pair(String customer, String partner) {
    return new Pair(new CustomerId(customer), new PartnerId(partner));
  }

  static Member partner(String id) {
    return new Member("sub-" + id, Party.PARTNER, id, Role.ADMIN);
  }

  static Member customer(String id) {
    return new Member("sub-" + id, Party.CUSTOMER, id, Role.ADMIN);
  }

  static Member admin(Pair pair, Party party) {
    return switch (party) {
      case PARTNER -> partner(pair.partner().value());
      case CUSTOMER -> customer(pair.customer().value());
    };
  }

  /// Associates them, with nothing in the way of the end.
  Pair associate(String customer, String partner) {
    Pair pair = pair(customer, partner);
    ingest(established(pair, 1, SINCE, NO_MEMBERS, NO_PLANS));
    verification(Party.CUSTOMER, customer, false);
    return pair;
  }

  /// From now on this party's acts need a verification code, or need none. In a scene customers
  /// need none until this is said, unlike those out there.
  void verification(Party party, String id, boolean required) {
    Member admin = new Member("sub-" + id, party, id, Role.ADMIN);
    PartySettings before = partway.settings().party(party, id);
    if (before.verificationRequired() != required
        && !partway
            .settings()
            .write(
                admin,
                new PartySettings(required, before.contacts(), before.version() + 1),
                null,
                null)) {
      throw new AssertionError("settings not written");
    }
  }

  /// Associates many at once, past the intake.
  void associateAll(List<Pair> pairs) {
    Facts.Reported<Account> account = new Facts.Reported<>(NO_MEMBERS, 1, SINCE);
    Facts.Reported<Billing> billing = new Facts.Reported<>(NO_PLANS, 1, SINCE);
    Facts facts = new Facts(account, billing);
    List<WriteRequest> writes = new ArrayList<>();
    for (Pair pair : pairs) {
      Association association =
          new Association(
              pair,
              AssociationState.ACTIVE,
              AssociationType.RESELLER,
              SINCE,
              null,
              PROFILE,
              false,
              null,
              Clearance.of(facts),
              Head.NONE,
              1);
      Known known = new Known(association, 1, null, facts, null, 1);
      writes.add(put(AssociationItem.of(association, 1)));
      writes.add(put(FactsItem.of(pair, known, 1)));
    }
    PartySettings unverified = new PartySettings(false, List.of(), 1);
    pairs.stream()
        .map(pair -> Keys.partySettings(Party.CUSTOMER, pair.customer().value()))
        .distinct()
        .forEach(key -> writes.add(put(SettingsItem.of(key, unverified))));
    for (int start = 0; start < writes.size(); start += BATCH) {
      List<WriteRequest> batch = writes.subList(start, Math.min(start + BATCH, writes.size()));
      client.batchWriteItem(b -> b.requestItems(Map.of(table.value(), batch)));
    }
  }

  private static WriteRequest put(Map<String, AttributeValue> item) {
    return WriteRequest.builder().putRequest(p -> p.item(item)).build();
  }

  static Report.Observed established(
      Pair pair,
      long version,
      Instant since,
      @Nullable Account account,
      @Nullable Billing billing) {
    return new Report.Observed(
        pair,
        version,
        new Report.Relation(AssociationType.RESELLER, since, PROFILE),
        account,
        billing,
        null);
  }

  static Report.Observed account(Pair pair, long version, Account account) {
    return new Report.Observed(pair, version, null, account, null, null);
  }

  static Report.Observed billing(Pair pair, long version, Billing billing) {
    return new Report.Observed(pair, version, null, null, billing, null);
  }

  static Report.Observed spend(Pair pair, long version, Spend spend) {
    return new Report.Observed(pair, version, null, null, null, spend);
  }

  IngestFacts.Outcome ingest(Report report) {
    return partway.ingests().ingest(report);
  }

  /// Has a code made for an act, and reads it as its owner would in his mail.
  String code(Member member, Operation operation, String target) {
    Purpose purpose = Purpose.of(member, operation, target);
    if (partway.issuer().issue(purpose, clock.instant())
        instanceof CodeIssuer.Issue.Issued issued) {
      return issued.code();
    }
    throw new AssertionError("no code issued");
  }

  SubmitDisassociation.Outcome submit(Member caller, Pair pair, String key) {
    return submit(partway, caller, pair, key);
  }

  static SubmitDisassociation.Outcome submit(
      Partway partway, Member caller, Pair pair, String key) {
    return submit(partway, caller, opened(partway, caller, pair, key));
  }

  static SubmitDisassociation.Outcome submit(
      Partway partway, Member caller, Pair pair, String key, @Nullable String code) {
    return submit(partway, caller, opened(partway, caller, pair, key), code);
  }

  static SubmitDisassociation.Opened opened(Partway partway, Member caller, Pair pair, String key) {
    String counterparty = pair.idOf(caller.party().other());
    return granted(partway.submits().open(caller, ORIGIN, counterparty, key));
  }

  static SubmitDisassociation.Outcome submit(
      Partway partway, Member caller, SubmitDisassociation.Opened opened) {
    return submit(partway, caller, opened, null);
  }

  private static SubmitDisassociation.Outcome submit(
      Partway partway, Member caller, SubmitDisassociation.Opened opened, @Nullable String code) {
    String statement =
        Statement.current(Statement.Act.SUBMIT, caller.party(), Language.EN).version();
    return partway
        .submits()
        .submit(opened, new SubmitDisassociation.Command("we part", statement, code), "hash");
  }

  /// The same with the entry of what it has just become, by this member; null for nobody.
  static DisassociationRequest entered(
      DisassociationRequest request, Association association, @Nullable Member by) {
    return request.entered(
        LEDGER,
        association.head(),
        association.state(),
        by == null ? null : new Step.Doer(by, ORIGIN),
        null);
  }

  /// As readers see it, without its entries.
  static @Nullable DisassociationRequest bare(@Nullable DisassociationRequest request) {
    return request == null
        ? null
        : new DisassociationRequest(
            request.id(),
            request.pair(),
            request.initiator(),
            request.associationType(),
            request.names(),
            request.reason(),
            request.submittedAt(),
            request.expiresAt(),
            request.status(),
            request.decidedAt(),
            request.decisionReason(),
            List.of(),
            request.bodyHash(),
            request.version());
  }

  /// Submits, and it must pass.
  DisassociationRequest submitted(Member caller, Pair pair, String key) {
    return switch (submit(caller, pair, key)) {
      case SubmitDisassociation.Outcome.Submitted(var request) -> request;
      case SubmitDisassociation.Outcome other ->
          throw new AssertionError("not submitted: " + other);
    };
  }

  DecideRequest.Outcome decide(Member caller, DisassociationRequest request, Decision decision) {
    return decide(partway, caller, request, decision);
  }

  static DecideRequest.Outcome decide(
      Partway partway, Member caller, DisassociationRequest request, Decision decision) {
    return decide(partway, openedDecision(partway, caller, request), decision);
  }

  static DecideRequest.Opened openedDecision(
      Partway partway, Member caller, DisassociationRequest request) {
    String counterparty = request.pair().idOf(caller.party().other());
    return granted(partway.decides().open(caller, ORIGIN, counterparty, request.id().value()));
  }

  static DecideRequest.Outcome decide(
      Partway partway, DecideRequest.Opened opened, Decision decision) {
    return decide(partway, opened, decision, null);
  }

  static DecideRequest.Outcome decide(
      Partway partway, DecideRequest.Opened opened, Decision decision, @Nullable String code) {
    String statement =
        Statement.current(Statement.Act.AGREE, opened.caller().party(), Language.EN).version();
    return partway
        .decides()
        .decide(
            opened,
            new DecideRequest.Command(decision.word(), "so be it", statement, code),
            new DecideRequest.Precondition.Version(1));
  }

  static <T> T granted(Access<T> access) {
    return switch (access) {
      case Access.Granted<T>(var value) -> value;
      case Access.Hidden<T> _, Access.RoleNotAllowed<T> _ ->
          throw new AssertionError("not granted: " + access);
    };
  }

  Association association(Pair pair) {
    return Objects.requireNonNull(dossier(pair, null).association());
  }

  /// Asserts that the history of the two holds.
  void holds(Pair pair) {
    assertThat(
            granted(
                    partway
                        .histories()
                        .history(admin(pair, Party.PARTNER), pair.customer().value()))
                .broken())
        .as("%s", pair)
        .isNull();
  }

  @Nullable DisassociationRequest request(Pair pair, RequestId id) {
    return dossier(pair, id).request();
  }

  Dossier dossier(Pair pair, @Nullable RequestId id) {
    return partway.requests().read(pair, null, id);
  }

  QuotaScope scope(Party initiator, Pair pair) {
    return QuotaScope.of(policy, initiator, pair);
  }

  QuotaRegister register(Party initiator, Pair pair) {
    return partway.requests().read(pair, scope(initiator, pair), null).register();
  }

  /// Writes grants as operators will: on the quota's item, with a new version.
  void grant(QuotaScope scope, long version, Grant... grants) {
    Map<String, AttributeValue> item =
        QuotaItem.of(scope, new QuotaRegister(List.of(), List.of(grants), version));
    client.updateItem(u ->
        u.tableName(table.value())
            .key(Keys.quota(scope).attributes())
            .updateExpression("SET #grants = :grants, #version = :version")
            .expressionAttributeNames(
                Map.of(
                    "#grants", Attribute.GRANTS.stored(),
                    "#version", Attribute.GRANTS_VERSION.stored()))
            .expressionAttributeValues(
                Map.of(
                    ":grants", Objects.requireNonNull(item.get(Attribute.GRANTS.stored())),
                    ":version",
                        Objects.requireNonNull(item.get(Attribute.GRANTS_VERSION.stored())))));
  }

  /// An operator who may grant, of this name.
  static Operator operator(String name) {
    return new Operator(name, Role.ADMIN);
  }

  /// Enters a grant for the initiator of this side as a whole.
  static GrantQuota.Outcome grant(
      Partway partway,
      String key,
      Party party,
      String partyId,
      int extra,
      String ticketNumber,
      Instant endsAt) {
    GrantQuota.Command command =
        new GrantQuota.Command(
            party.word(), partyId, null, (long) extra, ticketNumber, "a reason", endsAt.toString());
    return partway.grants().grant(operator("otto"), key, command, command.toString());
  }

  /// The same, where it is taken in.
  QuotaGrant granted(Party party, String partyId, int extra, String ticketNumber, Instant endsAt) {
    String key = party.word() + "-" + partyId + "-" + ticketNumber;
    if (grant(partway, key, party, partyId, extra, ticketNumber, endsAt)
        instanceof GrantQuota.Outcome.Entered(var grant)) {
      return grant;
    }
    throw new AssertionError("not granted");
  }

  /// A second operator confirms a grant, as he sees it when it has just been entered.
  static ConfirmGrant.Outcome confirm(Partway partway, Operator second, QuotaGrant grant) {
    return partway
        .confirmations()
        .confirm(
            granted(partway.confirmations().open(second, grant.id().value())), OptionalLong.of(1));
  }

  static Facts.Term until(String id, Instant until) {
    return new Facts.Term(id, until);
  }
}
