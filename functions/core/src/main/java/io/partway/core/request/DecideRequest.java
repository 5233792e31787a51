package io.partway.core.request;

import io.partway.core.Fault;
import io.partway.core.StoreUnavailable;
import io.partway.core.Word;
import io.partway.core.association.Association;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Blocker;
import io.partway.core.history.Actor;
import io.partway.core.history.Ledger;
import io.partway.core.history.Step;
import io.partway.core.party.Ids;
import io.partway.core.party.Origin;
import io.partway.core.party.Pair;
import io.partway.core.party.Principal.Member;
import io.partway.core.verification.Operation;
import io.partway.core.verification.Purpose;
import io.partway.core.verification.SpentCode;
import io.partway.core.verification.Verifier;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An admin agrees to, rejects or withdraws a pending request.
///
/// Agreeing needs an acknowledged statement and no blocker, and ends the association in the same
/// transaction; rejecting needs a reason. A decision is refused to the millisecond once the
/// deadline has passed, whether or not the sweep has run. The same decision by the same user again
/// is a replay; everybody else is told who won.
public final class DecideRequest {
  private static final int ROUNDS = 8;

  private final RequestStore store;
  private final InstantSource clock;
  private final Ledger ledger;
  private final Verifier verifier;

  @Inject
  public DecideRequest(RequestStore store, InstantSource clock, Ledger ledger, Verifier verifier) {
    this.store = store;
    this.clock = clock;
    this.ledger = ledger;
    this.verifier = verifier;
  }

  /// What the body says; every member as it came.
  public record Command(
      @Nullable String decision,
      @Nullable String reason,
      @Nullable String statementVersion,
      @Nullable String verificationCode) {
    @Override
    public String toString() {
      return "Command[" + decision + "]";
    }
  }

  /// Which version of the request the caller has seen.
  public sealed interface Precondition {
    /// `If-Match` names this version.
    record Version(long version) implements Precondition {}

    /// `If-Match` names something that no version can match: `*`, a weak tag, somebody else's.
    record NeverMatches() implements Precondition {}
  }

  /// A decision whose caller may see the request and change things.
  public record Opened(
      Member caller, Origin origin, Pair pair, RequestId id, Instant now, Dossier dossier) {}

  /// What became of it.
  public sealed interface Outcome {
    /// Decided now, or by this very caller before.
    ///
    /// @param actions what can be done with it from here
    record Decided(DisassociationRequest request, AllowedActions actions) implements Outcome {}

    /// Something other than the body stands in the way.
    sealed interface Obstructed extends Outcome {}

    record NotYourSide() implements Obstructed {}

    /// The body breaks rules.
    ///
    /// @param statement what has to be acknowledged for agreeing
    /// @param consequences to be shown with it
    record Invalid(List<Fault> faults, Statement.Subject statement, Impact consequences)
        implements Outcome {}

    /// Brought to its end by somebody or something else.
    record AlreadyDecided(DisassociationRequest request) implements Obstructed {}

    record Expired(DisassociationRequest request) implements Obstructed {}

    /// The caller has seen another version.
    record Stale(DisassociationRequest request) implements Outcome {}

    record Ineligible(List<Blocker> blockers) implements Obstructed {}

    /// The party's settings ask for a verification code, and none was given.
    ///
    /// @param operation what one can be asked for
    record VerificationRequired(Operation operation) implements Outcome {}

    record VerificationFailed(Verifier.Verdict.Failed failed) implements Outcome {}
  }

  /// Looks the request up.
  ///
  /// @param origin where the call comes from, for the history
  public Access<Opened> open(
      Member caller, Origin origin, String counterpartyId, String requestId) {
    Optional<Pair> named = caller.pairWith(counterpartyId);
    if (named.isEmpty() || !Ids.wellFormed(requestId)) {
      return new Access.Hidden<>();
    }
    Opened opened = read(caller, origin, named.get(), new RequestId(requestId));
    Association association = opened.dossier().association();
    if (opened.dossier().request() == null
        || association == null
        || !association.visibleTo(caller)) {
      return new Access.Hidden<>();
    }
    if (Permissions.refusalByRole(caller).isPresent()) {
      return new Access.RoleNotAllowed<>();
    }
    return new Access.Granted<>(opened);
  }

