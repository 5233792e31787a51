package io.partway.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.benchmarks.result.Budget.Verdict;
import io.partway.benchmarks.result.OperationResult.Cost;
import io.partway.benchmarks.result.OperationResult.Floor;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BudgetTest {
  private static final Floor FLOOR = new Floor(cold(100, 40), cold(80, 35));

  @Test
  void whatIsJustWithinIsKept() {
    assertThat(result(650, 240, 20, 15, 120, 80).verdicts(FLOOR))
        .hasSize(Budget.values().length)
        .allMatch(Verdict::kept);
  }

  @Test
  void eachIsMissedByItself() {
    assertThat(missed(result(651, 240, 20, 15, 120, 80))).containsExactly(Budget.COLD);
    assertThat(missed(result(650, 241, 20, 15, 120, 80))).containsExactly(Budget.COLD_FROM_IMAGE);
    assertThat(missed(result(650, 240, 20.1, 15, 120, 80)))
        .containsExactly(Budget.FIRST_AFTER_RESTORE);
    assertThat(missed(result(650, 240, 20, 15.1, 120, 80))).containsExactly(Budget.PACKAGE);
    assertThat(missed(result(650, 240, 20, 15, 120.1, 80))).containsExactly(Budget.RESIDENT);
    assertThat(missed(result(650, 240, 20, 15, 120, 80.1)))
        .containsExactly(Budget.RESIDENT_FROM_IMAGE);
  }

  private static List<Budget> missed(OperationResult result) {
    return result.verdicts(FLOOR).stream()
        .filter(verdict -> !verdict.kept())
        .map(Verdict::budget)
        .toList();
  }

  private static OperationResult result(
      double cold,
      double fromImage,
      double afterRestore,
      double upload,
      double resident,
      double residentFromImage) {
    return new OperationResult(
        "GET /v1/records",
        "ListRecords",
        true,
        cold(cold, resident),
        cold(fromImage, residentFromImage),
        new Figures(1, 900, 30, afterRestore, 930 + afterRestore, 0, 0, 0, 0),
        upload,
        30,
        null,
        new Cost(BigDecimal.ONE, BigDecimal.ZERO, List.of("Query")));
  }

  private static Figures cold(double cold, double resident) {
    return new Figures(1, cold - 1, 0, 1, cold, cold, cold, cold, resident);
  }
}
