package io.partway.benchmarks;

import io.partway.benchmarks.aws.Units;
import io.partway.benchmarks.image.ImageLayout;
import io.partway.benchmarks.lambda.FunctionPackage;
import io.partway.benchmarks.lambda.FunctionProcess;
import io.partway.benchmarks.lambda.FunctionProcess.Check;
import io.partway.benchmarks.lambda.Launch;
import io.partway.benchmarks.lambda.Launcher;
import io.partway.benchmarks.lambda.Sample;
import io.partway.benchmarks.load.Operation;
import io.partway.benchmarks.result.Budget;
import io.partway.benchmarks.result.ClassLoads;
import io.partway.benchmarks.result.Figures;
import io.partway.benchmarks.result.OperationResult;
import io.partway.benchmarks.result.OperationResult.Cost;
import io.partway.benchmarks.result.OperationResult.Floor;
import io.partway.benchmarks.result.Warm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Measures operations: each start is a process of its own, and the starts of all operations and of
/// the no-op are interleaved, in one order and then in the other, so that what drifts on the
/// machine drifts for all of them.
final class Benchmark {
  /// Of which megabytes: 10⁶ bytes.
  private static final double MEGA = 1e6;

  private final Surroundings surroundings;
  private final Launcher launcher;
  private final ImageLayout image;
  private final FunctionPackage noop;
  private final ImageLayout noopImage;
  private final Settings settings;
  private final Consumer<String> progress;

  /// How much is measured.
  ///
  /// @param rounds starts of each kind
  /// @param calls after the first one of a start
  /// @param settle how many warm calls are left out first
  /// @param warm how many are measured then; 0 for none
  record Settings(int rounds, int calls, int settle, int warm) {}

  Benchmark(
      Surroundings surroundings,
      Launcher launcher,
      ImageLayout image,
      FunctionPackage noop,
      ImageLayout noopImage,
      Settings settings,
      Consumer<String> progress) {
    this.surroundings = surroundings;
    this.launcher = launcher;
    this.image = image;
    this.noop = noop;
    this.noopImage = noopImage;
    this.settings = settings;
    this.progress = progress;
  }

  /// What was found out.
  record Outcome(Floor floor, List<OperationResult> operations) {
    List<Budget.Verdict> verdicts() {
      return operations.stream().flatMap(each -> each.verdicts(floor).stream()).toList();
    }
  }

  /// How a function is started; also what its figures are found by.
  enum Way {
    ON_DEMAND,
    IMAGE,
    SNAP_START;

    /// What it has to keep of those that the classes decide which it loads.
    Set<Budget> budgets() {
      return switch (this) {
        case ON_DEMAND -> Set.of(Budget.COLD, Budget.RESIDENT);
        case IMAGE -> Set.of(Budget.COLD_FROM_IMAGE, Budget.RESIDENT_FROM_IMAGE);
        case SNAP_START -> Set.of(Budget.FIRST_AFTER_RESTORE);
      };
    }
  }

  /// A kind of start, of the no-op where there is no operation.
  private record Cell(@Nullable Operation operation, Way way) {}

  Outcome run(List<Operation> operations) {
    Map<Cell, List<Sample>> samples = starts(operations);
    Floor floor =
        new Floor(figures(samples, null, Way.ON_DEMAND), figures(samples, null, Way.IMAGE));
    List<OperationResult> results = new ArrayList<>();
    for (Operation operation : operations) {
      progress.accept("warm: " + operation.title());
      results.add(
          new OperationResult(
              operation.title(),
              operation.function().name(),
              operation.known(),
              figures(samples, operation, Way.ON_DEMAND),
              figures(samples, operation, Way.IMAGE),
              figures(samples, operation, Way.SNAP_START),
              operation.function().uploadBytes() / MEGA,
              operation.function().unpackedBytes() / MEGA,
              settings.warm() == 0 ? null : warm(operation),
              cost(operation)));
    }
    return new Outcome(floor, List.copyOf(results));
  }

  /// Where the classes come from that an operation loads until its first answer; of a function that
  /// is restored from a snapshot, since then.
  ClassLoads classLoads(Operation operation, Way way, Path log) {
    AtomicLong before = new AtomicLong();
    FunctionProcess.sample(
        launch(new Cell(operation, way)).tellingClasses(log),
        operation.events(1),
        0,
        () -> {
          surroundings.front().cut();
          before.set(ClassLoads.told(log));
        },
        operation.check());
    return ClassLoads.of(log, before.get());
  }

  private Map<Cell, List<Sample>> starts(List<Operation> operations) {
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell(null, Way.ON_DEMAND));
    cells.add(new Cell(null, Way.IMAGE));
    for (Operation operation : operations) {
      for (Way way : Way.values()) {
        cells.add(new Cell(operation, way));
      }
    }
    Map<Cell, List<Sample>> samples = new HashMap<>();
    // The first round fills the page cache, and warms what stands around up; it does not count.
    for (int round = 0; round <= settings.rounds(); round++) {
      progress.accept(
          round == 0
              ? "%d kinds of start, once each, not counted".formatted(cells.size())
              : "round %d of %d".formatted(round, settings.rounds()));
      for (Cell cell : cells) {
        Sample sample = sample(cell);
        if (round > 0) {
          samples.computeIfAbsent(cell, _ -> new ArrayList<>()).add(sample);
        }
      }
      Collections.reverse(cells);
    }
    return samples;
  }

  private Sample sample(Cell cell) {
    int calls = 1 + settings.calls();
    List<byte[]> events =
        cell.operation() == null
            ? Collections.nCopies(calls, new byte[] {'{', '}'})
            : cell.operation().events(calls);
    Check check = cell.operation() == null ? _ -> {} : cell.operation().check();
    return FunctionProcess.sample(
        launch(cell), events, settings.calls(), surroundings.front()::cut, check);
  }

  private Launch launch(Cell cell) {
    FunctionPackage function = cell.operation() == null ? noop : cell.operation().function();
    return switch (cell.way()) {
      case ON_DEMAND -> launcher.onDemand(function);
      case SNAP_START -> launcher.snapStart(function);
      case IMAGE ->
          launcher.image(function, (cell.operation() == null ? noopImage : image).root(), Map.of());
    };
  }

  private static Figures figures(
      Map<Cell, List<Sample>> samples, @Nullable Operation operation, Way way) {
    return Figures.of(samples.getOrDefault(new Cell(operation, way), List.of()));
  }

  private Warm warm(Operation operation) {
    List<byte[]> events = operation.events(1 + settings.settle() + settings.warm());
    return Warm.of(
        FunctionProcess.sample(
            launcher.onDemand(operation.function()),
            events,
            settings.settle(),
            () -> {},
            operation.check()));
  }

  /// The second call of a process, by which time nothing is done that is done once only.
  private Cost cost(Operation operation) {
    List<byte[]> events = operation.events(2);
    try (FunctionProcess function =
        FunctionProcess.start(
            launcher.onDemand(operation.function()), List.of(events.get(0)), () -> {})) {
      function.answer();
      Units units =
          surroundings
              .front()
              .metered(() -> operation.check().check(function.invoke(events.get(1)).body()));
      return new Cost(units.read(), units.written(), units.calls());
    }
  }
}
