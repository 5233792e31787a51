package io.partway.core.request;

import io.partway.core.Fault;
import java.util.List;
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

  /// Adds a fault unless the statement in force is the one that was acknowledged.
  static void acknowledged(@Nullable String version, Statement current, List<Fault> faults) {
    if (version == null) {
      faults.add(Fault.required("statementVersion"));
    } else if (!version.equals(current.version())) {
      faults.add(
          new Fault(
              "statementVersion",
              Fault.OUTDATED,
              "Show the current statement and send its version once it is acknowledged."));
    }
  }
}
