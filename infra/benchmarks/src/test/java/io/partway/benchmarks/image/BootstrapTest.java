package io.partway.benchmarks.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.partway.benchmarks.lambda.FunctionPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The image's start script, with a `java` that tells how it was called.
final class BootstrapTest {
  private static final Path SCRIPT = Path.of("../image/bootstrap");

  @TempDir private Path folder;
  private FunctionPackage function =
      new FunctionPackage("Echo", "echo.Function", Path.of(""), Map.of(), Duration.ofSeconds(3));
  private ImageLayout image = new ImageLayout(Path.of(""));

  @BeforeEach
  void assemble() throws IOException {
    Path java = folder.resolve("jdk/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\nfor each; do echo \"$each\"; done\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    write("package/lib/partway-echo-1.jar", "version 1");
    write("package/lib/libraries-01234567.jar", "libraries");
    write("runtime/client-2.jar", "client");
    function =
        new FunctionPackage(
            "Echo", "echo.Function", folder.resolve("package"), Map.of(), Duration.ofSeconds(3));
    image = new ImageLayout(folder.resolve("image"));
    assembleAgain();
  }

  @Test
  void theRuntimeClientIsStartedWithTheFunctionsJars() throws Exception {
    Output output = start(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769"));
    assertThat(output.status()).isZero();
    Path root = folder.resolve("image");
    assertThat(output.lines())
        .containsSubsequence(
            "-XX:MaxHeapSize=1503m",
            "-Djava.library.path=" + root.resolve("native"),
            "-cp",
            root.resolve("jars/libraries-01234567.jar")
                + ":"
                + root.resolve("jars/partway-echo-1.jar")
                + ":"
                + root.resolve("runtime/client-2.jar"),
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            "echo.Function")
        .noneMatch(line -> line.contains("AOT"));
  }

  @Test
  void aCacheIsUsedThatWasMadeOfTheseJars() throws Exception {
    train();
    assertThat(image.trained(function)).isTrue();
    Output output = start(Map.of());
    assertThat(output.lines()).contains("-XX:AOTCache=" + image.cache(function));
    assertThat(output.text()).doesNotContain("stale");
  }

  @Test
  void anotherJarOfOursMakesItStale() throws Exception {
    train();
    // As long as before, and as old.
    var time = Files.getLastModifiedTime(folder.resolve("image/jars/partway-echo-1.jar"));
    write("image/jars/partway-echo-1.jar", "version 2");
    Files.setLastModifiedTime(folder.resolve("image/jars/partway-echo-1.jar"), time);
    staleIsLeftAlone();
  }

  @Test
  void anotherSizeOfAnyJarMakesItStale() throws Exception {
    train();
    write("image/runtime/client-2.jar", "client, patched");
    staleIsLeftAlone();
  }

  @Test
  void otherJarsMakeItStale() throws Exception {
    train();
    Files.delete(folder.resolve("package/lib/libraries-01234567.jar"));
    write("package/lib/libraries-76543210.jar", "libraries");
    assembleAgain();
    staleIsLeftAlone();
  }

  @Test
  void aCacheWithoutAnIdIsLeftAlone() throws Exception {
    train();
    Files.delete(folder.resolve("image/functions/echo.Function/aot.id"));
    Output output = start(Map.of());
    assertThat(output.status()).isZero();
    assertThat(output.lines()).noneMatch(line -> line.startsWith("-XX:AOT"));
  }

  @Test
  void trainingWritesACacheInsteadOfUsingOne() throws Exception {
    train();
    Output output = start(Map.of("PARTWAY_TRAIN", "/somewhere/new"));
    assertThat(output.lines())
        .contains("-XX:AOTCacheOutput=/somewhere/new", "-XX:-AOTRecordTraining");
    assertThat(output.text()).doesNotContain("-XX:AOTCache=");
  }

  @Test
  void aFunctionThatIsNotThereIsSaidNotToBe() throws Exception {
    Output output = run(List.of("other.Function"), Map.of());
    assertThat(output.status()).isEqualTo(142);
    assertThat(output.text()).isEqualTo("bootstrap: this image has no function 'other.Function'\n");
  }

  private void staleIsLeftAlone() throws Exception {
    assertThat(image.trained(function)).isFalse();
    Output output = start(Map.of());
    assertThat(output.status()).isZero();
    assertThat(output.lines())
        .noneMatch(line -> line.startsWith("-XX:AOT"))
        .anyMatch(line ->
            line.matches(
                "\\{\"level\":\"error\",\"code\":\"stale-aot-cache\",\"reason\":\"The AOT cache was"
                    + " made for build [0-9a-f]{64}, the jars are build [0-9a-f]{64}: starting"
                    + " without it.\"}"));
  }

  private void train() throws IOException {
    Files.writeString(image.cache(function), "a cache");
    image.seal(function);
  }

  private void assembleAgain() {
    image.assemble(List.of(function), List.of(folder.resolve("runtime/client-2.jar")), SCRIPT);
  }

  private void write(String file, String content) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), content);
  }

  private record Output(int status, String text) {
    List<String> lines() {
      return text.lines().toList();
    }
  }

  private Output start(Map<String, String> environment) throws Exception {
    return run(List.of(function.handler()), environment);
  }

  private Output run(List<String> arguments, Map<String, String> environment) throws Exception {
    var command = new ArrayList<>(List.of("sh", image.root() + "/bootstrap"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Output(process.waitFor(), text);
  }
}
