package io.partway.local;

import io.partway.local.demo.Cast;
import io.partway.local.functions.Eraser;
import io.partway.local.template.Parameter;
import io.partway.local.template.Template;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The command `./partway`: its own options, and one for every policy parameter of the template.
final class Cli {
  private static final String REPUBLISH = "republish";
  private static final String ERASE = "erase";
  private static final String SERVICES = "--services";
  private static final String RESOURCES = "--resources";

  private final List<Parameter> parameters;
  private final PrintStream out;
  private final PrintStream err;

  /// What a command line asks for.
  sealed interface Wish {
    /// To start a system.
    record Start(LocalOptions options) implements Wish {}

    /// To have events told again.
    ///
    /// @param where a running system, or the functions themselves
    record Republish(Instant from, Instant to, Where where) implements Wish {}

    /// To have a person erased.
    record Erase(Eraser.Whom whom, Where where) implements Wish {}

    /// To end at once, with this exit code; what there was to say has been said.
    record End(int exitCode) implements Wish {}
  }

  /// Where the functions are that are asked.
  sealed interface Where {
    /// Behind a local system on this port of loopback.
    record Port(int port) implements Where {}

    /// Behind the Lambda Invoke API.
    record Functions(URI url) implements Where {}
  }

  Cli(Template template, PrintStream out, PrintStream err) {
    this.parameters = template.parameters().stream().filter(Parameter::policy).toList();
    this.out = out;
    this.err = err;
  }

  Wish read(String... arguments) {
    var command = new CommandLine(spec());
    command.addSubcommand(REPUBLISH, republishSpec());
    command.addSubcommand(ERASE, eraseSpec());
    try {
      var parsed = command.parseArgs(arguments);
      var wanted = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
      var called = wanted.commandSpec().commandLine();
      if (called.isUsageHelpRequested()) {
        called.usage(writer(out), Ansi.AUTO);
        return new Wish.End(CommandLine.ExitCode.OK);
      }
      return switch (called.getCommandName()) {
        case REPUBLISH -> republish(called, wanted);
        case ERASE -> erase(called, wanted);
        default -> new Wish.Start(options(command, parsed));
      };
    } catch (ParameterException e) {
      err.println(e.getMessage());
      err.println("./partway --help tells what there is");
      return new Wish.End(CommandLine.ExitCode.USAGE);
    }
  }

  /// What to say once a system runs.
  void announce(LocalSystem system, LocalOptions options) {
    var url = system.url();
    out.printf("%nPartway runs at %s/   (Ctrl-C stops it)%n%n", url);
    for (var each : Cast.all()) {
      var person = each.person();
      // With the address: without one there is no verification code.
      out.printf(
          "  %-44s {\"sub\":\"%s\",\"party\":\"%s\",\"party_id\":\"%s\",\"role\":\"%s\"%s}%n",
          each.title(),
          person.subject(),
          person.party(),
          person.partyId(),
          person.role(),
          person.email().map(email -> ",\"email\":\"" + email + "\"").orElse(""));
    }
    out.printf(
        "%nA token for one of them, or for anybody else:%n  curl -s %s/local/token -H"
            + " 'content-type: application/json' -d '{\"sub\":…}'%n%n",
        url);
    out.println(
        options.data().isPresent()
            ? "State is kept in " + options.data().get()
            : "Nothing is kept when it stops; --data DIR keeps it.");
    out.flush();
  }

