package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.MemoryStore;
import io.partway.core.MovableClock;
import io.partway.core.Samples;
import io.partway.core.association.Association;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Facts;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;
import io.partway.core.party.Principal.Member;
import io.partway.core.party.Role;
import io.partway.core.policy.Policy;
import io.partway.core.quota.QuotaRegister;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// State × action × role × party. Every cell is asked twice: of what `allowedActions` shows, and of
/// the use cases that act. Both must give what the reviewed golden file says, and the rules as a
/// reader of the design would put them must hold over all of it.
final class PermissionsMatrixTest {
  private static final Instant NOW = Samples.NOW;
  private static final Policy POLICY = Samples.policy(Policy.Scope.INITIATOR);
  private static final RequestId REQUEST = new RequestId("the-request");
  private static final String ALLOWED = "yes";
  private static final String HIDDEN = "not-found";
  private static final Path ACTUAL = Path.of("target", "permissions.txt");

  /// Where the pair's newest request stands, as it lies in the store.
  enum Standing {
    NONE,
    PENDING,
    /// Pending past its deadline; no sweep has run.
    OVERDUE,
    AGREED,
    REJECTED,
    WITHDRAWN,
    EXPIRED,
    CANCELLED
  }

  /// @param by who initiated the request
  /// @param active after an agreement or a cancellation: the two have associated again
  record Situation(
      Standing standing, @Nullable Party by, boolean active, boolean blocked, boolean full) {
    @Override
    public String toString() {
      return "%-9s %-11s %-6s %-7s %-4s"
          .formatted(
              standing.name().toLowerCase(Locale.ROOT),
              by == null ? "" : "by " + by.word(),
              active ? "active" : "ended",
              blocked ? "blocked" : "",
              full ? "full" : "");
    }
  }

  /// @param assigned whether the customer is assigned to him; only an account manager cares
  record Caller(Party party, Role role, boolean assigned) {
    Member member() {
      return Samples.member(party, role);
    }

    @Override
    public String toString() {
      return "%-8s %-17s".formatted(party.word(), role.word() + (assigned ? "" : "*"));
    }
  }

