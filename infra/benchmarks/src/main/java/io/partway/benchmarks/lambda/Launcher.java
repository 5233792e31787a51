package io.partway.benchmarks.lambda;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Says how functions are started: as `java25` starts a package on demand, as it starts one for a
/// snapshot, and as the container image starts its functions.
///
/// What is known of the managed runtime's flags is in them: the serial collector, and the first
/// compiler alone, except for SnapStart. A heap is at most 85 % of the memory, and at first what
/// the JVM would take in a machine of that size, which this one is not; a function's own options
/// come after that.
public final class Launcher {
  /// The main class of the runtime interface client.
  public static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private static final int MEMORY = 1_769;
  private static final String OPTIONS = "JAVA_TOOL_OPTIONS";
  private static final String FIRST_HEAP = "-XX:InitialHeapSize=" + MEMORY / 64 + "m";

  /// Where functions that hear of snapshots register.
  private static final String REGISTRY =
      "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

  private static final String ORDINARY = "on-demand";
  private static final String SNAP_START = "snap-start";

  private final Path java;
  private final List<Path> runtime;
  private final List<String> prefix;

  /// @param java the JVM's launcher
  /// @param runtime the jars of the runtime interface client
  /// @param prefix of every command, such as one that binds it to a processor; may be empty
  public Launcher(Path java, List<Path> runtime, List<String> prefix) {
    this.java = java;
    this.runtime = List.copyOf(runtime);
    this.prefix = List.copyOf(prefix);
  }

  /// As the managed runtime does on demand: the package unpacked to a folder, from which the
  /// runtime client loads it.
  public Launch onDemand(FunctionPackage function) {
    return managed(function, ORDINARY, List.of("-XX:TieredStopAtLevel=1"));
  }

  /// As the managed runtime does for a snapshot.
  public Launch snapStart(FunctionPackage function) {
    return managed(function, SNAP_START, List.of());
  }

  /// By the start script of the container image.
  ///
  /// @param image the folder with the script
  /// @param more variables for it
  public Launch image(FunctionPackage function, Path image, Map<String, String> more) {
    Map<String, String> environment = environment(function, ORDINARY, image);
    // What the template says to packages' JVMs, the script says to its own.
    environment.remove(OPTIONS);
    environment.put("JAVA_HOME", java.resolve("../..").normalize().toString());
    environment.putAll(more);
    return new Launch(
        function.name() + " from the image",
        command(List.of("sh", image.resolve("bootstrap").toString(), function.handler())),
        environment,
        image,
        function.timeout(),
        false);
  }

  private Launch managed(FunctionPackage function, String type, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:MaxHeapSize=" + MEMORY * 85 / 100 + "m",
            "-Djava.net.preferIPv4Stack=true",
            REGISTRY,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            runtime.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            MAIN,
            function.handler()));
    return new Launch(
        function.name() + ", " + type,
        command(command),
        environment(function, type, function.folder()),
        function.folder(),
        function.timeout(),
        type.equals(SNAP_START));
  }

  private List<String> command(List<String> rest) {
    return Stream.concat(prefix.stream(), rest.stream()).toList();
  }

  private static Map<String, String> environment(FunctionPackage function, String type, Path root) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("LANG", "en_US.UTF-8");
    environment.put("TZ", ":UTC");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(MEMORY));
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "benchmark");
    environment.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    environment.put("AWS_LAMBDA_LOG_LEVEL", "INFO");
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", type);
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
    environment.put("LAMBDA_TASK_ROOT", root.toString());
    environment.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
    environment.put("_HANDLER", function.handler());
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_DEFAULT_REGION", "eu-west-1");
    if (!type.equals(SNAP_START)) {
      environment.put("AWS_ACCESS_KEY_ID", "benchmark");
      environment.put("AWS_SECRET_ACCESS_KEY", "benchmark");
      environment.put("AWS_SESSION_TOKEN", "benchmark");
    }
    function
        .environment()
        .forEach(
            (name, value) -> environment.put(name, value.replace("/var/task", root.toString())));
    environment.merge(OPTIONS, FIRST_HEAP, (own, first) -> first + " " + own);
    return environment;
  }
}
