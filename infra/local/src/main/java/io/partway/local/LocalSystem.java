package io.partway.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.local.access.Grant;
import io.partway.local.access.GuardedHost;
import io.partway.local.access.Guards;
import io.partway.local.aws.Clients;
import io.partway.local.clock.MovableClock;
import io.partway.local.demo.Demo;
import io.partway.local.engine.DynamoDbLocal;
import io.partway.local.engine.Tables;
import io.partway.local.events.DeadLetters;
import io.partway.local.events.EventBus;
import io.partway.local.events.Invocations;
import io.partway.local.events.Redelivery;
import io.partway.local.events.Republisher;
import io.partway.local.events.ScheduleTicker;
import io.partway.local.events.StreamPipe;
import io.partway.local.functions.Eraser;
import io.partway.local.functions.FunctionOutcome;
import io.partway.local.functions.Functions;
import io.partway.local.functions.InProcessFunctions;
import io.partway.local.functions.RemoteFunctions;
import io.partway.local.gateway.ApiGateway;
import io.partway.local.identity.IdentityProvider;
import io.partway.local.identity.Person;
import io.partway.local.intake.Bucket;
import io.partway.local.intake.Importer;
import io.partway.local.intake.IntakeFolder;
import io.partway.local.intake.ProgressBar;
import io.partway.local.intake.S3Bucket;
import io.partway.local.outbox.LocalStackSms;
import io.partway.local.outbox.Outbox;
import io.partway.local.outbox.SentMessages;
import io.partway.local.sam.SamEmulator;
import io.partway.local.template.LocalNames;
import io.partway.local.template.Pipe;
import io.partway.local.template.Stack;
import io.partway.local.template.TableDefinition;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/// The whole system, running in this process, on loopback. Closing it stops everything.
public final class LocalSystem implements AutoCloseable {
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final LocalOptions options;
  private final Console console;
  private final InstantSource wallClock = InstantSource.system();
  private final DataFolder data;
  private final HttpFront front;
  private final IdentityProvider identities;
  private final MovableClock clock;
  private final Backend backend;
  private final DeadLetters deadLetters;
  private final EventBus bus;
  private final List<StreamPipe> pipes;
  private final Optional<Importer> importer;
  private final ScheduleTicker schedule;
  private final Set<Grant> used = ConcurrentHashMap.newKeySet();
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
      var stack = template.stack(parameters(), tableSuffix());
      clock = new MovableClock(wallClock, data.clock(), data::keepClock);
      deadLetters = DeadLetters.open(data.deadLetters(), clock);
      backend = backend(stack, guards(template, stack), installation, random);
      var functions = backend.functions();
      identities =
          new IdentityProvider(
              url().toString(), stack.audience().getFirst(), data.signingKey(), wallClock);
      var invocations = new Invocations(functions, stack.functions(), deadLetters, clock);
      bus = new EventBus(stack.rules(), invocations, deadLetters, clock);
      pipes = backend.dynamoDb().map(each -> pipes(stack, each)).orElse(List.of());
      schedule = closing(new ScheduleTicker(stack.schedules(), functions, clock));
      var republisher = new Republisher(functions, republishingFunction(stack));
      var eraser = new Eraser(functions, stack.erasing().name());
      importer =
          backend
              .bucket()
              .map(bucket -> new Importer(bucket, functions, intakeFunction(stack), clock));
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
                  eraser,
                  backend,
                  deadLetters,
                  new Redelivery(deadLetters, invocations),
                  importer,
                  () -> progress("import"),
                  options.schedule()),
              gateway::handle,
              this::report);
      pipes.forEach(StreamPipe::start);
      if (options.schedule() && backend.whole()) {
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

  /// Rotates a secret, as Secrets Manager has it done.
  ///
  /// @param secret its logical id
  public void rotate(String secret) {
    var version = UUID.randomUUID();
    for (var step : List.of("createSecret", "setSecret", "testSecret", "finishSecret")) {
      var event =
          "{\"Step\":\"%s\",\"SecretId\":\"%s\",\"ClientRequestToken\":\"%s\"}"
              .formatted(step, secretArn(secret), version);
      if (!(backend.functions().invoke("RotateSecrets", event.getBytes(UTF_8))
          instanceof FunctionOutcome.Answered)) {
        throw new IllegalStateException(secret + " was not rotated: " + step);
      }
    }
  }

  /// Runs the schedule once and waits for it.
  public void runSchedule() {
    schedule.runOnce();
  }

  /// What of their roles' permissions functions in this process have made use of so far.
  public Set<Grant> used() {
    return Set.copyOf(used);
  }

  /// Functions here can do what they can do deployed, and nothing else.
  private Guards guards(Template template, Stack stack) {
    var tables =
        stack.tables().stream()
            .collect(Collectors.toMap(TableDefinition::name, TableDefinition::logicalId));
    return new Guards(template.roles(parameters(), ""), tables, used::add);
  }

  private Backend backend(
      Stack stack, Guards guards, Installation installation, SecureRandom random)
      throws IOException {
    return switch (options.functions()) {
      case FunctionHost.Here() -> here(stack, guards, installation, random);
      case FunctionHost.Sam() -> sam(stack, installation);
      case FunctionHost.Elsewhere elsewhere -> elsewhere(elsewhere);
    };
  }

  private Backend here(Stack stack, Guards guards, Installation installation, SecureRandom random)
      throws IOException {
    var dynamoDb = engine(stack, installation);
    var outbox = Outbox.open(data.outbox(), clock);
    var intake = new IntakeFolder(data.intake());
    intake.clear();
    return new Backend(
        inProcess(stack, guards, dynamoDb, random, intake, outbox),
        Optional.of(dynamoDb),
        Optional.of(intake),
        outbox,
        true);
  }

  /// Starts the engine, makes the tables, and returns where it is.
  private URI engine(Stack stack, Installation installation) throws IOException {
    try {
      var engine =
          options.sharedEngine()
              ? DynamoDbLocal.shared(installation.engine())
              : closing(DynamoDbLocal.start(installation.engine(), data.database()));
      makeTables(stack, engine.endpoint());
      return engine.endpoint();
    } catch (DynamoDbException e) {
      throw data.damaged("dynamodb", e);
    } catch (IllegalStateException e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    }
  }

  private Backend sam(Stack stack, Installation installation) throws IOException {
    var sam =
        closing(
            SamEmulator.start(
                installation.sam(),
                stack,
                data.secrets(),
                data.database(),
                data.emulator(),
                clock));
    makeTables(stack, sam.dynamoDb());
    return new Backend(
        remote(sam.functions(), UnaryOperator.identity()),
        Optional.of(sam.dynamoDb()),
        Optional.of(sam.bucket()),
        sam.sent(),
        false);
  }

  private Backend elsewhere(FunctionHost.Elsewhere elsewhere) {
    return new Backend(
        remote(elsewhere.functions(), elsewhere::name),
        elsewhere.services(),
        elsewhere.services().map(each -> bucket(each, elsewhere)),
        elsewhere
            .services()
            .<SentMessages>map(url -> new LocalStackSms(url, clock))
            .orElse(List::of),
        false);
  }

  private Functions remote(URI endpoint, UnaryOperator<String> names) {
    return closing(new RemoteFunctions(endpoint, names));
  }

  /// The bucket that their stack has.
  private Bucket bucket(URI services, FunctionHost.Elsewhere elsewhere) {
    var s3 = closing(Clients.s3(services));
    return new S3Bucket(s3, elsewhere.name("Intake"));
  }

  private void makeTables(Stack stack, URI dynamoDb) {
    var tables = new Tables(closing(Clients.dynamoDb(dynamoDb)));
    for (var table : stack.tables()) {
      tables.create(table);
      if (options.sharedEngine()) {
        closing((AutoCloseable) () -> tables.delete(table));
      }
    }
  }

  private List<StreamPipe> pipes(Stack stack, URI endpoint) {
    var streams = closing(Clients.streams(endpoint));
    var dynamoDb = closing(Clients.dynamoDb(endpoint));
    return stack.pipes().stream()
        .map(pipe ->
            closing(
                new StreamPipe(
                    pipe,
                    tableName(pipe.table()),
                    dynamoDb,
                    streams,
                    backend.functions(),
                    bus,
                    deadLetters,
                    this::report)))
        .toList();
  }

  /// What a table is called where the functions run.
  private String tableName(TableDefinition table) {
    return options.functions() instanceof FunctionHost.Elsewhere elsewhere
        ? elsewhere.name(table.logicalId())
        : table.name();
  }

  private String secretArn(String secret) {
    return options.functions() instanceof FunctionHost.Elsewhere elsewhere
        ? elsewhere.name(secret)
        : LocalNames.secret(secret);
  }

  /// Has the bus told of everything that was written so far.
  private void tellChanges() {
    pipes.forEach(StreamPipe::catchUp);
  }

  private Functions inProcess(
      Stack stack,
      Guards guards,
      URI engine,
      SecureRandom random,
      IntakeFolder intake,
      Outbox outbox) {
    var secrets = data.secrets();
    var connections = closing(Clients.connections());
    return new InProcessFunctions(
        stack.functions().values(),
        function -> {
          var guard = guards.of(function.name());
          var dynamoDb = Clients.dynamoDb(engine, connections, guard::check);
          var machine =
              new LocalHost(
                  function.environment(),
                  clock,
                  random,
                  dynamoDb,
                  intake,
                  outbox.carriers(
                      Optional.ofNullable(function.environment().get("MAIL_CONFIGURATION_SET")),
                      event -> bus().publish(event)),
                  this::put,
                  deadLetters,
                  secrets,
                  secrets,
                  line -> log(line + "\n"));
          return new GuardedHost(machine, guard, dynamoDb);
        },
        wallClock,
        this::log,
        this::report);
  }

  private void put(List<Bus.Entry> entries) {
    entries.forEach(bus()::publish);
  }

  /// Made after the functions that put events on it.
  private EventBus bus() {
    return bus;
  }

  private Map<String, String> parameters() {
    var parameters = new TreeMap<>(options.parameters());
    // Here is the identity provider: without one the stack would be one with a user pool.
    parameters.putIfAbsent("JwtIssuer", "https://issuer.invalid");
    if (options.functions() instanceof FunctionHost.Sam) {
      SamEmulator.parameters().forEach(parameters::putIfAbsent);
    }
    return parameters;
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
        .map(rule -> rule.target().name())
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