  static List<Situation> situations() {
    List<Situation> situations = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      for (@Nullable Party by : initiators(standing)) {
        for (boolean active : new boolean[] {true, false}) {
          // An association that has ended has no pending request.
          if (standing == Standing.PENDING && !active) {
            continue;
          }
          for (boolean blocked : new boolean[] {false, true}) {
            for (boolean full : new boolean[] {false, true}) {
              situations.add(new Situation(standing, by, active, blocked, full));
            }
          }
        }
      }
    }
    return situations;
  }

  private static List<@Nullable Party> initiators(Standing standing) {
    return standing == Standing.NONE
        ? Collections.singletonList(null)
        : Arrays.asList(Party.values());
  }

  static List<Caller> callers() {
    List<Caller> callers = new ArrayList<>();
    for (Party party : Party.values()) {
      for (Role role : Role.values()) {
        callers.add(new Caller(party, role, true));
      }
    }
    callers.add(new Caller(Party.PARTNER, Role.ACCOUNT_MANAGER, false));
    return callers;
  }

  private static Facts facts(Situation situation) {
    return situation.blocked() ? Samples.blockingFacts() : Samples.clearFacts();
  }

  private static MemoryStore store(Situation situation, Caller caller) {
    MemoryStore store = new MemoryStore();
    Association association =
        caller.assigned() ? Samples.active() : Samples.assignedTo(Samples.PAIR, "somebody-else");
    store.put(association, facts(situation));
    if (!situation.active()) {
      store.change(Samples.PAIR, a -> a.ended(NOW.minusSeconds(1)));
    }
    if (situation.full()) {
      for (Party party : Party.values()) {
        store.registers.put(
            QuotaScope.of(POLICY, party, Samples.PAIR),
            new QuotaRegister(
                Stream.of("r3", "r2", "r1")
                    .map(id ->
                        new Submission(
                            new RequestId(id), "elsewhere", NOW.plus(Duration.ofDays(9))))
                    .toList(),
                List.of(),
                0));
      }
    }
    Party by = situation.by();
    if (by != null) {
      DisassociationRequest request = request(situation.standing(), by);
      store.requests.put(REQUEST, request);
      if (request.status() == RequestStatus.PENDING && situation.active()) {
        store.change(Samples.PAIR, a -> MemoryStore.holding(a, request.pending()));
      }
    }
    return store;
  }

  private static DisassociationRequest request(Standing standing, Party by) {
    Instant submitted =
        switch (standing) {
          // To the millisecond: this one has one left, that one's deadline is now.
          case PENDING -> NOW.minus(Samples.EXPIRY).plusMillis(1);
          case OVERDUE, EXPIRED -> NOW.minus(Samples.EXPIRY);
          case NONE, AGREED, REJECTED, WITHDRAWN, CANCELLED -> NOW.minus(Duration.ofDays(2));
        };
    DisassociationRequest pending = Samples.submitted(REQUEST, Samples.active(), by, submitted);
    Instant decided = NOW.minus(Duration.ofDays(1));
    Member counterparty = colleague(by.other());
    Member initiator = colleague(by);
    return switch (standing) {
      case NONE, PENDING, OVERDUE -> pending;
      case AGREED -> Samples.decided(pending, Decision.AGREE, counterparty, null, null, decided);
      case REJECTED -> Samples.decided(pending, Decision.REJECT, counterparty, "no", null, decided);
      case WITHDRAWN -> Samples.decided(pending, Decision.WITHDRAW, initiator, null, null, decided);
      case EXPIRED -> pending.at(NOW);
      case CANCELLED -> pending.cancelled(decided);
    };
  }

  private static Member colleague(Party party) {
    return new Member("colleague", party, Samples.PAIR.idOf(party), Role.ADMIN);
  }

  /// What the caller is shown, action by action.
  private static Map<Action, String> shown(Situation situation, Caller caller) {
    MemoryStore store = store(situation, caller);
    ViewPair view = new ViewPair(store, store, store, new MovableClock(NOW), POLICY);
    Map<Action, String> shown = new TreeMap<>();
    String counterparty = Samples.PAIR.idOf(caller.party().other());
    add(
        shown,
        List.of(Action.SUBMIT),
        view.association(caller.member(), counterparty),
        seen -> seen.actions());
    if (situation.by() != null) {
      add(
          shown,
          List.of(Action.AGREE, Action.REJECT, Action.WITHDRAW),
          view.request(caller.member(), counterparty, REQUEST.value()),
          seen -> seen.actions());
    }
    return shown;
  }

  private static <T> void add(
      Map<Action, String> shown,
      List<Action> actions,
      Access<T> access,
      Function<T, AllowedActions> of) {
    switch (access) {
      case Access.Granted<T>(var seen) -> {
        AllowedActions allowed = of.apply(seen);
        assertThat(allowed.refusals().keySet()).containsExactlyElementsOf(actions);
        allowed
            .refusals()
            .forEach((action, refusal) -> {
              assertThat(allowed.allows(action)).isEqualTo(refusal.isEmpty());
              shown.put(action, refusal.map(Refusal::word).orElse(ALLOWED));
            });
      }
      case Access.Hidden<T>() -> actions.forEach(action -> shown.put(action, HIDDEN));
      case Access.RoleNotAllowed<T>() -> throw new AssertionError("everybody may look");
    }
  }

  /// What comes of it when the caller tries.
  private static Map<Action, String> tried(Situation situation, Caller caller) {
    Map<Action, String> tried = new TreeMap<>();
    tried.put(Action.SUBMIT, submit(store(situation, caller), caller));
    if (situation.by() != null) {
      for (Decision decision : Decision.values()) {
        tried.put(decision.action(), decide(store(situation, caller), caller, decision));
      }
    }
    return tried;
  }

  private static String submit(MemoryStore store, Caller caller) {
    SubmitDisassociation submit =
        new SubmitDisassociation(
            store, new MovableClock(NOW), POLICY, Samples.LEDGER, store.codes.verifier());
    String counterparty = Samples.PAIR.idOf(caller.party().other());
    return switch (submit.open(caller.member(), Samples.ORIGIN, counterparty, "key")) {
      case Access.Hidden<SubmitDisassociation.Opened>() -> HIDDEN;
      case Access.RoleNotAllowed<SubmitDisassociation.Opened>() -> Refusal.ROLE_NOT_ALLOWED.word();
      case Access.Granted<SubmitDisassociation.Opened>(var opened) ->
          switch (submit.submit(
              opened,
              new SubmitDisassociation.Command(
                  "why", Samples.statement(Statement.Act.SUBMIT, caller.party()), null),
              "hash")) {
            case SubmitDisassociation.Outcome.Submitted _ -> ALLOWED;
            case SubmitDisassociation.Outcome.AssociationEnded _ ->
                Refusal.ASSOCIATION_ENDED.word();
            case SubmitDisassociation.Outcome.RequestPending _ -> Refusal.REQUEST_PENDING.word();
            case SubmitDisassociation.Outcome.Ineligible _ -> Refusal.INELIGIBLE.word();
            case SubmitDisassociation.Outcome.QuotaExceeded _ -> Refusal.QUOTA_EXCEEDED.word();
            case SubmitDisassociation.Outcome.Replayed _,
                SubmitDisassociation.Outcome.KeyReused _,
                SubmitDisassociation.Outcome.Invalid _,
                SubmitDisassociation.Outcome.VerificationRequired _,
                SubmitDisassociation.Outcome.VerificationFailed _ ->
                throw new AssertionError("a good body under a new key");
          };
    };
  }

  private static String decide(MemoryStore store, Caller caller, Decision decision) {
    DecideRequest decide =
        new DecideRequest(store, new MovableClock(NOW), Samples.LEDGER, store.codes.verifier());
    String counterparty = Samples.PAIR.idOf(caller.party().other());
    return switch (decide.open(caller.member(), Samples.ORIGIN, counterparty, REQUEST.value())) {
      case Access.Hidden<DecideRequest.Opened>() -> HIDDEN;
      case Access.RoleNotAllowed<DecideRequest.Opened>() -> Refusal.ROLE_NOT_ALLOWED.word();
      case Access.Granted<DecideRequest.Opened>(var opened) ->
          switch (decide.decide(
              opened,
              new DecideRequest.Command(
                  decision.word(),
                  "why",
                  Samples.statement(Statement.Act.AGREE, caller.party()),
                  null),
              new DecideRequest.Precondition.Version(1))) {
            case DecideRequest.Outcome.Decided(var request, _) -> {
              assertThat(request.status()).isEqualTo(decision.outcome());
              yield ALLOWED;
            }
            case DecideRequest.Outcome.NotYourSide _ -> Refusal.NOT_YOUR_SIDE.word();
            case DecideRequest.Outcome.AlreadyDecided _ -> Refusal.ALREADY_DECIDED.word();
            case DecideRequest.Outcome.Expired _ -> Refusal.REQUEST_EXPIRED.word();
            case DecideRequest.Outcome.Ineligible _ -> Refusal.INELIGIBLE.word();
            case DecideRequest.Outcome.Invalid _,
                DecideRequest.Outcome.Stale _,
                DecideRequest.Outcome.VerificationRequired _,
                DecideRequest.Outcome.VerificationFailed _ ->
                throw new AssertionError("a good body and the current version");
          };
    };
  }

  @ParameterizedTest
  @MethodSource("situations")
  void whatIsShownIsWhatComesOfIt(Situation situation) {
    for (Caller caller : callers()) {
      assertThat(tried(situation, caller)).as("%s", caller).isEqualTo(shown(situation, caller));
    }
  }

  @Test
  void theWholeMatrixIsTheReviewedOne() throws IOException {
    StringBuilder matrix = new StringBuilder();
    matrix.append("# request · initiator · association · blockers · quota\n");
    matrix.append(
        "#   caller (* customer not assigned to him) · submit · agree · reject · withdraw\n");
    for (Situation situation : situations()) {
      matrix.append('\n').append(situation.toString().stripTrailing()).append('\n');
      for (Caller caller : callers()) {
        Map<Action, String> shown = shown(situation, caller);
        String cells =
            Stream.of(Action.values())
                .map(action -> "%-18s".formatted(shown.getOrDefault(action, "-")))
                .collect(Collectors.joining());
        matrix.append(("  " + caller + cells).stripTrailing()).append('\n');
      }
    }
    Files.createDirectories(Objects.requireNonNull(ACTUAL.getParent()));
    Files.writeString(ACTUAL, matrix);
    assertThat(matrix.toString())
        .as("review %s and copy it to src/test/resources/permissions.txt", ACTUAL)
        .isEqualTo(golden());
  }

  private static String golden() throws IOException {
    try (InputStream in = PermissionsMatrixTest.class.getResourceAsStream("/permissions.txt")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// The design's words, put the other way round.
  @ParameterizedTest
  @MethodSource("situations")
  void theDesignsRulesHold(Situation situation) {
    boolean waits = situation.standing() == Standing.PENDING;
    for (Caller caller : callers()) {
      boolean admin = caller.role() == Role.ADMIN;
      boolean initiator = caller.party() == situation.by();
      Map<Action, String> shown = shown(situation, caller);
      assertThat(ALLOWED.equals(shown.get(Action.SUBMIT)))
          .as("submit: %s", caller)
          .isEqualTo(
              admin && situation.active() && !waits && !situation.blocked() && !situation.full());
      assertThat(ALLOWED.equals(shown.get(Action.AGREE)))
          .as("agree: %s", caller)
          .isEqualTo(admin && waits && !initiator && !situation.blocked());
      assertThat(ALLOWED.equals(shown.get(Action.REJECT)))
          .as("reject: %s", caller)
          .isEqualTo(admin && waits && !initiator);
      assertThat(ALLOWED.equals(shown.get(Action.WITHDRAW)))
          .as("withdraw: %s", caller)
          .isEqualTo(admin && waits && initiator);
    }
  }

  @ParameterizedTest
  @MethodSource("situations")
  void nobodyElsesPairIsEvenThere(Situation situation) {
    MemoryStore store = store(situation, new Caller(Party.PARTNER, Role.ADMIN, true));
    Pair foreign = Samples.pair("customer-2", "partner-1");
    ViewPair view = new ViewPair(store, store, store, new MovableClock(NOW), POLICY);
    Member partner = Samples.admin(Party.PARTNER);
    Member stranger = new Member("s", Party.PARTNER, "partner-2", Role.ADMIN);
    assertThat(view.association(stranger, "customer-1")).isInstanceOf(Access.Hidden.class);
    assertThat(view.request(stranger, "customer-1", REQUEST.value()))
        .isInstanceOf(Access.Hidden.class);
    store.put(Samples.active(foreign), Samples.clearFacts());
    // A pair of one's own, and the id of a request on another.
    assertThat(view.request(partner, "customer-2", REQUEST.value()))
        .isInstanceOf(Access.Hidden.class);
    assertThat(
            new DecideRequest(store, new MovableClock(NOW), Samples.LEDGER, store.codes.verifier())
                .open(partner, Samples.ORIGIN, "customer-2", "the-request"))
        .isInstanceOf(Access.Hidden.class);
  }
}
