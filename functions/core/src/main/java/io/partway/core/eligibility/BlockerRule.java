package io.partway.core.eligibility;

import io.partway.core.Word;
import io.partway.core.eligibility.Blocker.Resource;
import io.partway.core.eligibility.Facts.Account;
import io.partway.core.eligibility.Facts.Billing;
import io.partway.core.eligibility.Facts.Term;
import io.partway.core.party.Pair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What blocks the end of an association, in the order in which it is reported. The first six are
/// the source's ("You cannot disassociate from a customer …"); a hold carries what an upstream
/// system adds to them.
public enum BlockerRule implements Word {
  /// The customer's enterprise master account is associated with an independent accounting member.
  INDEPENDENT_ACCOUNTING_MEMBER(
      Actor.CUSTOMER,
      "Remove the independent accounting members from the enterprise master account.") {
    @Override
    public boolean blocks(Clearance clearance, Instant now) {
      return clearance.independentMembers() > 0;
    }

    @Override
    List<Resource> resources(Facts facts, Pair pair, Instant now) {
      return masterMembers(facts).stream()
          .filter(m -> m.accounting() == Accounting.INDEPENDENT)
          .map(m -> new Resource(m.id(), null))
          .toList();
    }
  },
  /// The account has been frozen by hand; unfreeze it first.
  MANUALLY_FROZEN(Actor.PARTNER, "Unfreeze the customer's account.") {
    @Override
    public boolean blocks(Clearance clearance, Instant now) {
      return clearance.manuallyFrozen();
    }

    @Override
    List<Resource> resources(Facts facts, Pair pair, Instant now) {
      Account account = account(facts);
      return account != null && account.manuallyFrozen()
          ? List.of(new Resource(pair.customer().value(), null))
          : List.of();
    }
  },
  /// A reserved instance is valid.
  RESERVED_INSTANCE(
      Actor.CUSTOMER, "Unsubscribe from the reserved instances, or wait until they end.") {
    @Override
    public boolean blocks(Clearance clearance, Instant now) {
      return ahead(clearance.reservedInstancesUntil(), now);
    }

    @Override
    List<Resource> resources(Facts facts, Pair pair, Instant now) {
      Billing billing = billing(facts);
      return billing == null ? List.of() : valid(billing.reservedInstances(), now);
    }
  },
  /// A partner support plan is valid.
  PARTNER_SUPPORT_PLAN(Actor.PARTNER, "End the partner support plans, or wait until they end.") {
    @Override
    public boolean blocks(Clearance clearance, Instant now) {
      return ahead(clearance.partnerSupportPlansUntil(), now);
    }

    @Override
    List<Resource> resources(Facts facts, Pair pair, Instant now) {
      Billing billing = billing(facts);
      return billing == null ? List.of() : valid(billing.partnerSupportPlans(), now);
    }
  },
  /// A service support plan is valid.
  SERVICE_SUPPORT_PLAN(
      Actor.CUSTOMER, "Unsubscribe from the service support plans, or wait until they end.") {
    @Override
    public boolean blocks(Clearance clearance, Instant now) {
      return ahead(clearance.serviceSupportPlansUntil(), now);
    }

    @Override
    List<Resource> resources(Facts facts, Pair pair, Instant now) {
      Billing billing = billing(facts);
      return billing == null ? List.of() : valid(billing.serviceSupportPlans(), now);
    }
  },
  /// A unified accounting member of the customer's enterprise master has a valid service support
  /// plan.
  MEMBER_SUPPORT_PLAN(
      Actor.CUSTOMER,
      "Unsubscribe from the members' service support plans, or wait until they end.") {
    @Override
    public boolean blocks(Clearance clearance, Instant now) {
      return ahead(clearance.memberSupportPlansUntil(), now);
    }

    @Override
    List<Resource> resources(Facts facts, Pair pair, Instant now) {
      List<Resource> resources = new ArrayList<>();
      for (Facts.Member member : masterMembers(facts)) {
        Instant until = member.serviceSupportPlanUntil();
        if (member.accounting() == Accounting.UNIFIED && ahead(until, now)) {
          resources.add(new Resource(member.id(), until));
        }
      }
      return resources;
    }
  },
  /// An upstream system holds the association, or has not reported at all yet.
  HOLD(Actor.OPERATOR, "Resolve what the upstream system reports under this code.") {
    @Override
    public boolean blocks(Clearance clearance, Instant now) {
      return clearance.holds() > 0 || !clearance.reported();
    }

    @Override
    List<Resource> resources(Facts facts, Pair pair, Instant now) {
      List<Resource> resources = new ArrayList<>();
      blockers(facts, pair, now).forEach(blocker -> resources.addAll(blocker.resources()));
      return resources;
    }

    /// One entry a hold: each has a code and an actor of its own.
    @Override
    List<Blocker> blockers(Facts facts, Pair pair, Instant now) {
      List<Blocker> blockers = new ArrayList<>();
      Billing billing = billing(facts);
      for (Facts.Hold hold : billing == null ? List.<Facts.Hold>of() : billing.holds()) {
        String resource = hold.resource() == null ? pair.customer().value() : hold.resource();
        blockers.add(
            new Blocker(
                word(),
                hold.code(),
                List.of(new Resource(resource, null)),
                hold.actor(),
                remedy()));
      }
      if (account(facts) == null || billing == null) {
        blockers.add(
            new Blocker(
                word(),
                FACTS_MISSING,
                List.of(new Resource(pair.customer().value(), null)),
                Actor.OPERATOR,
                "Have the upstream systems report the customer's account and billing facts once."));
      }
      return blockers;
    }
  };

  /// The hold code while account and billing have not both reported.
  public static final String FACTS_MISSING = "facts-missing";

  private final Actor actor;
  private final String remedy;

  BlockerRule(Actor actor, String remedy) {
    this.actor = actor;
    this.remedy = remedy;
  }

  /// Whether the association is blocked by this at this instant, judged by the summary that
  /// conditions are built on.
  public abstract boolean blocks(Clearance clearance, Instant now);

  /// Exactly what is in the way, judged by the full facts.
  abstract List<Resource> resources(Facts facts, Pair pair, Instant now);

  List<Blocker> blockers(Facts facts, Pair pair, Instant now) {
    List<Resource> resources = resources(facts, pair, now);
    return resources.isEmpty()
        ? List.of()
        : List.of(new Blocker(word(), null, resources, actor, remedy));
  }

  String remedy() {
    return remedy;
  }

  /// *All* blockers at this instant, each with its resources: a caller should not have to fix one
  /// to learn of the next.
  public static List<Blocker> all(Facts facts, Pair pair, Instant now) {
    List<Blocker> blockers = new ArrayList<>();
    for (BlockerRule rule : values()) {
      blockers.addAll(rule.blockers(facts, pair, now));
    }
    return List.copyOf(blockers);
  }

  private static boolean ahead(@Nullable Instant until, Instant now) {
    return until != null && until.isAfter(now);
  }

  private static List<Resource> valid(List<Term> terms, Instant now) {
    return terms.stream()
        .filter(t -> t.validAt(now))
        .map(t -> new Resource(t.id(), t.until()))
        .toList();
  }

  private static @Nullable Account account(Facts facts) {
    return facts.account() == null ? null : facts.account().value();
  }

  private static @Nullable Billing billing(Facts facts) {
    return facts.billing() == null ? null : facts.billing().value();
  }

  private static List<Facts.Member> masterMembers(Facts facts) {
    Account account = account(facts);
    return account != null && account.enterpriseMaster() ? account.members() : List.of();
  }
}
