package io.partway.core;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.eligibility.Facts.Account;
import io.partway.core.eligibility.Facts.Billing;
import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.eligibility.Facts.Term;
import io.partway.core.history.Acknowledgement;
import io.partway.core.history.Head;
import io.partway.core.history.Ledger;
import io.partway.core.history.Step;
import io.partway.core.message.Language;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Origin;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.request.Decision;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.Impact;
import io.partway.core.request.Statement;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values that many tests start from.
public final class Samples {
  public static final Instant NOW = Instant.parse("2026-03-10T09:30:00.123Z");
  public static final Instant SINCE = Instant.parse("2024-05-06T07:08:09.010Z");
  public static final Duration EXPIRY = Duration.ofDays(15);

  /// The pair that most tests are about.
  public static final Pair PAIR = pair("customer-1", "partner-1");

  /// The account manager to whom the sample customers are assigned.
  public static final String MANAGER = "partner-account-manager";

  public static final Profile PROFILE =
      new Profile(
          "Nordlicht Systems",
          "Ana Lopez",
          "ana.lopez",
          "+49 151 2345-678",
          MANAGER,
          "Mia Manager",
          List.of("vip"));

  /// Where the calls of tests come from.
  public static final Origin ORIGIN = new Origin("192.0.2.7", "tests");

  /// What makes the entries of histories.
  public static final Ledger LEDGER = ledger("a-key-for-tests-and-nothing-else");

  private Samples() {}

  /// A ledger over this secret whose salts are all the same, so that equal steps have equal
  /// entries.
  public static Ledger ledger(String secret) {
    return new Ledger(SecretKeys.of(KeyRing.of(secret)), new Sevens());
  }

  private static final class Sevens extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) 7);
    }
  }

  /// A request of a moment ago that an admin of this side has submitted.
  public static DisassociationRequest pending(String id, Party initiator) {
    return submitted(new RequestId(id), active(), initiator, NOW.minusMillis(1));
  }

  /// A new request with its entry, the first of its pair.
  public static DisassociationRequest submitted(
      RequestId id, Association association, Party initiator, Instant now) {
    return DisassociationRequest.submitted(
            id, association, initiator, "We part.", "hash", now, now.plus(EXPIRY))
        .entered(
            LEDGER,
            association.head(),
            association.state(),
            new Step.Doer(admin(initiator), ORIGIN),
            kept("submit-" + initiator.word() + "-1-en"));
  }

  /// The same decided, with its entry, the next of its pair.
  ///
  /// @param acknowledged the statement's version; null for none
  public static DisassociationRequest decided(
      DisassociationRequest pending,
      Decision decision,
      Member by,
      @Nullable String reason,
      @Nullable String acknowledged,
      Instant now) {
    return pending
        .decided(decision, reason, now)
        .entered(
            LEDGER,
            pending.head(),
            AssociationState.ACTIVE,
            new Step.Doer(by, ORIGIN),
            acknowledged == null ? null : kept(acknowledged));
  }

  /// What is kept of a statement that was acknowledged for the sample pair with nothing in the way.
  public static Acknowledgement kept(String version) {
    return new Acknowledgement(
        version,
        Statement.versioned(version).orElseThrow().hash(),
        Impact.of(AssociationType.RESELLER, clearFacts()).codes());
  }

  /// The same as the sweep leaves it.
  public static DisassociationRequest swept(DisassociationRequest pending) {
    return pending
        .at(pending.expiresAt())
        .entered(LEDGER, pending.head(), AssociationState.ACTIVE, null, null);
  }

  public static Pair pair(String customer, String partner) {
    return new Pair(new CustomerId(customer), new PartnerId(partner));
  }

  /// A user of the sample pair's party, whose subject tells party and role.
  public static Member member(Party party, Role role) {
    return new Member(party.word() + "-" + role.word(), party, PAIR.idOf(party), role);
  }

  public static Member admin(Party party) {
    return member(party, Role.ADMIN);
  }

  public static Account account() {
    return new Account(false, List.of(), false, false);
  }

  public static Billing billing() {
    return new Billing(List.of(), List.of(), List.of(), List.of());
  }

  public static Facts facts(Account account, Billing billing) {
    return new Facts(new Reported<>(account, 1, SINCE), new Reported<>(billing, 1, SINCE));
  }

  /// Both streams reported, nothing in the way.
  public static Facts clearFacts() {
    return facts(account(), billing());
  }

  /// One reserved instance that outlasts every test.
  public static Facts blockingFacts() {
    return facts(
        account(),
        new Billing(
            List.of(new Term("ri-1", Instant.parse("2031-01-01T00:00:00Z"))),
            List.of(),
            List.of(),
            List.of()));
  }

  public static Association active(Pair pair) {
    return new Association(
        pair,
        AssociationState.ACTIVE,
        AssociationType.RESELLER,
        SINCE,
        null,
        PROFILE,
        false,
        null,
        Clearance.of(clearFacts()),
        Head.NONE,
        1);
  }

  public static Association active() {
    return active(PAIR);
  }

  public static Profile named(String name) {
    return new Profile("Nordlicht Systems", name, null, null, MANAGER, null, List.of());
  }

  public static Association assignedTo(Pair pair, String managerId) {
    return active(pair)
        .withRelation(
            AssociationType.RESELLER,
            SINCE,
            new Profile(
                null,
                "Customer " + pair.customer().value(),
                null,
                null,
                managerId,
                null,
                List.of()));
  }

  public static Policy policy(Policy.Scope scope) {
    return new Policy(3, 3, scope, scope, EXPIRY, 600, 3);
  }

  public static String statement(Statement.Act act, Party party) {
    return Statement.current(act, party, Language.EN).version();
  }
}
