package io.partway.local;

import io.partway.local.clock.MovableClock;
import io.partway.local.demo.Demo;
import io.partway.local.engine.DynamoDbLocal;
import io.partway.local.engine.Tables;
import io.partway.local.events.EventBus;
import io.partway.local.events.Republisher;
import io.partway.local.events.ScheduleTicker;
import io.partway.local.events.StreamPipe;
import io.partway.local.functions.Functions;
import io.partway.local.functions.InProcessFunctions;
import io.partway.local.functions.RemoteFunctions;
import io.partway.local.gateway.ApiGateway;
import io.partway.local.identity.IdentityProvider;
import io.partway.local.identity.Person;
import io.partway.local.intake.Importer;
import io.partway.local.intake.IntakeFolder;
import io.partway.local.intake.ProgressBar;
import io.partway.local.outbox.Outbox;
import io.partway.local.template.Pipe;
import io.partway.local.template.Rule;
import io.partway.local.template.Stack;
import io.partway.local.template.Template;
import io.partway.platform.Bus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// The whole system, running in this process, on loopback. Closing it stops everything.
public final class LocalSystem implements AutoCloseable {
  private static final int CONNECTIONS = 200;
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final LocalOptions options;
  private final Console console;
  private final InstantSource wallClock = InstantSource.system();
  private final DataFolder data;
  private final HttpFront front;
  private final IdentityProvider identities;
  private final MovableClock clock;
  private final Outbox outbox;
  private final Functions functions;
  private final EventBus bus;
  private final List<StreamPipe> pipes;
  private final Optional<Importer> importer;
  private volatile boolean stopping;