  /// Decides.
  public Outcome decide(Opened opened, Command command, Precondition precondition) {
    Opened current = opened;
    for (int round = 0; round < ROUNDS; round++) {
      switch (judge(current, command, precondition)) {
        case Verdict.Refused(var outcome) -> {
          return outcome;
        }
        case Verdict.Accepted(var decision, var decided, var association) -> {
          switch (verify(current, decision, command)) {
            case Proof.Missing() -> {
              return new Outcome.VerificationRequired(operation(decision));
            }
            case Proof.Failed(var failed) -> {
              // Whoever was faster with the same code has spent it: then what he did is the answer.
              current = read(opened.caller(), opened.origin(), opened.pair(), opened.id());
              return switch (judge(current, command, precondition)) {
                case Verdict.Refused(var since) -> since;
                case Verdict.Accepted _ -> new Outcome.VerificationFailed(failed);
              };
            }
            case Proof.Given(var code) -> {
              if (store.decide(decided, association.head(), code) == RequestStore.Commit.DONE) {
                return done(current, decided, association);
              }
            }
          }
        }
      }
      // Lost a race, or an earlier attempt's answer: what is there now tells which. The lost
      // attempt
      // wrote nothing, so the next one has an instant of its own: the deadline may have passed
      // meanwhile, and a new request have taken this one's slot.
      current = read(opened.caller(), opened.origin(), opened.pair(), opened.id());
    }
    throw new StoreUnavailable("decide kept losing races");
  }

  private sealed interface Verdict {
    record Accepted(Decision decision, DisassociationRequest decided, Association association)
        implements Verdict {}

    record Refused(Outcome outcome) implements Verdict {}
  }