  private CommandSpec spec() {
    var spec = CommandSpec.create().name("./partway");
    spec.usageMessage()
        .width(110)
        .description(
            "Runs the whole of Partway in one process, on loopback, with no cloud account.")
        .sortOptions(false);
    spec.addOption(
        OptionSpec.builder("--port")
            .paramLabel("N")
            .type(int.class)
            .defaultValue("8080")
            .description("port of loopback; 0 takes a free one (default: ${DEFAULT-VALUE})")
            .build());
    spec.addOption(
        OptionSpec.builder("--data")
            .paramLabel("DIR")
            .type(Path.class)
            .description("folder to keep the state in over restarts (default: nothing is kept)")
            .build());
    spec.addOption(
        OptionSpec.builder("--sam")
            .type(boolean.class)
            .description(
                "run the functions in AWS SAM's emulator, in containers of Lambda's own image;"
                    + " needs sam, a container engine and Python")
            .build());
    spec.addOption(
        OptionSpec.builder("--functions")
            .paramLabel("URL")
            .type(URI.class)
            .description(
                "run no functions and no database here; send to functions elsewhere through the"
                    + " Lambda Invoke API, such as LocalStack")
            .build());
    spec.addOption(
        OptionSpec.builder(SERVICES)
            .paramLabel("URL")
            .type(URI.class)
            .description(
                "where the DynamoDB, S3 and SNS of --functions are, so that files are imported"
                    + " there and the Pipe follows the table's stream there")
            .build());
    spec.addOption(
        OptionSpec.builder(RESOURCES)
            .paramLabel("FILE")
            .type(Path.class)
            .description(
                "what aws cloudformation describe-stack-resources printed of the stack of"
                    + " --functions: what its resources are called")
            .build());
    spec.addOption(
        OptionSpec.builder("--no-demo")
            .type(boolean.class)
            .description("start without demonstration data")
            .build());
    for (var parameter : parameters) {
      spec.addOption(option(parameter));
    }
    spec.addOption(
        OptionSpec.builder("--help", "-h")
            .usageHelp(true)
            .description("tell what there is")
            .build());
    return spec;
  }

  private static CommandSpec republishSpec() {
    var spec = CommandSpec.create().name(REPUBLISH);
    spec.usageMessage()
        .width(110)
        .description(
            "Derives the events of a span of time again, with the same ids, and puts them on the"
                + " bus of a running system.")
        .sortOptions(false);
    spec.addOption(
        instant("--from", "when the first of them happened, such as 2026-03-01T00:00:00Z"));
    spec.addOption(instant("--to", "when the last of them happened"));
    addWhere(spec);
    return spec;
  }

  private static CommandSpec eraseSpec() {
    var spec = CommandSpec.create().name(ERASE);
    spec.usageMessage()
        .width(110)
        .description(
            "Takes a person out of what is kept of a party: subject, address and user agent of what"
                + " he did, his settings and read marks. It cannot be undone.")
        .sortOptions(false);
    spec.addOption(text("--party", "partner|customer", "the side that he acted for"));
    spec.addOption(text("--party-id", "ID", "the party that he acted for"));
    spec.addOption(text("--subject", "TEXT", "the claim sub of his tokens"));
    addWhere(spec);
    return spec;
  }

