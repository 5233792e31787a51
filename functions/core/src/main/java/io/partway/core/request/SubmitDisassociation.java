package io.partway.core.request;

import io.partway.core.Fault;
import io.partway.core.Limit;
import io.partway.core.StoreUnavailable;
import io.partway.core.association.Association;
import io.partway.core.association.PendingRequest;
import io.partway.core.association.RequestId;
import io.partway.core.eligibility.Blocker;
import io.partway.core.history.Ledger;
import io.partway.core.history.Step;
import io.partway.core.party.Origin;
import io.partway.core.party.Pair;
import io.partway.core.party.Principal.Member;
import io.partway.core.policy.Policy;
import io.partway.core.quota.Quota;
import io.partway.core.quota.QuotaScope;
import io.partway.core.quota.Submission;
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

/// A party's admin asks to end an association.
///
/// It needs an acknowledged statement in its current version, a reason, no blocker, a free quota
/// slot, and no request of either side that waits on the pair. A refused submit uses up nothing,
/// its idempotency key included; an accepted one answers the same to the same key for ever.
public final class SubmitDisassociation {
  /// Rounds of judging and writing before giving up. A lost round means that somebody else's write
  /// went through, which a register has only so many slots for.
  private static final int ROUNDS = Limit.SUBMISSION_SLOTS.standard() + 8;

  private final RequestStore store;
  private final InstantSource clock;
  private final Policy policy;
  private final Ledger ledger;
  private final Verifier verifier;

  @Inject
  public SubmitDisassociation(
      RequestStore store, InstantSource clock, Policy policy, Ledger ledger, Verifier verifier) {
    this.store = store;
    this.clock = clock;
    this.policy = policy;
    this.ledger = ledger;
    this.verifier = verifier;
  }

  /// What the body says; every member as it came.
  public record Command(
      @Nullable String reason,
      @Nullable String statementVersion,
      @Nullable String verificationCode) {
    @Override
    public String toString() {
      return "Command[" + statementVersion + "]";
    }
  }

  /// A submit whose caller may make it.
  ///
  /// @param idempotencyKey null as long as the caller has not given a usable one
  public record Opened(
      Member caller,
      Origin origin,
      Pair pair,
      Instant now,
      @Nullable String idempotencyKey,
      Dossier dossier) {}

  /// What became of it.
  public sealed interface Outcome {
    /// Taken in.
    record Submitted(DisassociationRequest request) implements Outcome {}

    /// Taken in before, under the same key.
    ///
    /// @param request as it was then
    record Replayed(DisassociationRequest request) implements Outcome {}

    /// The key has been used for another body.
    record KeyReused() implements Outcome {}

    /// The body breaks rules.
    ///
    /// @param statement what has to be acknowledged
    /// @param consequences to be shown with it
    record Invalid(List<Fault> faults, Statement.Subject statement, Impact consequences)
        implements Outcome {}

    /// Something other than the body stands in the way.
    sealed interface Obstructed extends Outcome {}

    record AssociationEnded() implements Obstructed {}

    record RequestPending(PendingRequest pending) implements Obstructed {}

    record Ineligible(List<Blocker> blockers) implements Obstructed {}

    record QuotaExceeded(Quota quota) implements Obstructed {}

    /// The party's settings ask for a verification code, and none was given.
    ///
    /// @param operation what one can be asked for
    record VerificationRequired(Operation operation) implements Outcome {}

    record VerificationFailed(Verifier.Verdict.Failed failed) implements Outcome {}
  }

