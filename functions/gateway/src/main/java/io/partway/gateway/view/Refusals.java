package io.partway.gateway.view;

import io.partway.core.Fault;
import io.partway.core.eligibility.Blocker;
import io.partway.core.message.Language;
import io.partway.core.request.Impact;
import io.partway.core.request.Statement;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import java.util.List;

/// Refusals that more than one function gives, with what a client needs to go on.
public final class Refusals {
  private Refusals() {}

  /// 422 with these faults, and the statement in force where another one was acknowledged.
  ///
  /// @param language of the statement
  public static Problem invalid(
      List<Fault> faults, Statement.Subject statement, Impact consequences, Language language) {
    Problem problem = Problem.invalid(faults);
    return faults.stream().anyMatch(fault -> fault.code().equals(Fault.OUTDATED))
        ? problem.with("statement", StatementView.of(statement, consequences, language))
        : problem;
  }

  /// 422 with everything that stands in the way.
  public static Problem ineligible(List<Blocker> blockers) {
    return Problem.of(ProblemCode.INELIGIBLE, "Remove every blocker, then try again.")
        .with("blockers", BlockerView.of(blockers));
  }
}