  private static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .required(true)
        .description(description)
        .build();
  }

  private static void addWhere(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--port")
            .paramLabel("N")
            .type(int.class)
            .defaultValue("8080")
            .description("port of a local system that runs (default: ${DEFAULT-VALUE})")
            .build());
    spec.addOption(
        OptionSpec.builder("--functions")
            .paramLabel("URL")
            .type(URI.class)
            .description("ask functions elsewhere instead, through the Lambda Invoke API")
            .build());
    spec.addOption(
        OptionSpec.builder("--help", "-h")
            .usageHelp(true)
            .description("tell what there is")
            .build());
  }

  private static OptionSpec instant(String name, String description) {
    return OptionSpec.builder(name)
        .paramLabel("INSTANT")
        .type(Instant.class)
        .required(true)
        .description(description)
        .build();
  }

  private static Wish republish(CommandLine command, ParseResult parsed) {
    Instant from = parsed.matchedOptionValue("--from", Instant.MIN);
    Instant to = parsed.matchedOptionValue("--to", Instant.MAX);
    if (to.isBefore(from)) {
      throw new ParameterException(command, "--to must not be before --from");
    }
    return new Wish.Republish(from, to, where(command, parsed));
  }

  private static Wish erase(CommandLine command, ParseResult parsed) {
    String party = parsed.matchedOptionValue("--party", "");
    if (!party.equals("partner") && !party.equals("customer")) {
      throw new ParameterException(command, "--party must be partner or customer");
    }
    return new Wish.Erase(
        new Eraser.Whom(
            party,
            parsed.matchedOptionValue("--party-id", ""),
            parsed.matchedOptionValue("--subject", "")),
        where(command, parsed));
  }

  private static Where where(CommandLine command, ParseResult parsed) {
    int port = parsed.matchedOptionValue("--port", 8080);
    return functions(command, parsed)
        .<Where>map(Where.Functions::new)
        .orElseGet(() -> new Where.Port(port));
  }

  private static FunctionHost functionHost(CommandLine command, ParseResult parsed) {
    var functions = functions(command, parsed);
    if (parsed.matchedOptionValue("--sam", false)) {
      if (functions.isPresent()) {
        throw new ParameterException(command, "--sam starts what --functions would name: give one");
      }
      return new FunctionHost.Sam();
    }
    var services = url(command, parsed, SERVICES);
    Optional<Path> resources = Optional.ofNullable(parsed.matchedOptionValue(RESOURCES, null));
    if (functions.isEmpty() && (services.isPresent() || resources.isPresent())) {
      throw new ParameterException(command, SERVICES + " and " + RESOURCES + " need --functions");
    }
    return functions
        .<FunctionHost>map(url ->
            new FunctionHost.Elsewhere(
                url, resources.map(file -> names(command, file)).orElse(Map.of()), services))
        .orElseGet(FunctionHost.Here::new);
  }

  private static Map<String, String> names(CommandLine command, Path file) {
    try {
      return StackResources.names(Files.readString(file));
    } catch (IOException e) {
      throw new ParameterException(command, RESOURCES + " cannot be read: " + e.getMessage());
    }
  }

  private static Optional<URI> functions(CommandLine command, ParseResult parsed) {
    return url(command, parsed, "--functions");
  }

  private static Optional<URI> url(CommandLine command, ParseResult parsed, String option) {
    Optional<URI> url = Optional.ofNullable(parsed.matchedOptionValue(option, null));
    if (url.isPresent() && !isHttp(url.get())) {
      throw new ParameterException(
          command, option + " must be a URL such as http://127.0.0.1:3001");
    }
    return url;
  }

  private static OptionSpec option(Parameter parameter) {
    var standard =
        parameter
            .defaultValue()
            .map(value -> " (default: " + (value.isEmpty() ? "none" : value) + ")")
            .orElse("");
    return OptionSpec.builder(parameter.option())
        .paramLabel(
            parameter.allowedValues().isEmpty()
                ? parameter.type().equals("Number") ? "N" : "TEXT"
                : String.join("|", parameter.allowedValues()))
        .type(String.class)
        .description((parameter.description() + standard).replace("%", "%%"))
        .build();
  }

  private LocalOptions options(CommandLine command, ParseResult parsed) {
    int port = parsed.matchedOptionValue("--port", 8080);
    if (port < 0 || port > 65_535) {
      throw new ParameterException(command, "--port must lie between 0 and 65535, not " + port);
    }
    var functions = functionHost(command, parsed);
    Optional<Path> data = Optional.ofNullable(parsed.matchedOptionValue("--data", null));
    return new LocalOptions(
        port,
        data,
        functions,
        parsed.matchedOptionValue("--no-demo", false)
            ? LocalOptions.DemoExtent.NONE
            : LocalOptions.DemoExtent.ALL,
        true,
        false,
        policies(command, parsed));
  }

  private static boolean isHttp(URI uri) {
    return uri.getHost() != null
        && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
  }

  private Map<String, String> policies(CommandLine command, ParseResult parsed) {
    var values = new TreeMap<String, String>();
    for (var parameter : parameters) {
      String value = parsed.matchedOptionValue(parameter.option(), null);
      if (value != null) {
        parameter
            .fault(value)
            .ifPresent(fault -> {
              throw new ParameterException(
                  command, "%s %s, not %s".formatted(parameter.option(), fault, value));
            });
        values.put(parameter.name(), value);
      }
    }
    return values;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