  private Opened read(Member caller, Origin origin, Pair pair, RequestId id) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Opened(caller, origin, pair, id, now, store.read(pair, caller.party(), null, id));
  }

  private Verdict judge(Opened opened, Command command, Precondition precondition) {
    Dossier dossier = opened.dossier();
    Member caller = opened.caller();
    Instant now = opened.now();
    Association association = Objects.requireNonNull(dossier.association());
    DisassociationRequest stored = Objects.requireNonNull(dossier.request());
    DisassociationRequest request = stored.at(now);
    Statement.Subject subject = new Statement.Subject(Statement.Act.AGREE, caller.party());

    Optional<Decision> named =
        command.decision() == null
            ? Optional.empty()
            : Word.parse(Decision.class, command.decision());
    if (named.isPresent()) {
      Decision decision = named.get();
      if (Permissions.refusalBySide(caller, decision, request).isPresent()) {
        return new Verdict.Refused(new Outcome.NotYourSide());
      }
      if (decidedBefore(request, decision, caller)) {
        return new Verdict.Refused(done(opened, request, association));
      }
    }

    List<Fault> faults = new ArrayList<>();
    if (command.decision() == null) {
      faults.add(Fault.required("decision"));
    } else if (named.isEmpty()) {
      faults.add(new Fault("decision", "unknown", "Use one of: agree, reject, withdraw."));
    }
    boolean reasonNeeded = named.filter(d -> d == Decision.REJECT).isPresent();
    String reason =
        Bodies.reason(
            reasonNeeded ? Reason.required(command.reason()) : Reason.optional(command.reason()),
            faults);
    Statement statement =
        named.filter(d -> d == Decision.AGREE).isPresent()
            ? Bodies.acknowledged(command.statementVersion(), subject, faults)
            : null;
    if (!faults.isEmpty() || named.isEmpty()) {
      return new Verdict.Refused(
          new Outcome.Invalid(
              List.copyOf(faults), subject, Impact.of(association.type(), dossier.facts())));
    }
    Decision decision = named.get();

    Optional<Refusal> finished = Permissions.refusalByStatus(request, now);
    if (finished.isPresent()) {
      return new Verdict.Refused(
          finished.get() == Refusal.REQUEST_EXPIRED
              ? new Outcome.Expired(request)
              : new Outcome.AlreadyDecided(request));
    }
    boolean seen =
        switch (precondition) {
          case Precondition.Version(long version) -> version == request.version();
          case Precondition.NeverMatches() -> false;
        };
    if (!seen) {
      return new Verdict.Refused(new Outcome.Stale(request));
    }
    if (Permissions.refusalByClearance(decision, association.clearance(), now).isPresent()) {
      return new Verdict.Refused(new Outcome.Ineligible(dossier.blockers(now)));
    }
    return new Verdict.Accepted(
        decision,
        stored
            .decided(decision, reason, now)
            .entered(
                ledger,
                association.head(),
                association.state(),
                new Step.Doer(caller, opened.origin()),
                statement == null
                    ? null
                    : Bodies.kept(statement, association.type(), dossier.facts())),
        association);
  }

  /// What would refuse this decision now, whatever its body says; empty when nothing would.
  public Optional<Outcome.Obstructed> obstacle(Opened opened, Decision decision) {
    Dossier dossier = opened.dossier();
    Instant now = opened.now();
    DisassociationRequest request = Objects.requireNonNull(dossier.request()).at(now);
    Association association = Objects.requireNonNull(dossier.association());
    return Permissions.refusalToDecide(
            opened.caller(), decision, request, association.clearance(), now)
        .map(refusal ->
            switch (refusal) {
              case NOT_YOUR_SIDE -> new Outcome.NotYourSide();
              case REQUEST_EXPIRED -> new Outcome.Expired(request);
              case ALREADY_DECIDED -> new Outcome.AlreadyDecided(request);
              case INELIGIBLE -> new Outcome.Ineligible(dossier.blockers(now));
              case ROLE_NOT_ALLOWED, ASSOCIATION_ENDED, REQUEST_PENDING, QUOTA_EXCEEDED ->
                  throw new IllegalStateException("not a refusal of a decision: " + refusal);
            });
  }

  private sealed interface Proof {
    /// @param code to spend; null where none is asked for
    record Given(@Nullable SpentCode code) implements Proof {}

    record Missing() implements Proof {}

    record Failed(Verifier.Verdict.Failed failed) implements Proof {}
  }

  private Proof verify(Opened opened, Decision decision, Command command) {
    if (!opened.dossier().verificationRequired()) {
      return new Proof.Given(null);
    }
    return switch (verifier.verify(
        Purpose.of(opened.caller(), operation(decision), opened.id().value()),
        command.verificationCode(),
        opened.now())) {
      case Verifier.Verdict.Right(var code) -> new Proof.Given(code);
      case Verifier.Verdict.Missing() -> new Proof.Missing();
      case Verifier.Verdict.Failed failed -> new Proof.Failed(failed);
    };
  }

  private static Operation operation(Decision decision) {
    return switch (decision) {
      case AGREE -> Operation.AGREE;
      case REJECT -> Operation.REJECT;
      case WITHDRAW -> Operation.WITHDRAW;
    };
  }

  /// Whether this very user has decided so. Once his person has been erased from the record, nobody
  /// can tell any more.
  private boolean decidedBefore(DisassociationRequest request, Decision decision, Member caller) {
    return request.status() == decision.outcome()
        && Actor.of(caller).equals(request.decidedBy())
        && ledger
            .person(request.pair(), request.entries().getLast())
            .filter(person -> person.subject().equals(caller.subject()))
            .isPresent();
  }

  private static Outcome done(
      Opened opened, DisassociationRequest request, Association association) {
    return new Outcome.Decided(
        request,
        Permissions.onRequest(opened.caller(), request, association.clearance(), opened.now()));
  }
}