  /// Looks the pair up.
  ///
  /// @param origin where the call comes from, for the history
  /// @param idempotencyKey null when the caller gave none or a malformed one
  public Access<Opened> open(
      Member caller, Origin origin, String counterpartyId, @Nullable String idempotencyKey) {
    Optional<Pair> named = caller.pairWith(counterpartyId);
    if (named.isEmpty()) {
      return new Access.Hidden<>();
    }
    Opened opened = read(caller, origin, named.get(), idempotencyKey);
    Association association = opened.dossier().association();
    if (association == null || !association.visibleTo(caller)) {
      return new Access.Hidden<>();
    }
    if (Permissions.refusalByRole(caller).isPresent()) {
      return new Access.RoleNotAllowed<>();
    }
    return new Access.Granted<>(opened);
  }

  /// Submits.
  ///
  /// @param opened with a key
  /// @param bodyHash of the whole body but for the verification code
  public Outcome submit(Opened opened, Command command, String bodyHash) {
    String key = Objects.requireNonNull(opened.idempotencyKey());
    RequestId id = idOf(opened.caller(), opened.pair(), key);
    Opened current = opened;
    for (int round = 0; round < ROUNDS; round++) {
      switch (judge(current, id, command, bodyHash)) {
        case Verdict.Refused(var outcome) -> {
          return outcome;
        }
        case Verdict.Accepted(var accepted) -> {
          switch (verify(current, command)) {
            case Proof.Missing() -> {
              return new Outcome.VerificationRequired(Operation.SUBMIT);
            }
            case Proof.Failed(var failed) -> {
              // Whoever was faster with the same code has spent it: then what he did is the answer.
              current = read(opened.caller(), opened.origin(), opened.pair(), key);
              switch (judge(current, id, command, bodyHash)) {
                case Verdict.Refused(var since) -> {
                  return since;
                }
                case Verdict.Accepted _ -> {
                  return new Outcome.VerificationFailed(failed);
                }
                case Verdict.ReadAgain() -> {}
              }
            }
            case Proof.Given(var code) -> {
              if (store.submit(submission(current, accepted, code)) == RequestStore.Commit.DONE) {
                return new Outcome.Submitted(accepted);
              }
            }
          }
        }
        case Verdict.ReadAgain() -> {}
      }
      // Lost a race, or an earlier attempt's answer: what is there now tells which, our own record
      // first of all. The lost attempt wrote nothing, so the next one has an instant of its own.
      current = read(opened.caller(), opened.origin(), opened.pair(), key);
    }
    throw new StoreUnavailable("submit kept losing races");
  }

  private sealed interface Verdict {
    record Accepted(DisassociationRequest request) implements Verdict {}

    record Refused(Outcome outcome) implements Verdict {}

    /// What was read had only half arrived.
    record ReadAgain() implements Verdict {}
  }

  private Verdict judge(Opened opened, RequestId id, Command command, String bodyHash) {
    Dossier dossier = opened.dossier();
    Association association = Objects.requireNonNull(dossier.association());
    Instant now = opened.now();
    DisassociationRequest own = dossier.request();
    if (own == null && mentions(dossier, association, id)) {
      return new Verdict.ReadAgain();
    }
    if (own != null) {
      return new Verdict.Refused(
          own.bodyHash().equals(bodyHash)
              ? new Outcome.Replayed(own.asSubmitted())
              : new Outcome.KeyReused());
    }
    List<Fault> faults = new ArrayList<>();
    Statement.Subject subject =
        new Statement.Subject(Statement.Act.SUBMIT, opened.caller().party());
    String reason = Bodies.reason(Reason.required(command.reason()), faults);
    Statement statement = Bodies.acknowledged(command.statementVersion(), subject, faults);
    if (reason == null || statement == null) {
      return new Verdict.Refused(
          new Outcome.Invalid(
              List.copyOf(faults), subject, Impact.of(association.type(), dossier.facts())));
    }
    Optional<Outcome.Obstructed> obstacle = obstacle(opened);
    if (obstacle.isPresent()) {
      return new Verdict.Refused(obstacle.get());
    }
    DisassociationRequest request =
        DisassociationRequest.submitted(
                id,
                association,
                opened.caller().party(),
                reason,
                bodyHash,
                now,
                now.plus(policy.requestExpiry()))
            .entered(
                ledger,
                association.head(),
                association.state(),
                new Step.Doer(opened.caller(), opened.origin()),
                Bodies.kept(statement, association.type(), dossier.facts()));
    return new Verdict.Accepted(request);
  }

