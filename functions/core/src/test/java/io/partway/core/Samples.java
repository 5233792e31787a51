package io.partway.core;

import io.partway.core.association.Association;
import io.partway.core.association.AssociationState;
import io.partway.core.association.AssociationType;
import io.partway.core.association.Profile;
import io.partway.core.eligibility.Clearance;
import io.partway.core.eligibility.Facts;
import io.partway.core.eligibility.Facts.Account;
import io.partway.core.eligibility.Facts.Billing;
import io.partway.core.eligibility.Facts.Reported;
import io.partway.core.eligibility.Facts.Term;
import io.partway.core.party.CustomerId;
import io.partway.core.party.Pair;
import io.partway.core.party.PartnerId;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.request.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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

  private Samples() {}

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
    return Statement.current(act, party).version();
  }
}