  /// Starts a system and, where wanted, loads the small part of the demonstration data; the large
  /// part follows in the background. When this returns, calls are answered.
  ///
  /// @param console where progress and failures are told
  /// @throws CannotStart when it cannot start, with what to do
  /// @throws io.partway.local.template.BadTemplate when a parameter or the template is bad
  public static LocalSystem start(LocalOptions options, Console console) {
    try {
      return new LocalSystem(options, console);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts a system that tells its failures on the standard error stream.
  public static LocalSystem start(LocalOptions options) {
    return start(options, Console.plain());
  }

  private LocalSystem(LocalOptions options, Console console) throws IOException {
    this.options = options;
    this.console = console;
    var started = false;
    try {
      var installation = Installation.find();
      var template = Template.read(installation.template());
      var random = new SecureRandom();
      data = closing(DataFolder.open(options.data(), random));
      front = HttpFront.bind(options.port());
      var stack = template.stack(options.parameters(), data, tableSuffix());
      clock = new MovableClock(wallClock, data.clock(), data::keepClock);
      outbox = Outbox.open(data.outbox(), clock);
      var intake = new IntakeFolder(data.intake());
      var engine =
          options.functions().isPresent()
              ? Optional.<URI>empty()
              : Optional.of(engine(stack, installation));
      functions =
          options.functions().isPresent()
              ? closing(new RemoteFunctions(options.functions().get()))
              : inProcess(stack, engine.orElseThrow(), random, intake);
      identities =
          new IdentityProvider(
              url().toString(), stack.audience().getFirst(), data.signingKey(), wallClock);
      bus = new EventBus(stack.rules(), functions, clock);
      pipes = engine.map(each -> pipes(stack, each)).orElse(List.of());
      var schedule = closing(new ScheduleTicker(stack.schedules(), functions, clock));
      var republisher = new Republisher(functions, republishingFunction(stack));
      importer =
          options.functions().isPresent()
              ? Optional.empty()
              : Optional.of(new Importer(intake, functions, intakeFunction(stack), clock));
      var gateway =
          new ApiGateway(stack, identities.issuer(), identities.publicKeys(), functions, wallClock);
      // Closed before what it calls.
      closing(front)
          .serve(
              new LocalEndpoints(
                  installation.contract(),
                  identities,
                  clock,
                  schedule,
                  bus,
                  this::tellChanges,
                  republisher,
                  outbox,
                  importer,
                  () -> progress("import"),
                  options.schedule()),
              gateway::handle,
              this::report);
      pipes.forEach(StreamPipe::start);
      if (options.schedule() && options.functions().isEmpty()) {
        schedule.start();
      }
      if (importer.isPresent()) {
        loadDemo(importer.get());
      }
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  /// Where it is: `http://127.0.0.1:8080/` without the last slash.
  public URI url() {
    return URI.create("http://127.0.0.1:" + front.port());
  }

  /// A token for this person.
  public String token(Person person) {
    return identities.token(person);
  }

  /// The system's clock, which can be moved; unlike `PUT /local/clock`, moving it here runs no
  /// schedule.
  public MovableClock clock() {
    return clock;
  }

  /// Starts the engine, makes the tables, and returns where it is.
  private URI engine(Stack stack, Installation installation) throws IOException {
    var engine =
        options.sharedEngine()
            ? DynamoDbLocal.shared(installation.engine())
            : closing(DynamoDbLocal.start(installation.engine(), data.database()));
    var tables = new Tables(closing(client(engine.endpoint())));
    for (var table : stack.tables()) {
      tables.create(table);
      if (options.sharedEngine()) {
        closing((AutoCloseable) () -> tables.delete(table));
      }
    }
    return engine.endpoint();
  }

  private List<StreamPipe> pipes(Stack stack, URI engine) {
    var streams =
        closing(
            DynamoDbStreamsClient.builder()
                .endpointOverride(engine)
                .region(Region.EU_WEST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(AwsCrtHttpClient.builder())
                .build());
    var dynamoDb = closing(client(engine));
    return stack.pipes().stream()
        .map(pipe -> closing(new StreamPipe(pipe, dynamoDb, streams, functions, bus, this::report)))
        .toList();
  }

  /// Has the bus told of everything that was written so far.
  private void tellChanges() {
    pipes.forEach(StreamPipe::catchUp);
  }

  private Functions inProcess(Stack stack, URI engine, SecureRandom random, IntakeFolder intake)
      throws IOException {
    var dynamoDb = closing(client(engine));
    return new InProcessFunctions(
        stack.functions().values(),
        function ->
            new LocalHost(
                function.environment(), clock, random, dynamoDb, intake, outbox, this::put),
        wallClock,
        this::log,
        this::report);
  }

  private void put(List<Bus.Entry> entries) {
    entries.forEach(bus::publish);
  }

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(CREDENTIALS)
        .httpClientBuilder(AwsCrtHttpClient.builder().maxConcurrency(CONNECTIONS))
        .build();
  }

  private String tableSuffix() {
    return options.sharedEngine() ? "-" + UUID.randomUUID() : "";
  }

  /// The function that tells the table's changes also tells them again.
  private static String republishingFunction(Stack stack) {
    return stack.pipes().stream()
        .map(Pipe::function)
        .findFirst()
        .orElseThrow(() -> new CannotStart("the template has no pipe to the bus"));
  }

  /// The function that upstream's events go to also takes in upstream's files.
  private static String intakeFunction(Stack stack) {
    return stack.rules().stream()
        .filter(
            rule -> rule.pattern().json().path("source").toString().contains("partway.upstream"))
        .map(Rule::function)
        .findFirst()
        .orElseThrow(() -> new CannotStart("the template has no rule for upstream's events"));
  }

  private void loadDemo(Importer importer) throws IOException {
    var demo = new Demo(url(), identities, importer, this::progress, clock);
    switch (options.demo()) {
      case NONE -> {}
      case SMALL -> loadSmall(demo);
      case ALL -> {
        loadSmall(demo);
        if (!data.isDone("big-demo")) {
          closing(new Background("demo", () -> loadBig(demo)));
        }
      }
    }
  }

  private void loadSmall(Demo demo) throws IOException {
    if (!data.isDone("small-demo")) {
      demo.loadSmall();
      data.done("small-demo");
    }
  }

  private void loadBig(Demo demo) {
    try {
      demo.loadBig();
      data.done("big-demo");
    } catch (IOException | UncheckedIOException e) {
      report(e);
    }
  }

  /// Work that goes on behind, until it is through or the system stops.
  private static final class Background implements AutoCloseable {
    private final Thread thread;

    Background(String name, Runnable work) {
      thread = Thread.ofVirtual().name(name).start(work);
    }

    @Override
    public void close() {
      thread.interrupt();
      try {
        thread.join(Duration.ofSeconds(1));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private ProgressBar progress(String title) {
    return new ProgressBar(console.out(), console.terminal(), title);
  }

  /// What functions log lies in the data folder; the console shows what is worth reading while they
  /// work.
  private void log(String line) {
    data.log(line);
    if (!stopping && !line.contains("\"level\":\"info\"")) {
      console.out().print(line);
    }
  }

  private void report(Throwable failure) {
    if (!stopping) {
      failure.printStackTrace(console.out());
    }
  }

  private <T extends AutoCloseable> T closing(T resource) {
    toClose.addFirst(resource);
    return resource;
  }

  @Override
  public void close() {
    stopping = true;
    for (var each = toClose.pollFirst(); each != null; each = toClose.pollFirst()) {
      try {
        each.close();
      } catch (Exception e) {
        console.out().println("while stopping: " + e);
      }
    }
  }
}
