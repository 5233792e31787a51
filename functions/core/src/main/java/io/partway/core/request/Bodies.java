package io.partway.core.request;

import io.partway.core.Fault;
import io.partway.core.association.AssociationType;
import io.partway.core.eligibility.Facts;
import io.partway.core.history.Acknowledgement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The members that submit and decide have in common.
final class Bodies {
  private Bodies() {}

  /// The reason's text; its fault is added to the others.
  static @Nullable String reason(Reason.Reading reading, List<Fault> faults) {
    return switch (reading) {
      case Reason.Reading.Good(var text) -> text;
      case Reason.Reading.Bad(var fault) -> {
        faults.add(fault);
        yield null;
      }
    };
  }

  /// The statement that was acknowledged; null, and a fault is added, unless it is one in force, in
  /// whatever language.
  static @Nullable Statement acknowledged(
      @Nullable String version, Statement.Subject subject, List<Fault> faults) {
    if (version == null) {
      faults.add(Fault.required("statementVersion"));
      return null;
    }
    Optional<Statement> inForce = subject.inForce(version);
    if (inForce.isEmpty()) {
      faults.add(
          new Fault(
              "statementVersion",
              Fault.OUTDATED,
              "Show the current statement and send its version once it is acknowledged."));
    }
    return inForce.orElse(null);
  }

  /// What the history keeps of an acknowledged statement: itself, and the consequences that were
  /// announced with it.
  static Acknowledgement kept(Statement statement, AssociationType type, Facts facts) {
    return new Acknowledgement(
        statement.version(), statement.hash(), Impact.of(type, facts).codes());
  }
}