  /// What would refuse this submit now, whatever its body says; empty when nothing would.
  public Optional<Outcome.Obstructed> obstacle(Opened opened) {
    Dossier dossier = opened.dossier();
    Association association = Objects.requireNonNull(dossier.association());
    Instant now = opened.now();
    Quota quota = dossier.register().at(now, policy.submissionLimit());
    return Permissions.refusalToSubmit(association, quota, now)
        .map(refusal ->
            switch (refusal) {
              case ASSOCIATION_ENDED -> new Outcome.AssociationEnded();
              case REQUEST_PENDING ->
                  new Outcome.RequestPending(Objects.requireNonNull(association.pending()));
              case INELIGIBLE -> new Outcome.Ineligible(dossier.blockers(now));
              case QUOTA_EXCEEDED -> new Outcome.QuotaExceeded(quota);
              case ROLE_NOT_ALLOWED, NOT_YOUR_SIDE, ALREADY_DECIDED, REQUEST_EXPIRED ->
                  throw new IllegalStateException("not a refusal of a submit: " + refusal);
            });
  }

  private sealed interface Proof {
    /// @param code to spend; null where none is asked for
    record Given(@Nullable SpentCode code) implements Proof {}

    record Missing() implements Proof {}

    record Failed(Verifier.Verdict.Failed failed) implements Proof {}
  }

  private Proof verify(Opened opened, Command command) {
    if (!opened.dossier().verificationRequired()) {
      return new Proof.Given(null);
    }
    Member caller = opened.caller();
    String counterpartyId = opened.pair().idOf(caller.party().other());
    return switch (verifier.verify(
        Purpose.of(caller, Operation.SUBMIT, counterpartyId),
        command.verificationCode(),
        opened.now())) {
      case Verifier.Verdict.Right(var code) -> new Proof.Given(code);
      case Verifier.Verdict.Missing() -> new Proof.Missing();
      case Verifier.Verdict.Failed failed -> new Proof.Failed(failed);
    };
  }

  private RequestStore.NewRequest submission(
      Opened opened, DisassociationRequest request, @Nullable SpentCode code) {
    Instant now = opened.now();
    Dossier dossier = opened.dossier();
    return new RequestStore.NewRequest(
        request,
        scopeOf(opened.caller(), opened.pair()),
        new Submission(
            request.id(),
            opened.pair().idOf(opened.caller().party().other()),
            dossier.register().releaseAt(now, policy.submissionWindowMonths())),
        dossier.register().limitAt(now, policy.submissionLimit()),
        dossier.register().grantsVersion(),
        Objects.requireNonNull(dossier.association()).head(),
        code);
  }

  /// Whether this request, whose record was not there yet, has left its mark beside it: of two
  /// equal submits at once, the later one must meet its replay, not a refusal by itself.
  private static boolean mentions(Dossier dossier, Association association, RequestId id) {
    PendingRequest pending = association.pending();
    return (pending != null && pending.id().equals(id))
        || dossier.register().submissions().stream().anyMatch(s -> s.request().equals(id));
  }

  private Opened read(Member caller, Origin origin, Pair pair, @Nullable String key) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    RequestId id = key == null ? null : idOf(caller, pair, key);
    return new Opened(
        caller,
        origin,
        pair,
        now,
        key,
        store.read(pair, caller.party(), scopeOf(caller, pair), id));
  }

  private QuotaScope scopeOf(Member caller, Pair pair) {
    return QuotaScope.of(policy, caller.party(), pair);
  }

  private static RequestId idOf(Member caller, Pair pair, String key) {
    return RequestId.derive(caller.party(), pair, key);
  }
}
