package io.partway.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.benchmarks.Benchmark.Way;
import io.partway.benchmarks.aws.Certificate;
import io.partway.benchmarks.image.ImageLayout;
import io.partway.benchmarks.image.Training;
import io.partway.benchmarks.lambda.FunctionPackage;
import io.partway.benchmarks.lambda.Launcher;
import io.partway.benchmarks.load.Deployment;
import io.partway.benchmarks.load.NoopPackage;
import io.partway.benchmarks.load.Operation;
import io.partway.benchmarks.result.Budget;
import io.partway.benchmarks.result.Budget.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The commands behind `infra/benchmarks/run` and `infra/image/build`.
@Command(
    name = "infra/benchmarks/run",
    description = "Measures the functions of template.yaml and holds them to their budgets.",
    mixinStandardHelpOptions = true,
    subcommands = {Main.Assemble.class, Main.Train.class})
public final class Main implements Runnable {
  private static final int MISSED = 3;

  @Option(names = "--quick", description = "Three rounds, one operation of each function.")
  private boolean quick;

  @Option(names = "--rounds", description = "Starts of each kind; 7, with --quick 3.")
  private int rounds;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description = "Only operations whose method and path it is found in.")
  private String only = "";

  @Option(names = "--json", paramLabel = "FILE", description = "Where results go as JSON.")
  private @Nullable Path json;

  @Option(names = "--no-warm", description = "Starts alone, no warm calls.")
  private boolean noWarm;

  @Option(names = "--no-micro", description = "Leave JMH out.")
  private boolean noMicro;

  @Option(names = "--root", hidden = true)
  private Path root = Path.of(".");

  @Option(
      names = "--trust",
      hidden = true,
      description =
          "A file of trusted certificates that functions read; without it there is no TLS.")
  private @Nullable Path trust;

  @Option(names = "--pin", hidden = true, split = ",")
  private List<String> pin = List.of();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public void run() {
    PrintWriter out = console();
    Machine before = Machine.now(root, InstantSource.system());
    Path work = work(root);
    Launcher launcher = new Launcher(java(), runtime(root), pin);
    Optional<Certificate> certificate = certificate(work, trust);
    Deployment packages = new Deployment(root, URI.create("https://127.0.0.1"));
    ImageLayout image = new ImageLayout(work.resolve("image"));
    image.assemble(packages.functions().values(), runtime(root), bootstrap(root));
    FunctionPackage noop = NoopPackage.make(work.resolve("noop"));
    ImageLayout noopImage = new ImageLayout(work.resolve("noop-image"));
    noopImage.assemble(List.of(noop), runtime(root), bootstrap(root));
    try (Surroundings surroundings =
        new Surroundings(
            root,
            engine(root),
            certificate,
            InetAddress.getLoopbackAddress(),
            launcher::onDemand)) {
      train(surroundings, image, launcher, out);
      if (!noopImage.trained(noop)) {
        new Training(noopImage, launcher).run(noop, Collections.nCopies(20, new byte[] {'{', '}'}));
      }
      List<Operation> operations = operations(surroundings.calls().operations());
      Benchmark benchmark =
          new Benchmark(surroundings, launcher, image, noop, noopImage, settings(), out::println);
      Benchmark.Outcome outcome = benchmark.run(operations);
      List<Micro.Score> micro = noMicro ? List.of() : Micro.run(quick, work.resolve("jmh.log"));
      Report report = new Report(before.after(), outcome, micro);
      report.write(json == null ? work.resolve("results.json") : json);
      out.println(report.tables());
      profiles(benchmark, operations, outcome, work, out);
      if (!report.kept()) {
        out.flush();
        System.exit(MISSED);
      }
    }
  }

  private Benchmark.Settings settings() {
    int starts = rounds > 0 ? rounds : quick ? 3 : 7;
    return quick
        ? new Benchmark.Settings(starts, 20, 50, noWarm ? 0 : 150)
        : new Benchmark.Settings(starts, 20, 400, noWarm ? 0 : 600);
  }

  private List<Operation> operations(List<Operation> all) {
    var pattern = Pattern.compile(only);
    Set<String> functions = new LinkedHashSet<>();
    return all.stream()
        .filter(operation -> pattern.matcher(operation.title()).find())
        .filter(operation -> !quick || functions.add(operation.function().name()))
        .toList();
  }

  /// Of what has missed a budget that classes decide.
  private static void profiles(
      Benchmark benchmark,
      List<Operation> operations,
      Benchmark.Outcome outcome,
      Path work,
      PrintWriter out) {
    for (Operation operation : operations) {
      List<Budget> missed =
          outcome.verdicts().stream()
              .filter(verdict -> !verdict.kept())
              .filter(verdict -> verdict.operation().equals(operation.title()))
              .map(Verdict::budget)
              .toList();
      for (Way way : Way.values()) {
        if (missed.stream().anyMatch(way.budgets()::contains)) {
          out.println("classes of " + operation.title() + ", " + way);
          out.println(benchmark.classLoads(operation, way, work.resolve("class-load.log")).table());
        }
      }
    }
  }

  /// Makes the folder that the container image is built in.
  @Command(
      name = "assemble",
      description = "Makes the folder that the container image is built in.")
  static final class Assemble implements Runnable {
    @Option(names = "--root", required = true)
    private Path root = Path.of(".");

    @Option(names = "--to", required = true)
    private Path to = Path.of(".");

    @Override
    public void run() {
      Deployment packages = new Deployment(root, URI.create("https://127.0.0.1"));
      new ImageLayout(to).assemble(packages.functions().values(), runtime(root), bootstrap(root));
    }
  }

  /// Trains the AOT cache of an image, inside of it.
  @Command(name = "train", description = "Trains the AOT cache of an image, inside of it.")
  static final class Train implements Runnable {
    @Option(names = "--image", required = true)
    private Path image = Path.of(".");

    @Option(names = "--template", required = true)
    private Path template = Path.of(".");

    @Option(names = "--engine", required = true)
    private Path engine = Path.of(".");

    @Option(names = "--trust", required = true)
    private Path trust = Path.of(".");

    @Override
    public void run() {
      Path work = image.resolveSibling("training-work");
      try {
        Files.createDirectories(work);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Launcher launcher = new Launcher(java(), List.of(), List.of());
      ImageLayout layout = new ImageLayout(image);
      try (Surroundings surroundings =
          new Surroundings(
              template,
              engine,
              certificate(work, trust),
              InetAddress.getLoopbackAddress(),
              function -> launcher.image(function, image, Map.of()))) {
        train(surroundings, layout, launcher, console());
      }
    }
  }

  private static void train(
      Surroundings surroundings, ImageLayout image, Launcher launcher, PrintWriter out) {
    Training training = new Training(image, launcher);
    List<Future<?>> written = new ArrayList<>();
    try (ExecutorService writers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (FunctionPackage function : surroundings.deployment().functions().values()) {
        if (!image.trained(function)) {
          out.println("training the AOT cache of " + function.name());
          written.add(
              writers.submit(training.calls(function, surroundings.calls().training(function))));
        }
      }
    }
    for (Future<?> each : written) {
      switch (each.state()) {
        case FAILED -> throw new IllegalStateException(each.exceptionNow());
        case SUCCESS, CANCELLED, RUNNING -> {}
      }
    }
  }

  private static PrintWriter console() {
    return new PrintWriter(System.out, true, UTF_8);
  }

  private static Optional<Certificate> certificate(Path work, @Nullable Path trust) {
    if (trust == null) {
      return Optional.empty();
    }
    Certificate certificate = Certificate.make(work);
    certificate.trustedIn(trust);
    return Optional.of(certificate);
  }

  private static Path work(Path root) {
    Path work = root.resolve("infra/benchmarks/target/work").toAbsolutePath();
    try {
      return Files.createDirectories(work);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static Path engine(Path root) {
    return root.resolve("infra/dynamodb-local/target/lib");
  }

  private static Path bootstrap(Path root) {
    return root.resolve("infra/image/bootstrap");
  }

  private static List<Path> runtime(Path root) {
    List<Path> jars = new ArrayList<>();
    try (Stream<Path> files =
        Files.list(root.resolve("infra/benchmarks/target/runtime").toAbsolutePath())) {
      files.sorted().forEach(jars::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jars;
  }
}
