package io.partway.benchmarks.result;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What was found out about one operation of the API.
///
/// @param known whether it was called as its users do, and not only to be refused
/// @param onDemand a package on the managed runtime
/// @param image the container image with its AOT cache
/// @param snapStart a package restored from a snapshot: [Figures#init()] ends with the snapshot
/// @param uploadMegabytes the size of the package as it is uploaded
/// @param warm null where it was not measured
public record OperationResult(
    String operation,
    String function,
    boolean known,
    Figures onDemand,
    Figures image,
    Figures snapStart,
    double uploadMegabytes,
    double unpackedMegabytes,
    @Nullable Warm warm,
    Cost cost) {
  /// What DynamoDB charges for one call.
  ///
  /// @param calls the operations called, in their order
  public record Cost(BigDecimal readUnits, BigDecimal writeUnits, List<String> calls) {}

  /// How it stands to every budget.
  public List<Budget.Verdict> verdicts(Floor floor) {
    return Stream.of(
            new Budget.Verdict(operation, Budget.COLD, onDemand.cold() / floor.onDemand().cold()),
            new Budget.Verdict(
                operation, Budget.COLD_FROM_IMAGE, image.cold() / floor.image().cold()),
            new Budget.Verdict(operation, Budget.FIRST_AFTER_RESTORE, snapStart.first()),
            new Budget.Verdict(operation, Budget.PACKAGE, uploadMegabytes),
            new Budget.Verdict(operation, Budget.RESIDENT, onDemand.resident()),
            new Budget.Verdict(operation, Budget.RESIDENT_FROM_IMAGE, image.resident()))
        .toList();
  }

  /// A function that does nothing, in the same rounds.
  public record Floor(Figures onDemand, Figures image) {}
}
